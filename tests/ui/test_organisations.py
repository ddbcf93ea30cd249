"""The directory in words, and what its file holds."""

import io

from openpyxl import load_workbook

from circular.domain.organisations import OrganisationFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import Format
from circular.queries import organisations as queries
from circular.store.connection import Database
from circular.ui import organisations
from circular.ui.exports import exporter
from tests.builders.organisations import a_partner


def test_a_record_says_what_is_known_in_the_order_of_reading(db: Database, staff: Visitor) -> None:
    found = queries.organisation(db, staff, a_partner(db, staff, phone="0556010203"))
    assert found is not None
    facts = organisations.facts(found)
    assert facts["Commune"] == "Libourne (Gironde)"
    assert facts["Téléphone"] == "05 56 01 02 03"
    assert facts["Adresse"] is None
    assert facts["Producteur confidentiel"] == "non"


def test_the_file_holds_every_row_that_the_filters_keep(db: Database, staff: Visitor) -> None:
    a_partner(db, staff, siren="732829320", note="=1+1")
    a_partner(db, staff, "EDF", partner_role="financeur")
    filters = OrganisationFilters(text="arret", role="tiers_lieu")
    content = exporter(staff, Format.XLSX, lambda: organisations.directory_table(staff, filters))()
    book = load_workbook(io.BytesIO(content))
    head, *rows = list(book["Partenaires"].iter_rows(values_only=True))
    assert head == tuple(column.title for column in organisations.COLUMNS)
    assert len(rows) == 1
    row = dict(zip(head, rows[0], strict=True))
    assert (row["Nom"], row["SIREN"], row["Fictif"]) == ("Arrêt Minute", "732829320", "non")
    assert book["Partenaires"].cell(2, head.index("Note") + 1).data_type == "s"


def test_the_file_says_what_was_asked(db: Database, staff: Visitor) -> None:
    asked = OrganisationFilters(
        text="a", role="financeur", partners_only=False, archived=True, epci_siren="000000000"
    )
    assert organisations.directory_table(staff, asked).criteria == [
        ("Recherche", "a"),
        ("Rôle", "Financeur"),
        ("Autres organisations", "comprises"),
        ("Archives", "seules"),
    ]
