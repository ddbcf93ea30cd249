"""Matches on screen: keeping, dismissing, taking back."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.matches import decide
from circular.actions.streams import amend_stream
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import matches
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream, stream_draft
from tests.builders.tracked_matches import decision
from tests.pages_runner import open_page


@pytest.fixture
def project_id(db: Database, staff: Visitor) -> int:
    """Return a project with a need, beside two streams that fit and one too far away."""
    found = a_project(db, staff)
    a_need(db, staff, found)
    a_stream(db, staff, title="Tontes d’ici")
    a_stream(db, staff, title="Tontes aussi", tonnes_likely="20")
    a_stream(db, staff, title="Tontes de Lille", commune_code="59350")
    return found


def page_text(app: AppTest) -> str:
    """Return everything written on the page."""
    markup = [str(element.proto.body) for element in app.get("html")]
    said = [each.value for each in (*app.markdown, *app.caption)]
    return " ".join([*markup, *said]).replace("\\", "")


def keep_buttons(app: AppTest) -> list[str]:
    """Return the keys of the buttons that keep a stream."""
    return [str(each.key) for each in app.button if each.label == "Retenir"]


def test_a_project_sees_its_streams_and_why_others_are_apart(
    project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))

    assert app.title[0].value == "Gisements pour Compost de quartier"
    assert "<b>2\u00a0gisements</b> peuvent convenir" in page_text(app)
    assert "Un autre est écarté" in page_text(app)
    assert "trop loin" in page_text(app)
    assert "Poids\u00a0: matière 45, distance 25" in page_text(app)
    assert len(keep_buttons(app)) == 2


def test_the_map_of_a_pair_is_drawn_only_when_asked_for(
    project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    asks = [button for button in app.button if button.label == "Voir sur la carte"]
    assert len(asks) == 2
    assert not app.get("plotly_chart")

    asks[0].click().run()
    assert len(app.get("plotly_chart")) == 1
    assert "Du gisement (Libourne) au projet (Libourne)\u00a0: 0\u00a0km" in page_text(app)
    next(button for button in app.button if button.label == "Fermer la carte").click().run()
    assert not app.get("plotly_chart")


def test_staff_keeps_a_match_and_takes_it_back(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    app.button(key=keep_buttons(app)[0]).click().run()

    assert not app.exception
    (decision,) = matches.decisions(db, project_id=project_id)
    assert (decision["decision"], decision["stream_title"]) == ("kept", "Tontes d’ici")
    assert decision["score"] > 0.5
    assert '"material": 1.0' in decision["components"]
    assert "<b>1\u00a0gisement retenu.</b> <b>1\u00a0autre</b> peut convenir" in page_text(app)
    assert len(keep_buttons(app)) == 1

    replay = next(each for each in app.button if each.label.startswith("Revoir la proposition"))
    replay.click().run()
    assert "La note est la même aujourd’hui" in page_text(app)
    assert "Recalculée avec eux, la note est bien" in page_text(app)
    undo = next(each for each in app.button if each.label == "Annuler cette décision")
    undo.click().run()
    assert matches.decisions(db, project_id=project_id) == []
    assert len(keep_buttons(app)) == 2


def test_staff_dismisses_a_match_for_a_reason(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    next(each for each in app.button if each.label == "Écarter").click().run()
    reasons = next(each for each in app.button_group if each.label == "Raison")

    [confirm] = [
        each for each in app.button if each.label == "Écarter" and "submit" in str(each.key)
    ]
    confirm.click().run()
    assert "Dites pourquoi" in page_text(app)
    assert value(db, "SELECT COUNT(*) FROM match_decision") == 0

    reasons = next(each for each in app.button_group if each.label == "Raison")
    reasons.set_value("distance").run()
    [confirm] = [
        each for each in app.button if each.label == "Écarter" and "submit" in str(each.key)
    ]
    confirm.click().run()

    (decision,) = matches.decisions(db, project_id=project_id)
    assert (decision["decision"], decision["reason"]) == ("dismissed", "distance")
    assert "Trop loin ou trop cher" in page_text(app)
    assert not app.exception


def test_staff_asks_for_a_precision_before_deciding(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    next(each for each in app.button if each.label == "Demander une précision").click().run()
    [question] = [each for each in app.text_input if each.label.startswith("Ce qui manque")]
    assert question.value == "Saison et qualité à préciser"
    question.input("Quelle humidité").run()
    next(each for each in app.button if each.label == "Ajouter cette demande").click().run()

    assert not app.exception
    assert value(db, "SELECT label FROM next_action").startswith("Demander au producteur")
    assert "Demandé au producteur\u00a0: Quelle humidité" in page_text(app)


def test_a_dismissed_match_comes_back_and_says_what_changed(
    db: Database, staff: Visitor, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = value(db, "SELECT id FROM waste_stream WHERE title = 'Tontes aussi'")
    need_id = value(db, "SELECT id FROM material_need")
    decide(db, staff, decision(stream_id, need_id, "quantite"), today=TODAY)
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    assert len(keep_buttons(app)) == 1

    more = stream_draft(title="Tontes aussi", tonnes_likely="120")
    amend_stream(db, staff, stream_id, more, version=1, today=TODAY)
    app.run()
    assert len(keep_buttons(app)) == 2
    assert "De retour" in page_text(app)
    assert "le tonnage est passé de 20 à 120\u00a0t" in page_text(app)


def test_a_project_without_need_is_told_what_to_do(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = a_project(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(found))

    assert "Aucun besoin noté" in page_text(app)


def test_a_stream_sees_its_projects(
    db: Database, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = value(db, "SELECT id FROM waste_stream WHERE title = 'Tontes d’ici'")
    app = open_page(monkeypatch, Role.STAFF, "matches.py", stream=str(stream_id))

    assert app.title[0].value == "Projets pour Tontes d’ici"
    assert "Cherche\u00a0: Déchets verts broyés, 100 à 300\u00a0t par an" in page_text(app)


@pytest.mark.parametrize("address", [{"project": "4242"}, {"stream": "4242"}, {"project": "x"}])
def test_odd_addresses_are_answered(
    store_path: object, monkeypatch: pytest.MonkeyPatch, address: dict[str, str]
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py", **address)

    assert not app.exception
    assert page_text(app)


def test_the_entry_says_what_waits_and_opens_a_project(
    project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "matches.py")

    assert "<b>3\u00a0gisements</b> attendent preneur" in page_text(app)
    assert "<b>1\u00a0besoin</b> sans gisement retenu" in page_text(app)
    app.text_input(key="projet").input("compost").run()
    app.button(key=f"seeker_{project_id}").click().run()
    assert app.title[0].value == "Gisements pour Compost de quartier"


def test_more_than_ten_are_shown_on_demand(
    db: Database, staff: Visitor, project_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        a_stream(db, staff, title=f"Tontes {number}")
    app = open_page(monkeypatch, Role.STAFF, "matches.py", project=str(project_id))
    assert len(keep_buttons(app)) == 10

    app.button(key="more_matches").click().run()

    assert len(keep_buttons(app)) == 12


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ELECTED])
def test_partners_and_elected_officials_are_not_given_the_page(
    project_id: int, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    app = open_page(monkeypatch, role, "matches.py", project=str(project_id))

    assert "Compost de quartier" not in page_text(app)
    assert keep_buttons(app) == []
