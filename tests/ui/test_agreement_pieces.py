"""The staff writes what is missing before the signature, from the list of what is missing."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.agreement_types import change_agreement_type
from circular.actions.agreements import change_unsigned_agreement
from circular.domain.agreement_types import AgreementTypeDraft
from circular.domain.agreements import AgreementDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import TODAY, a_draft, read
from tests.pages_runner import open_page


def press(app: AppTest, label: str) -> None:
    """Press the last button of this label."""
    [each for each in app.button if each.label == label][-1].click().run()


def field(app: AppTest, label: str) -> Any:
    """Return the field whose label starts so."""
    boxes = [*app.text_input, *app.text_area, *app.multiselect]
    return next(each for each in boxes if each.label.startswith(label))


def said(app: AppTest) -> str:
    """Return everything that the page says."""
    plain = [each.value for each in [*app.markdown, *app.caption, *app.warning, *app.header]]
    return "\n".join([*plain, *(each.proto.body for each in app.get("html"))])


def test_what_the_type_demands_is_listed_then_written(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff, type_key="financiere")
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    assert "Il manque la clause «\u00a0Modalités de versement\u00a0»" in said(app)
    app.button(key="edit_pieces").click().run()
    field(app, "Modalités").set_value("En deux fois.")
    field(app, "Autres annexes").set_value("Budget prévisionnel")
    press(app, "Enregistrer les clauses et annexes")
    assert not app.exception
    found = read(db, staff, agreement).pieces
    assert [each.text for each in found.clauses] == ["En deux fois."]
    assert found.annexes == ("Budget prévisionnel",)
    assert "la clause «\u00a0Modalités" not in said(app)


def test_the_threshold_warns_and_the_newest_rules_are_offered(
    db: Database, staff: Visitor, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = a_draft(db, staff)
    project = read(db, staff, agreement).project_id
    draft = AgreementDraft.model_validate(
        {"project_id": project, "type_key": "accompagnement", "yearly_amount": "24 000"}
    )
    change_unsigned_agreement(db, staff, agreement, draft, version=1)
    app = open_page(monkeypatch, Role.STAFF, "agreement.py", id=str(agreement))
    assert "23\u202f000\u00a0€ par an" in said(app)
    rules = AgreementTypeDraft.model_validate({"label": "Nouvelle", "reason": "Essai"})
    change_agreement_type(db, administrator, "accompagnement", rules, seen=2, today=TODAY)
    app.run()
    press(app, "Prendre la version 3")
    assert read(db, staff, agreement).type.version == 3
    assert "par an versés" not in said(app)
