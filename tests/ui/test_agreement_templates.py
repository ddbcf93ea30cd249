"""The administrator uploads a template; a wrong one is said and loses nothing; it can be undone."""

import pytest

from circular.domain.file_types import FileType
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.agreement_templates import agreement_templates, template_for
from circular.store.connection import Database
from circular.ui import agreement_documents as screen
from tests.builders.agreement_templates import a_template
from tests.builders.agreements import a_draft
from tests.pages_runner import open_page


def test_a_template_is_uploaded_used_and_taken_back(
    db: Database, administrator: Visitor, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    (place,) = [each for each in app.file_uploader if each.label.startswith("Modèle")]
    place.set_value(("Faux.docx", a_template("{{ faux }}"), FileType.DOCX.value)).run()
    _press(app, "Vérifier et mettre en service")
    told = "\n".join(each.proto.body for each in app.get("html"))
    told += "\n".join(each.value for each in [*app.error, *app.markdown])
    assert "Paragraphe 1" in told
    assert agreement_templates(db, administrator) == ()
    (place,) = [each for each in app.file_uploader if each.label.startswith("Modèle")]
    place.set_value(("Bon.docx", a_template("{{ projet }}"), FileType.DOCX.value)).run()
    _press(app, "Vérifier et mettre en service")
    (kept,) = agreement_templates(db, administrator)
    assert kept.name == "Bon.docx"
    assert screen._docx(staff, a_draft(db, staff))().startswith(b"PK")
    app.button(key=f"template_{kept.id}").click().run()
    assert template_for(db, "accompagnement") is None


def _press(app: object, label: str) -> None:
    [each for each in app.button if each.label == label][-1].click().run()  # type: ignore[attr-defined]
