"""Premises and facilities on screen."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import one, value
from tests.builders.facilities import a_facility
from tests.pages_runner import open_page


def written(app: AppTest) -> str:
    """Return the sentences on screen."""
    return " ".join(each.value for each in app.markdown)


def links(app: AppTest) -> list[str]:
    """Return the words of the links to records."""
    return [
        str(each.proto.label) for each in app.get("page_link") if "lieu" in str(each.proto.page)
    ]


def type_in(app: AppTest, **typed: str) -> None:
    """Type in text inputs, found by the end of their key."""
    for name, text in typed.items():
        field = next(each for each in app.text_input if each.key and each.key.endswith(f"__{name}"))
        field.input(text)
    app.run()


def submit(app: AppTest) -> None:
    """Click on the button that saves."""
    next(each for each in app.button if each.label == "Enregistrer").click().run()
    assert not app.exception


def test_staff_adds_a_place(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.STAFF, "facilities.py")
    assert "Aucun local" in written(app)
    app.button(key="add_facility").click().run()
    type_in(app, name="Hangar du Port", area_m2="1 250")
    submit(app)
    assert "Renseignez" in written(app)

    kind = next(each for each in app.selectbox if str(each.label).startswith("Genre"))
    kind.set_value("local").run()
    submit(app)
    row = one(db, "SELECT * FROM facility")
    assert row is not None
    assert (row["name"], row["kind"], row["area_m2"]) == ("Hangar du Port", "local", 1250)
    assert "Hangar du Port" in [each.value for each in app.title]


def test_bad_input_is_said_at_its_field_and_kept(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "facilities.py", nouveau="1")
    type_in(app, name="<script>", area_m2="1.234", available_from="31/02/2026")
    submit(app)

    assert "deux façons" in written(app)
    assert "n’existe pas" in written(app)
    assert "1.234" in [each.value for each in app.text_input]
    assert value(db, "SELECT COUNT(*) FROM facility") == 0


def test_filters_narrow_the_list(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_facility(db, staff)
    a_facility(db, staff, name="Plateforme", kind="compostage", is_available=False)
    app = open_page(monkeypatch, Role.STAFF, "facilities.py")

    app.toggle(key="libre").set_value(True).run()

    assert links(app) == ["**Atelier des Dagueys**"]


def test_a_partner_sees_only_its_own(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_facility(db, staff, name="À eux")
    a_facility(db, partner, name="À moi")

    app = open_page(monkeypatch, Role.PARTNER, "facilities.py")
    assert links(app) == ["**À moi**"]


def test_an_elected_official_is_not_given_the_page(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_facility(db, staff)
    app = open_page(monkeypatch, Role.ELECTED, "facilities.py")

    assert "Atelier des Dagueys" not in written(app)
