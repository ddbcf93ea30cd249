"""« Mes vues »: kept under a name, applied by a link, removed and put back, for every reader."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.saved_views import save_view
from circular.domain.permissions import Role
from circular.domain.saved_views import SavedViewDraft, ViewedList
from circular.domain.visitors import Visitor
from circular.queries.saved_views import own_views
from circular.store.connection import Database
from tests.builders.agreements import signed
from tests.conftest import visitor_of
from tests.pages_runner import open_page


def links(app: AppTest) -> str:
    return "".join(each.proto.body for each in app.get("html") if "nr nr-view" in each.proto.body)


def submit(app: AppTest, label: str, name: str) -> AppTest:
    """Type a name in the open dialog and send it."""
    next(each for each in app.text_input if each.label.startswith("Nom de la vue")).set_value(name)
    next(each for each in app.button if each.label == label).click()
    return app.run()


def test_a_view_is_kept_opened_renamed_removed_and_put_back(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(db, staff, signed_on=date(2026, 3, 12))
    app = open_page(monkeypatch, Role.STAFF, "agreements.py", etat="Signée", croissant="true")
    app.button(key="save_view").click().run()
    submit(app, "Enregistrer sous ce nom", "Pour le conseil")
    assert not app.exception
    (view,) = own_views(db, staff, ViewedList.AGREEMENTS)
    assert view.address == {"etat": ["Signée"], "croissant": ["true"]}
    assert 'href="conventions?etat=Sign%C3%A9e&amp;croissant=true"' in links(app)

    app.button(key=f"rename_view_{view.id}").click().run()
    submit(app, "Renommer la vue", "Bureau")
    assert "Bureau" in links(app)
    app.button(key=f"remove_view_{view.id}").click().run()
    assert links(app) == ""
    app.button(key="restore_view").click().run()
    assert "Bureau" in links(app)


def test_a_name_already_taken_is_said_at_its_field(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(db, staff)
    app = open_page(monkeypatch, Role.STAFF, "agreements.py")
    for _ in range(2):
        app.button(key="save_view").click().run()
        submit(app, "Enregistrer sous ce nom", "Toutes")
    said = " ".join(each.value for each in app.markdown).replace("\\", "")
    assert "Vous avez déjà une vue «\u00a0Toutes\u00a0»" in said
    assert len(own_views(db, staff, ViewedList.AGREEMENTS)) == 1


def test_an_elected_official_reads_their_own_views_and_no_other(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    elected = visitor_of(db, Role.ELECTED)
    save_view(db, elected, ViewedList.AGREEMENTS, SavedViewDraft(name="Bureau"), {"tri": ["EPCI"]})
    save_view(db, staff, ViewedList.AGREEMENTS, SavedViewDraft(name="Équipe"), {"tri": ["EPCI"]})
    shown = links(open_page(monkeypatch, Role.ELECTED, "agreements.py"))
    assert "Bureau" in shown
    assert "Équipe" not in shown
