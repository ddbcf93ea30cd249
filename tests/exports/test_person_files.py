"""The file handed to a person: one page to read, the same as data, one table per part."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest

from circular.domain.retention import RetentionSettings
from circular.exports.person_files import file_name, page, person_zip
from circular.queries.person_files import PersonFile, Section

FILE = PersonFile(
    holder_id=7,
    name="Naïma <Terrasson> & fille",
    made_on=date(2026, 11, 22),
    sections=(
        Section(
            key="identite",
            title="Identité et contact",
            columns=("Nom", "Genre"),
            rows=(("Naïma <Terrasson> & fille", None),),
        ),
        Section(
            key="echanges",
            title="Échanges",
            columns=("Date", "Ce qui s’est dit"),
            rows=(("09/11/2026", "=SOMME(A1)"), ("16/11/2026", "Un essai ; puis\nun autre.")),
        ),
    ),
)
RULES = RetentionSettings(rights_email="droits@exemple.fr", controller="Nouvel’R, Libourne")


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    """Return the zip, opened."""
    return zipfile.ZipFile(io.BytesIO(person_zip(FILE, RULES, association="Nouvel’R")))


def test_the_zip_is_whole_and_holds_a_page_the_data_and_a_table_per_part(
    archive: zipfile.ZipFile,
) -> None:
    assert archive.testzip() is None
    assert archive.namelist() == [
        "dossier.html",
        "dossier.json",
        "tableaux/identite.csv",
        "tableaux/echanges.csv",
    ]


def test_the_data_say_all_that_the_parts_say_and_unknown_stays_unknown(
    archive: zipfile.ZipFile,
) -> None:
    data = json.loads(archive.read("dossier.json"))

    assert (data["personne"], data["fait_le"]) == (FILE.name, "2026-11-22")
    assert data["parties"]["identite"]["lignes"] == [{"Nom": FILE.name, "Genre": None}]
    assert data["parties"]["echanges"]["titre"] == "Échanges"
    assert [line["Ce qui s’est dit"] for line in data["parties"]["echanges"]["lignes"]] == [
        "=SOMME(A1)",
        "Un essai ; puis\nun autre.",
    ]


def test_the_tables_open_in_french_spreadsheets_and_compute_nothing(
    archive: zipfile.ZipFile,
) -> None:
    content = archive.read("tableaux/echanges.csv")
    text = content.decode("utf-8-sig")

    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [
        ["Date", "Ce qui s’est dit"],
        ["09/11/2026", "'=SOMME(A1)"],
        ["16/11/2026", "Un essai ; puis\nun autre."],
    ]


def test_an_unknown_value_is_an_empty_cell_of_the_table_and_a_dash_on_the_page(
    archive: zipfile.ZipFile,
) -> None:
    identity = archive.read("tableaux/identite.csv").decode("utf-8-sig")

    assert identity.endswith("& fille;\r\n")
    assert "<dt>Genre</dt><dd>–</dd>" in archive.read("dossier.html").decode()


def test_nothing_typed_by_people_becomes_part_of_the_page(archive: zipfile.ZipFile) -> None:
    html = archive.read("dossier.html").decode()

    assert "<Terrasson>" not in html
    assert html.count("Naïma &lt;Terrasson&gt; &amp; fille") == 3  # title, lead, record


def test_a_part_of_several_lines_is_a_table_with_its_headings() -> None:
    html = page(FILE, RULES, association="Nouvel’R")

    assert '<html lang="fr">' in html
    assert html.count("<table>") == 1
    assert html.count('<th scope="col">') == 2
    assert html.count("<tr>") == 3


def test_the_page_says_how_long_data_are_kept_and_whom_to_write_to() -> None:
    html = page(FILE, RULES, association="Nouvel’R")

    assert "fait le 22/11/2026 par Nouvel’R" in html
    assert "1\u202f095\u00a0jours après votre dernier contact" in html
    assert "écrivez à droits@exemple.fr, Nouvel’R, Libourne." in html
    assert "CNIL" in html


def test_without_a_known_address_the_page_sends_to_the_person_in_charge() -> None:
    html = page(FILE, RetentionSettings(), association="Nouvel’R")

    assert "adressez-vous à la personne qui vous suit." in html
    assert "écrivez" not in html


def test_the_name_of_the_file_names_nobody() -> None:
    assert file_name(FILE.holder_id, FILE.made_on) == "dossier-personne-7-2026-11-22.zip"
