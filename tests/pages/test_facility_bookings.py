"""The page of bookings: three months at a glance, the use, the list; and a project's own tab."""

from datetime import date, timedelta

import pytest

from circular.domain.french import day, month
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking, confirmed
from tests.builders.projects import a_project
from tests.pages.test_facility import click, said, type_in
from tests.pages_runner import open_page

FILE = "facility_bookings.py"


def dates(first: int, last: int) -> dict[str, str]:
    """Return days counted from the day of the visit, as one types them."""
    today = date.today()  # the page reads the same clock
    return {
        "starts_on": day(today + timedelta(days=first)),
        "ends_on": day(today + timedelta(days=last)),
    }


def test_an_empty_store_says_what_goes_here(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    del db
    app = open_page(monkeypatch, Role.STAFF, FILE)

    assert "Aucune réservation" in said(app)
    assert not app.get("download_button")


def test_the_page_tells_what_is_in_use_and_what_waits(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff, kind="compostage", projects_at_once="2")
    project = a_project(db, staff, "Couches")
    confirmed(db, staff, facility, project, **dates(-2, 2))
    a_booking(db, staff, facility, a_project(db, staff, "Vélos"), **dates(0, 3))

    app = open_page(monkeypatch, Role.STAFF, FILE)
    words = said(app).replace("\u00a0", " ")
    assert "1 lieu est réservé" in words
    assert "1 demande attend" in words
    assert "Usage des douze derniers mois" in words
    assert len(app.get("download_button")) == 3

    app.text_input(key="reserve").input("velos").run()
    tables = [str(each.proto.body) for each in app.get("html")]
    listed = next(each for each in tables if 'caption class="nr-ear">Réservations<' in each)
    assert "Vélos" in listed
    assert "Couches" not in listed


def test_a_partner_reads_its_own_without_the_title_of_what_waits(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(db, staff, "Couches")
    a_booking(db, staff, a_facility(db, partner), project, **dates(0, 2))
    a_booking(db, staff, a_facility(db, staff, name="À eux"), project, **dates(0, 2))

    app = open_page(monkeypatch, Role.PARTNER, FILE)
    assert "Un projet accompagné" in said(app)
    assert "Couches" not in said(app)
    assert "À eux" not in said(app)


def test_a_project_books_from_its_own_record(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility, project = a_facility(db, staff, kind="atelier"), a_project(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=str(project))
    app.session_state[f"record_tabs_{project}"] = "Installations\u00a0· 0"
    app.run()
    assert "Aucune installation réservée" in said(app)

    click(app, "Réserver une installation")
    choice = next(each for each in app.selectbox if str(each.label).startswith("Installation"))
    choice.set_value(facility).run()
    type_in(app, purpose="Essai", **dates(1, 2))
    click(app, "Demander la réservation")
    assert value(db, "SELECT project_id FROM facility_booking") == project
    assert "Atelier des Dagueys" in said(app)


def test_only_what_can_be_booked_is_on_offer_with_its_kind_and_its_capacity(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_facility(db, staff, kind="local", name="Bureau à louer")
    a_facility(db, staff, kind="compostage", name="Plateforme pleine", is_available=False)
    a_facility(
        db, staff, kind="compostage", name="Andains", capacity="120", capacity_unit="tonnes_year"
    )
    app = open_page(monkeypatch, Role.STAFF, FILE)
    app.button(key="book_facility").click().run()

    choice = next(each for each in app.selectbox if str(each.label).startswith("Installation"))
    (offered,) = choice.options
    assert offered.startswith("Andains, Plateforme de compostage, ")
    assert "120\u00a0t par an" in offered


@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_a_partner_answers_a_request_from_the_page_of_bookings(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    facility = a_facility(db, partner)
    booking = a_booking(db, staff, facility, a_project(db, staff, "Couches"), **dates(3, 5))

    app = open_page(monkeypatch, Role.PARTNER, FILE)
    assert "À répondre · 1" in [each.value for each in app.header]
    if act == "confirm":
        app.button(key=f"confirm_booking_{booking}").click().run()
    else:
        app.button(key=f"refuse_booking_{booking}").click().run()
        type_in(app, reason="Andains déjà pleins")
        app.button(key="cancel_booking").click().run()
    assert value(db, "SELECT state FROM facility_booking") == (
        "confirmed" if act == "confirm" else "cancelled"
    )
    assert "À répondre · 1" not in [each.value for each in app.header]
    if act == "refuse":
        sentence = "SELECT sentence FROM journal WHERE act = 'booking_cancelled'"
        assert "demande refusée" in str(value(db, sentence))


def test_the_drawing_begins_with_the_month_of_the_next_booking(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facility = a_facility(db, staff)
    a_booking(db, staff, facility, a_project(db, staff), **dates(200, 204))
    then = date.today() + timedelta(days=200)

    app = open_page(monkeypatch, Role.STAFF, FILE)
    assert any(each.value.startswith(month(then).capitalize()) for each in app.header)

    app = open_page(monkeypatch, Role.STAFF, "facility.py", id=str(facility))
    assert month(then).capitalize() in said(app)
