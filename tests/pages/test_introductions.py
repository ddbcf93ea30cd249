"""Introductions on screen: the letter and its sending, the partner's answer, the team's list."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import introductions as store
from circular.store.connection import Database
from tests.builders.tracked_matches import a_match, an_introduction, stored
from tests.pages.test_matches import page_text
from tests.pages.test_tracked_matches import submit
from tests.pages_runner import open_page


def test_staff_writes_to_a_side_with_a_ready_letter(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_id = a_match(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "tracked_match.py", id=str(match_id))
    app.button(key="send_producer").click().run()
    assert "Souhaitez-vous que nous vous mettions en relation" in app.code[0].value
    submit(app, "C’est envoyé")

    assert stored(db, match_id)["stage"] == "contacted"
    assert "Pas encore de réponse" in page_text(app)
    listed = open_page(monkeypatch, Role.STAFF, "introductions.py")
    assert "1\u00a0mise en relation envoyée, rien à relancer." in page_text(listed)
    assert not app.exception


def test_a_partner_answers_what_it_is_asked_and_learns_nothing_of_the_project(
    db: Database, staff: Visitor, partner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.PARTNER, "introductions.py")
    assert "Aucune mise en relation" in page_text(app)
    match_id = a_match(db, staff, organisation_id=partner.organisation_id)
    sent_id = an_introduction(db, staff, match_id)
    app.run()
    assert "<b>1\u00a0attend votre réponse</b>" in page_text(app)
    assert "Un projet en cours (CA du Libournais) cherche\u00a0: Déchets verts" in page_text(app)
    assert "Compost" not in page_text(app)

    app.button(key=f"answer_{sent_id}").click().run()
    answers = next(each for each in app.button_group if each.label.startswith("Réponse"))
    answers.set_value("call_back").run()
    submit(app, "Enregistrer la réponse")
    assert "Dites quel jour rappeler" in page_text(app)
    answers = next(each for each in app.button_group if each.label.startswith("Réponse"))
    answers.set_value("interested").run()
    submit(app, "Enregistrer la réponse")
    row = store.get(db, sent_id)
    assert row is not None
    assert (row["answer"], row["answered_by_name"]) == ("interested", partner.name)
    assert "Vous avez répondu à tout" in page_text(app)
    assert not app.exception
