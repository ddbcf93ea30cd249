"""The record of one person."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.holders import archive_holder, update_holder
from circular.domain.holders import HolderDraft
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.holders import HolderRecord, holder_record
from circular.store.connection import Database
from circular.ui import session
from tests.builders.holders import TODAY, a_contact, a_holder
from tests.pages.record_forms import buttons, fill, submit, widget, words
from tests.pages_runner import open_page


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


@pytest.fixture
def naima(db: Database, staff: Visitor) -> int:
    """Note Naïma and return her identifier."""
    a_contact(db, staff, idea="Couches")
    return 1


def the_record(monkeypatch: pytest.MonkeyPatch, holder_id: int | str) -> AppTest:
    return open_page(monkeypatch, Role.STAFF, "holder.py", id=str(holder_id))


def stored(db: Database, staff: Visitor, holder_id: int) -> HolderRecord:
    return holder_record(db, staff, holder_id)


@pytest.mark.parametrize("asked", ["999", "x", ""])
def test_an_address_that_leads_to_nobody_says_so(
    db: Database, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    assert "Cette fiche n’existe pas" in words(the_record(monkeypatch, asked))


def test_the_record_tells_who_how_and_which_projects(
    naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_record(monkeypatch, naima)

    assert [title.value for title in app.title] == ["Naïma Terrasson"]
    assert "06 12 34 56 78" in words(app)
    assert "Couches" in [link.proto.label for link in app.get("page_link")]
    assert "○ Détection, Porteur principal" in words(app)


def test_the_information_notice_is_noted_in_one_click(
    db: Database, staff: Visitor, naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_record(monkeypatch, naima)
    app.button(key=f"inform_{naima}").click().run()

    assert stored(db, staff, naima).information_given_on == TODAY
    assert "remise le 22/11/2026" in words(app)


def test_a_record_is_changed_in_place(
    db: Database, staff: Visitor, naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_record(monkeypatch, naima)
    fill(app, f"holder_{naima}", email="naima@exemple.fr", information_given_on="20/11/2026")
    submit(app, f"holder_{naima}")

    record = stored(db, staff, naima)
    assert (record.email, record.version) == ("naima@exemple.fr", 2)
    assert record.information_given_on == date(2026, 11, 20)
    assert "Adresse électronique" in words(app)


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    db: Database, staff: Visitor, naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = f"holder_{naima}"
    app = the_record(monkeypatch, naima)
    fill(app, form, name="", phone="061234", information_given_on="31/02/2026")
    submit(app, form)

    for part in ("Renseignez", "il en faut 10", "n’existe pas dans le calendrier"):
        assert part in words(app)
    assert widget(app, form, "phone").value == "061234"
    assert stored(db, staff, naima).version == 1


def test_the_second_saver_keeps_the_text_and_sees_the_other(
    db: Database,
    staff: Visitor,
    administrator: Visitor,
    naima: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = f"holder_{naima}"
    app = the_record(monkeypatch, naima)
    fill(app, form, phone="0557000000")
    other = HolderDraft(name="Naïma Terrasson-Duroc", phone="06 12 34 56 78")
    update_holder(db, administrator, naima, other, version=1, today=TODAY)
    submit(app, form)

    assert "Terrasson-Duroc" in words(app)
    assert "votre texte est conservé" in words(app)
    assert widget(app, form, "phone").value == "0557000000"
    assert stored(db, staff, naima).phone == "06 12 34 56 78"
    submit(app, form)
    assert stored(db, staff, naima).phone == "05 57 00 00 00"


def test_a_new_project_of_the_person_after_a_look_at_those_that_look_like_it(
    db: Database, staff: Visitor, naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = f"start_project_{naima}"
    app = the_record(monkeypatch, naima)
    app.button(key="start_project").click().run()
    fill(app, form, title="Couches")
    assert "Déjà suivi\u202f? **Couches, Naïma Terrasson" in words(app)
    fill(app, form, title="Palettes remises en état", origin="presse")
    submit(app, form)

    titles = [project.title for project in stored(db, staff, naima).projects]
    assert titles == ["Couches", "Palettes remises en état"]


def test_archives_ask_before_and_can_be_left(
    db: Database, staff: Visitor, naima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = the_record(monkeypatch, naima)
    app.button(key="archive_holder").click().run()
    assert "restent consultables" in words(app)
    app.button(key="keep_holder").click().run()
    assert not stored(db, staff, naima).is_archived
    app.button(key="archive_holder").click().run()
    app.button(key="archive_holder_now").click().run()
    assert stored(db, staff, naima).is_archived
    assert "Cette fiche est archivée" in words(app)
    app.button(key="restore_holder").click().run()
    assert not stored(db, staff, naima).is_archived


def test_an_archived_record_is_closed_to_changes(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder_id = a_holder(db, staff)
    archive_holder(db, staff, holder_id)

    app = the_record(monkeypatch, holder_id)

    assert "Nouveau projet" not in buttons(app)
    assert "Information remise aujourd’hui" not in buttons(app)


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_elected_and_partner_see_nobody(
    naima: int, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "holder.py", id=str(naima))

    assert "Naïma" not in words(app)
    assert "Naïma Terrasson" not in [title.value for title in app.title]
