"""The record of a project, as the staff live with it and as others are kept from it."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.holders import update_holder
from circular.actions.projects import archive_project, block_project, update_project
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.holders import HolderDraft
from circular.domain.next_actions import ActionKind
from circular.domain.permissions import Role
from circular.domain.projects import BlockDraft, ProjectDraft
from circular.domain.stages import ExitKind, Stage
from circular.domain.visitors import Visitor
from circular.queries import exchanges, next_actions, projects
from circular.queries.journal import history_of
from circular.queries.moves import history as moves_of
from circular.queries.projects import ProjectRecord
from circular.queries.services import services_of
from circular.store.connection import Database
from circular.ui import dialogs, session
from tests.builders.agreements import a_project, signed
from tests.builders.next_actions import an_action
from tests.builders.noted_exchanges import an_exchange
from tests.builders.services import a_request
from tests.pages.record_forms import buttons, fill, submit, widget, words
from tests.pages_runner import open_page

YESTERDAY = "21/11/2026"


@pytest.fixture(autouse=True)
def the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Hold the clock of the pages on the day of the tests."""
    monkeypatch.setattr(session, "today", lambda: today)


def the_record(monkeypatch: pytest.MonkeyPatch, project_id: int) -> AppTest:
    """Open the record of a project, as the staff."""
    return open_page(monkeypatch, Role.STAFF, "project.py", id=str(project_id))


def open_tab(app: AppTest, project_id: int, word: str) -> AppTest:
    """Click on a tab."""
    label = next(tab.label for tab in app.tabs if tab.label.startswith(word))
    app.session_state[f"record_tabs_{project_id}"] = label
    return app.run()


def choose(app: AppTest, name: str, **details: object) -> AppTest:
    """Choose a line of the menu « Plus », which asks for a dialog."""
    app.session_state[dialogs.ASKED] = ("project", name, details)
    return app.run()


def stored(db: Database, staff: Visitor, project_id: int, today: date) -> ProjectRecord:
    """Read the record back."""
    return projects.project_record(db, staff, project_id, today=today)


def a_qualified_project(db: Database, staff: Visitor, today: date) -> int:
    """Start a project that has everything but its move to qualification."""
    project_id = a_project(db, staff)
    draft = ProjectDraft(
        title="Couches en compost",
        summary="Composter les couches des crèches.",
        origin="autre",
        commune_code="33243",
        adviser_id=staff.account_id,
        pillars=("recyclage",),
    )
    update_project(db, staff, project_id, draft, version=1)
    (person,) = exchanges.people_of(db, project_id)
    known = HolderDraft(name="Naïma Fictive", phone="06 12 34 56 78", information_given_on=today)
    update_holder(db, staff, person, known, version=1, today=today)
    return project_id


def test_the_header_says_who_where_and_what_differs(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff, "Couches *en* compost", holder="Naïma Fictive")
    block_project(db, staff, project_id, BlockDraft(reason="Permis refusé"), today=today)

    app = the_record(monkeypatch, project_id)

    assert not app.exception
    assert app.title[0].value == r"Couches \*en\* compost"
    assert "Naïma Fictive" in words(app)
    assert "Libourne" in words(app)
    assert "Bloqué" in words(app)
    assert "Permis refusé" in words(app)
    assert 'aria-current="step"' in words(app)


def test_the_staff_note_an_exchange_and_what_comes_next(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    form, then = f"note_exchange_{project_id}", f"following_{project_id}"
    app = the_record(monkeypatch, project_id).button(key="note_exchange").click().run()

    fill(app, form, kind=ExchangeKind.CALL, direction=Direction.FROM_PERSON, note="Elle chiffre.")
    fill(app, form, happened_on=YESTERDAY, following=True)
    fill(app, then, label="La rappeler", kind=ActionKind.CALL, due_on="24/11/2026")
    submit(app, form)

    assert not app.exception
    (line,) = exchanges.exchanges_of(db, project_id)
    assert (line.note, line.happened_on) == ("Elle chiffre.", date(2026, 11, 21))
    (action,) = next_actions.open_actions_of(db, project_id)
    assert (action.label, action.owner_id) == ("La rappeler", staff.account_id)
    assert "Échanges\u00a0· 1" in [tab.label for tab in app.tabs]
    assert "Noter l’échange" not in buttons(app), "the drawer is closed"


def test_bad_input_is_answered_at_its_field_and_nothing_typed_is_lost(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    form = f"note_exchange_{project_id}"
    note = "😀 <script>alert(1)</script> =cmd|' /C calc'!A0"
    app = the_record(monkeypatch, project_id).button(key="note_exchange").click().run()

    fill(app, form, happened_on="31/02/2026", note=note)
    submit(app, form)

    assert "Renseignez «\u00a0Moyen\u00a0»" in words(app)
    assert "Renseignez «\u00a0Sens\u00a0»" in words(app)
    assert "n’existe pas dans le calendrier" in words(app)
    assert widget(app, form, "note").value == note
    assert exchanges.count_for_project(db, project_id) == 0

    fill(app, form, kind=ExchangeKind.EMAIL, direction=Direction.TO_PERSON, happened_on=YESTERDAY)
    submit(app, form)

    (line,) = exchanges.exchanges_of(db, project_id)
    assert line.note == note
    assert "&lt;script&gt;" in words(app)


def test_a_day_to_come_is_refused_in_the_drawer(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    form = f"note_exchange_{project_id}"
    app = the_record(monkeypatch, project_id).button(key="note_exchange").click().run()

    fill(app, form, kind=ExchangeKind.CALL, direction=Direction.TO_PERSON, happened_on="23/11/2026")
    submit(app, form)

    assert "n’est pas encore venu" in words(app)
    assert exchanges.count_for_project(db, project_id) == 0


def test_an_exchange_is_corrected_and_a_second_window_loses_nothing(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    exchange_id = an_exchange(db, staff, project_id, note="Trois mois")
    form = f"amend_exchange_{exchange_id}"
    first = the_record(monkeypatch, project_id)
    second = the_record(monkeypatch, project_id)
    for app in (first, second):
        app.button(key=f"amend_exchange_{exchange_id}").click().run()

    submit(fill(first, form, note="Six mois"), form)
    submit(fill(second, form, note="Un an"), form)

    assert "Six mois" in words(second)
    assert widget(second, form, "note").value == "Un an"
    kept = exchanges.exchange(db, exchange_id)
    assert kept is not None
    assert kept.note == "Six mois"

    submit(second, form)
    replaced = exchanges.exchange(db, exchange_id)
    assert replaced is not None
    assert replaced.note == "Un an"


def test_an_action_is_planned_done_and_put_off_from_its_card(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    app = the_record(monkeypatch, project_id)
    assert "Aucune action prévue." in words(app)

    app.button(key="plan_action").click().run()
    form = f"plan_action_{project_id}"
    fill(app, form, label="Visiter", kind=ActionKind.VISIT, due_on="24/11/2026")
    submit(app, form)
    (action,) = next_actions.open_actions_of(db, project_id)
    assert "mardi\u00a024/11/2026" in words(app)

    app.button(key=f"postpone_{action.id}").click().run()
    submit(fill(app, f"postpone_{action.id}", due_on="27/11/2026"), f"postpone_{action.id}")
    assert "vendredi\u00a027/11/2026" in words(app)

    app.button(key=f"done_{action.id}").click().run()
    assert next_actions.open_actions_of(db, project_id) == ()
    assert "Aucune action prévue." in words(app)


def test_an_action_can_be_given_up_from_the_dialog_that_puts_it_off(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)
    app = the_record(monkeypatch, project_id).button(key=f"postpone_{action_id}").click().run()

    app.button(key=f"drop_{action_id}").click().run()

    assert next_actions.action(db, action_id) is None
    assert "Aucune action prévue." in words(app)


def test_a_remedy_opens_the_place_where_the_thing_is_given(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    app = the_record(monkeypatch, project_id)
    assert "choses pour passer en qualification" in words(app)

    remedy = next(each for each in app.button if each.label == "Écrire le résumé")
    remedy.click().run()
    form = f"sheet_{project_id}"
    fill(app, form, summary="Composter les couches.")
    submit(app, form)

    assert not app.exception
    assert "Composter les couches." in words(app)
    assert "Écrire le résumé" not in buttons(app)
    assert "Fiche du projet modifiée." in history_of(db, "project", project_id)[0].sentence


def test_the_sheet_refuses_bad_values_at_their_fields(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff)
    form = f"sheet_{project_id}"
    app = open_tab(the_record(monkeypatch, project_id), project_id, "Fiche")
    app.button(key="edit_sheet").click().run()

    fill(app, form, title=" ", siret="1234567890123", jobs_planned="-3", funding_sought="1.234")
    submit(app, form)

    assert "Renseignez «\u00a0Titre\u00a0»" in words(app)
    assert "13\u00a0chiffres" in words(app)
    assert "1\u202f234 ou 1,234" in words(app)
    assert widget(app, form, "siret").value == "1234567890123"
    assert stored(db, staff, project_id, today).version == 1


def test_the_second_saver_of_a_sheet_sees_what_changed_and_keeps_his_text(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff)
    form = f"sheet_{project_id}"
    first, second = the_record(monkeypatch, project_id), the_record(monkeypatch, project_id)
    for app in (first, second):
        open_tab(app, project_id, "Fiche").button(key="edit_sheet").click().run()

    submit(fill(first, form, title="Couches propres"), form)
    submit(fill(second, form, title="Couches en terre"), form)

    assert "Couches propres" in words(second)
    assert widget(second, form, "title").value == "Couches en terre"
    assert stored(db, staff, project_id, today).title == "Couches propres"


def test_the_dialog_says_everything_that_is_missing_before_and_after_trying(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff)
    app = choose(the_record(monkeypatch, project_id), "move", kind="advance")

    (announced,) = [each.value for each in app.warning]
    assert announced.count("\n- ") == 5

    submit(app, f"advance_{project_id}")
    assert "ne peut pas encore passer en qualification" in words(app)
    assert "Résumez le projet en un paragraphe" in words(app)
    assert stored(db, staff, project_id, today).stage is Stage.DETECTION


def test_when_nothing_is_missing_the_card_leads_to_the_move(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_qualified_project(db, staff, today)
    app = the_record(monkeypatch, project_id)
    assert "Tout est prêt pour passer en qualification" in words(app)

    app.button(key="move_advance").click().run()
    assert "Rien ne manque." in words(app)
    fill(app, f"advance_{project_id}", effective_on=YESTERDAY, reason="Dossier complet")
    submit(app, f"advance_{project_id}")

    moved = stored(db, staff, project_id, today)
    assert (moved.stage, moved.stage_since) == (Stage.QUALIFICATION, date(2026, 11, 21))
    assert "Il manque" in words(app)


def test_a_project_goes_to_support_once_its_agreement_is_signed(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_qualified_project(db, staff, today)
    signed(db, staff, project_id)
    app = the_record(monkeypatch, project_id).button(key="move_advance").click().run()
    submit(app, f"advance_{project_id}")

    assert "Voir la convention" not in buttons(app)
    assert "Convention\u00a0· 1" in [tab.label for tab in app.tabs]


def test_a_project_leaves_with_its_reason_and_comes_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff)
    app = choose(the_record(monkeypatch, project_id), "move", kind="exit")
    form = f"exit_{project_id}"
    submit(app, form)
    assert "Choisissez le type de sortie." in words(app)

    fill(app, form, exit_kind=ExitKind.ABANDONED, exit_reason="debouche_absent")
    submit(app, form)

    assert stored(db, staff, project_id, today).exit_kind is ExitKind.ABANDONED
    assert "pas de débouché" in words(app)

    app.button(key="move_return").click().run()
    submit(app, f"return_{project_id}")
    assert not stored(db, staff, project_id, today).has_left


def test_a_wrong_move_is_corrected_and_both_lines_stay(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_qualified_project(db, staff, today)
    app = the_record(monkeypatch, project_id).button(key="move_advance").click().run()
    submit(app, f"advance_{project_id}")
    wrong = moves_of(db, staff, project_id)[0]

    open_tab(app, project_id, "Historique")
    app.button(key=f"correct_move_{wrong.id}").click().run()
    fill(app, f"correct_move_{wrong.id}_exact", way="cancel")
    fill(app, f"correct_move_{wrong.id}", why="Noté sur le mauvais projet")
    submit(app, f"correct_move_{wrong.id}")

    assert stored(db, staff, project_id, today).stage is Stage.DETECTION
    assert [line.is_corrected for line in moves_of(db, staff, project_id)] == [True, False]
    assert "Noté sur le mauvais projet" in words(app)


def test_a_service_is_asked_for_and_given_in_the_ledger(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    app = open_tab(the_record(monkeypatch, project_id), project_id, "Prestations")
    app.button(key="request_service").click().run()
    form = f"request_service_{project_id}"
    submit(fill(app, form, service_type="local", requested_on="12/03/2026"), form)
    (line,) = services_of(db, project_id)

    app.button(key=f"give_service_{line.id}").click().run()
    give = f"give_service_{line.id}"
    submit(fill(app, give, given_on="01/02/2026", given_by="Le syndicat"), give)
    assert "avant d’être demandée" in words(app)

    submit(fill(app, give, given_on="20/03/2026"), give)
    assert "Rendue par Le syndicat" in words(app)
    assert "2\u00a0prestations" not in words(app)


def test_a_line_of_the_ledger_is_corrected_or_cancelled(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    kept, gone = (a_request(db, staff, project_id) for _ in range(2))
    app = open_tab(the_record(monkeypatch, project_id), project_id, "Prestations")

    app.button(key=f"cancel_service_{gone}").click().run()
    app.button(key=f"amend_service_{kept}").click().run()
    form = f"amend_service_{kept}"
    submit(fill(app, form, request_note="800 m² à Libourne"), form)

    assert [(line.id, line.request_note) for line in services_of(db, project_id)] == [
        (kept, "800 m² à Libourne")
    ]


def test_block_hand_over_and_archive_are_asked_for_by_the_menu(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    project_id = a_project(db, staff)
    app = choose(the_record(monkeypatch, project_id), "block")
    submit(fill(app, f"block_{project_id}", reason="Permis refusé"), f"block_{project_id}")
    assert stored(db, staff, project_id, today).blocked_reason == "Permis refusé"

    choose(app, "hand_over")
    form = f"hand_over_{project_id}"
    submit(fill(app, form, adviser_id=staff.account_id), form)
    assert stored(db, staff, project_id, today).adviser_name == staff.name

    choose(app, "archive").button(key="archive_act").click().run()
    assert stored(db, staff, project_id, today).is_archived
    assert "Noter un échange" not in buttons(app)


def test_an_archived_project_is_read_but_not_written(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    an_exchange(db, staff, project_id, note="Dernier mot")
    archive_project(db, staff, project_id)

    app = the_record(monkeypatch, project_id)

    assert not app.exception
    assert "Archivé" in words(app)
    assert "Dernier mot" in words(app)


def test_twenty_exchanges_are_shown_then_the_rest(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id = a_project(db, staff)
    for day in range(1, 23):
        an_exchange(db, staff, project_id, happened_on=date(2026, 10, day), note=f"Note {day:02d}.")
    app = the_record(monkeypatch, project_id)
    assert "Note 22." in words(app)
    assert "Note 02." not in words(app)

    app.button(key="more_exchanges").click().run()

    assert "Note 01." in words(app)


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "1 OR 1=1", ""])
def test_a_project_that_does_not_exist_leads_back_to_the_list(
    store_path: object, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "project.py", id=asked)

    assert not app.exception
    assert "Ce projet n’existe pas, ou plus" in words(app)


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER])
def test_neither_elected_officials_nor_partners_read_a_record(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    project_id = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")

    app = open_page(monkeypatch, role, "project.py", id=str(project_id))

    assert "Naïma Fictive" not in words(app)
    assert "Couches en compost" not in words(app)
