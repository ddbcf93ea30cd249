"""A template can do what it may and nothing else; what is wrong is said with its place."""

import io
import zipfile

import docx
import pytest
from jinja2 import TemplateError

from circular.adapters.agreement_templates import check_template, fill
from circular.domain.agreement_documents import EXAMPLE
from circular.domain.errors import DomainError
from tests.builders.agreement_templates import a_template
from tests.builders.files import pdf


def said(content: bytes) -> str:
    """Return everything that refuses a template."""
    with pytest.raises(DomainError) as refusal:
        check_template(content, EXAMPLE)
    return "\n".join(problem.sentence for problem in refusal.value.problems)


def swapped(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a document with some bytes of one of its parts in the place of others."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for each in before.namelist():
            part = before.read(each)
            after.writestr(each, part.replace(old, new) if each == name else part)
    return written.getvalue()


def test_an_unknown_field_is_said_with_its_place_and_the_words_around() -> None:
    document = docx.Document()
    document.add_paragraph("Objet : {{ objet }}")
    table = document.add_table(rows=2, cols=1)
    table.rows[1].cells[0].text = "Le porteur {{ nom_du_porteur }}"
    document.sections[0].footer.paragraphs[0].text = "{{ pied }}"
    written = io.BytesIO()
    document.save(written)
    told = said(written.getvalue())

    assert "Tableau 1, ligne 2, près de «\u00a0Le porteur" in told
    assert "le champ «\u00a0nom_du_porteur\u00a0» n’existe pas" in told
    assert "Pied de page" in told
    assert "objet\u00a0»" not in told


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["{%p for p in parties %}", "{{ p.nom }}"], "il manque «\u00a0endfor\u00a0»"),
        (["{%p if fin %}", "{%p endfor %}"], "ne ferme rien"),
        (["{{ objet "], "accolades ne sont pas fermées"),
        (["{%p for p in porteurs %}", "{%p endfor %}"], "la liste «\u00a0porteurs\u00a0»"),
        (["{{ p.nom }}"], "«\u00a0p.nom\u00a0» n’existe pas"),
        (["{%p for a in parties %}", "{%p for b in parties %}"], "en contenir une autre"),
        (["{{ ''.__class__.__mro__ }}"], "n’existe pas"),
        (["{% for x in range(9) %}{% endfor %}"], "n’est pas une instruction connue"),
        (["{{ objet|upper }}"], "n’existe pas"),
        (["{% include 'x' %}"], "n’est pas une instruction connue"),
    ],
)
def test_what_a_template_may_not_say_is_refused(lines: list[str], sentence: str) -> None:
    assert sentence in said(a_template(*lines))


@pytest.mark.parametrize("hidden", ["{{ cycler.__init__.__globals__ }}", "{{ 9 * 9 }}"])
def test_code_outside_of_the_paragraphs_never_runs(hidden: str) -> None:
    document = docx.Document()
    document.add_paragraph("x")
    document.core_properties.title = hidden
    written = io.BytesIO()
    document.save(written)

    assert "mal placée" in said(written.getvalue())
    with pytest.raises(TemplateError):
        fill(written.getvalue(), EXAMPLE)


def test_a_hostile_file_is_refused() -> None:
    plain = a_template("{{ objet }}")
    types, main = "[Content_Types].xml", b"wordprocessingml.document.main+xml"
    macro = swapped(plain, types, main, b"ms-word.document.macroEnabled.main+xml")
    entity = swapped(plain, "word/document.xml", b"<w:document", b"<!DOCTYPE x><w:document")
    rels = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="http://127.0.0.1/x.png" TargetMode="External"/>'
    )
    outside = swapped(plain, rels, b"</Relationships>", link + b"</Relationships>")
    bomb = io.BytesIO(plain)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}", bytes(80 << 20))

    assert "macros" in said(macro)
    assert "entités XML" in said(entity)
    assert "va chercher une image" in said(outside)
    assert "démesuré" in said(bomb.getvalue())
    assert "fichier PDF" in said(pdf())


def test_what_is_filled_in_stays_text() -> None:
    content = a_template("{{ objet }}", "{%p if fin %}", "jamais", "{%p endif %}")
    made = fill(content, {**EXAMPLE, "objet": "{{ fin }} & <w:b/>", "fin": ""})

    assert [each.text for each in docx.Document(io.BytesIO(made)).paragraphs] == [
        "{{ fin }} & <w:b/>"
    ]
