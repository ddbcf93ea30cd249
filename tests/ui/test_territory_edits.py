"""The drawers of the territory open for those who edit it, and for nobody else."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.ui import territory
from tests.builders.territory import LIBOURNAIS, a_territory
from tests.pages.record_forms import buttons
from tests.pages_runner import open_page


def asked(app: AppTest, name: str, **details: object) -> AppTest:
    """Ask for a drawer as a button of the page would."""
    app.session_state["_dialog_asked"] = (territory.PAGE, name, details)
    return app.run()


@pytest.mark.parametrize("name", ["add_epci", "add_commune", "remove_commune"])
def test_a_drawer_opens_for_staff_and_not_for_elected_officials(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    a_territory(db, staff)
    opened = asked(open_page(monkeypatch, Role.STAFF, "territory.py"), name)
    assert {"Ajouter au territoire", "Retirer du territoire"} & set(buttons(opened))
    shut = asked(open_page(monkeypatch, Role.ELECTED, "territory.py"), name)
    assert not {"Ajouter au territoire", "Retirer du territoire"} & set(buttons(shut))


@pytest.mark.parametrize("name", ["link_partner", "remove_epci"])
def test_a_drawer_on_an_epci_that_left_meanwhile_does_not_break(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    app = asked(open_page(monkeypatch, Role.STAFF, "territory.py"), name, siren=LIBOURNAIS)
    assert not app.exception
    assert "Retirer" not in buttons(app)
