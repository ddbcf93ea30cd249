"""What nobody uses, what nobody serves, and prospecting for it, as the team uses the page."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store import next_actions
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import a_stream
from tests.builders.territory import a_territory
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page


def test_what_nobody_uses_is_summed_explained_and_never_mixed_with_jobs(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "unmatched.py")
    assert "Rien n’attend" in page_text(app)

    a_stream(db, staff, title="Verre", waste_code="150107", outlet_cost="10", tonnes_likely=20_000)
    app.run()
    text = page_text(app)
    assert "<b>1\u00a0gisement</b> sans preneur, <b>20\u202f000\u00a0t par an</b>" in text
    assert "coûte <b>200\u202f000\u00a0€ par an</b>" in text
    assert "Rien de matière proche" in text
    assert "**30 emplois**, selon ORDIF" in text
    assert "ce ne sont ni des emplois créés ni des emplois prévus" in text
    [doing] = [each for each in app.button_group if each.label == "Si elles allaient vers"]
    doing.select("Réemploi").run()
    assert "**De\u00a0468 à\u00a02\u202f800 emplois**, selon" in page_text(app)
    app.text_input(key="mots").input("introuvable").run()
    assert "Rien ne correspond" in page_text(app)
    assert not app.exception


def test_staff_prospects_for_a_need_that_nobody_serves(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)
    app = open_page(monkeypatch, Role.STAFF, "unmatched.py", liste="Besoins sans gisement")
    assert "<b>1\u00a0besoin</b> sans gisement, soit <b>300\u00a0t recherchées" in page_text(app)

    app = open_page(monkeypatch, Role.STAFF, "unmatched.py", liste="Pistes à explorer")
    assert "Collectivités, commerces, bureaux, cantines" in page_text(app)
    app.button(key="prospect_1").click().run()
    [wanted] = [each for each in app.button if each.label == "Prévoir l’action"]
    wanted.click().run()
    assert not app.exception
    [action] = next_actions.open_of_project(db, project_id)
    assert action["label"].startswith("Prospecter\u00a0: Déchets verts broyés")
    app.run()
    assert "prévu le" in page_text(app)
