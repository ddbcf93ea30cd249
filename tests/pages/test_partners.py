"""The partners page: staff keep the directory; elected officials and partners do not enter."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.organisations import amend_organisation
from circular.domain.organisations import Organisation, OrganisationDraft, OrganisationFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import organisations as queries
from circular.store.connection import Database
from tests.builders.organisations import a_partner
from tests.pages.record_forms import buttons, fill, submit, widget, words
from tests.pages_runner import open_page

PAGE = "partners.py"
NEW = "register_organisation"


def press(app: AppTest, label: str) -> AppTest:
    """Press the last button of this label."""
    return [button for button in app.button if button.label == label][-1].click().run()


def everybody(db: Database, staff: Visitor, **asked: object) -> list[Organisation]:
    """Return the partners of the directory."""
    return list(queries.directory(db, staff, OrganisationFilters.model_validate(asked)))


def test_staff_add_a_partner_and_the_duplicate_shows_while_typing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_partner(db, staff, "Usine végétale")
    app = press(open_page(monkeypatch, Role.STAFF, PAGE), "Ajouter un partenaire")
    app = fill(app, NEW, name="usine veg")
    assert "Déjà connue" in words(app)
    app = fill(app, NEW, name="Ressourcerie 🌿 du Port", kind="association", partner_role="autre")
    assert "Déjà connue" not in words(app)
    app = submit(fill(app, NEW, website="ressourcerie.fr"), NEW)
    assert not app.exception
    added = everybody(db, staff, text="ressourcerie")
    assert [each.website for each in added] == ["https://ressourcerie.fr"]
    assert "Enregistrer le partenaire" not in buttons(app)


def test_bad_input_is_said_at_its_field_and_nothing_is_lost(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(open_page(monkeypatch, Role.STAFF, PAGE), "Ajouter un partenaire")
    app = submit(app, NEW)
    assert "Renseignez «\u00a0Nom\u00a0»" in words(app)
    app = fill(
        app,
        NEW,
        name="<script>alert(1)</script>",
        kind="autre",
        siret="123",
        email="sans arobase",
        website="javascript:alert(1)",
        note="a" * 10_000,
    )
    app = submit(app, NEW)
    said = words(app)
    for sentence in ("SIRET compte", "signe @", "adresse web", "10\u202f000"):
        assert sentence in said, sentence
    assert widget(app, NEW, "email").value == "sans arobase"
    assert len(widget(app, NEW, "note").value) == 10_000
    assert everybody(db, staff, text="script") == []


def test_the_record_is_changed_archived_and_restored(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_partner(db, staff)
    form = f"organisation_{number}"
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    app = app.button(key=f"open_{number}").click().run()
    assert "Tiers-lieu" in words(app)
    app = press(app, "Modifier")
    app = submit(fill(app, form, referent="Une autre personne"), form)
    assert everybody(db, staff, text="arret")[0].referent == "Une autre personne"
    app = app.button(key=f"open_{number}").click().run()
    app = press(press(app, "Archiver"), "Archiver")
    assert everybody(db, staff, text="arret") == []
    app.toggle(key="fiches_archivees").set_value(True).run()
    app = app.button(key=f"open_{number}").click().run()
    app = press(app, "Restaurer")
    assert len(everybody(db, staff, text="arret")) == 1
    assert not app.exception


def test_the_second_window_sees_what_changed_then_may_replace_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_partner(db, staff)
    form = f"organisation_{number}"
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    app = press(app.button(key=f"open_{number}").click().run(), "Modifier")
    other = OrganisationDraft(
        name="Arrêt Minute",
        kind="association",
        partner_role="tiers_lieu",
        commune_code="33243",
        referent="Première fenêtre",
    )
    amend_organisation(db, staff, number, other, version=1)
    app = submit(fill(app, form, referent="Seconde fenêtre"), form)
    assert "Première fenêtre" in words(app)
    assert everybody(db, staff, text="arret")[0].referent == "Première fenêtre"
    app = submit(app, form)
    assert everybody(db, staff, text="arret")[0].referent == "Seconde fenêtre"


def test_the_organisation_of_an_open_account_is_not_archived(
    db: Database, partner: Visitor, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    app = app.button(key=f"open_{partner.organisation_id}").click().run()
    app = press(press(app, "Archiver"), "Archiver")
    assert "1\u00a0compte ouvert" in " ".join(error.value for error in app.error)
    assert len(everybody(db, staff)) == 1


def test_filters_say_how_many_of_how_many_and_the_made_up_ones_say_so(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_partner(db, staff)
    app = open_page(monkeypatch, Role.STAFF, PAGE, partenaire="arrêt")
    assert "<b>1</b> sur 2 partenaires" in words(app)
    app.text_input(key="partenaire").set_value("zzz").run()
    assert "Aucun partenaire ne correspond" in words(app)
    app = press(app, "Tout afficher")
    assert "<b>2</b> sur 2 partenaires" in words(app)
    assert len(app.get("download_button")) == 3


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_those_who_do_not_read_the_directory_do_not_enter(
    db: Database, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, PAGE)
    assert "Partenaires" not in [title.value for title in app.title]
