"""The pages of an elected official limited to one EPCI, and how the administrator limits them."""

import pytest

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.exports.tables import Column
from circular.queries.accounts import demonstration_visitor
from circular.queries.journal import history_of
from circular.store.connection import Database
from circular.ui.agreement_lists import agreements_table
from circular.ui.territory import communes_table
from tests.builders.limits import CUBZAGUAIS, LIBOURNAIS, TwoPlaces, limited, two_places
from tests.pages.record_forms import words
from tests.pages_runner import open_page


@pytest.fixture
def places(db: Database, staff: Visitor) -> TwoPlaces:
    """Return the agreements of two EPCI."""
    return two_places(db, staff)


@pytest.mark.usefixtures("places")
def test_the_dashboard_offers_their_epci_and_nothing_else(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(db, LIBOURNAIS)

    for asked in ({}, {"territoire": "CC Grand Cubzaguais"}, {"territoire": CUBZAGUAIS}):
        app = open_page(monkeypatch, Role.ELECTED, "dashboard.py", **asked)
        assert not app.exception
        assert app.selectbox(key="territoire").options == ["CA du Libournais"]
        assert app.metric[0].value == "1,5"
        assert "Cubzaguais" not in words(app)


@pytest.mark.usefixtures("places")
def test_agreements_of_elsewhere_are_neither_listed_nor_opened_nor_exported(
    db: Database, monkeypatch: pytest.MonkeyPatch, places: TwoPlaces
) -> None:
    visitor = limited(db, LIBOURNAIS)

    listed = open_page(monkeypatch, Role.ELECTED, "agreements.py")
    opened = open_page(monkeypatch, Role.ELECTED, "agreement.py", id=str(places.cubzaguais[0]))
    columns = [AgreementColumn.NUMBER, AgreementColumn.PROJECT, AgreementColumn.EPCI]
    table = agreements_table(visitor, AgreementFilters(), columns)

    assert "Compost d’ici" in words(listed)
    assert "Palettes" not in words(listed)
    assert "n’existe pas, ou plus" in words(opened)
    assert [Column("id", "N°").plain(row) for row in table.rows] == [str(places.libournais)]


@pytest.mark.usefixtures("places")
def test_the_territory_page_shows_their_communes(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = limited(db, CUBZAGUAIS)

    app = open_page(monkeypatch, Role.ELECTED, "territory.py")

    assert not app.exception
    assert "Libournais" not in words(app)
    assert "<b>1\u00a0intercommunalité</b>" in words(app)
    rows = communes_table(visitor, None, "").rows
    assert {Column("member_siren", "EPCI").plain(row) for row in rows} == {CUBZAGUAIS}


@pytest.mark.usefixtures("places")
def test_the_administrator_limits_an_account_and_the_journal_says_so(
    db: Database, monkeypatch: pytest.MonkeyPatch, elected: Visitor
) -> None:
    account_id = elected.account_id
    assert account_id is not None
    db.conn.execute("UPDATE account SET email = 'elue@exemple.fr' WHERE id = ?", [account_id])
    db.conn.commit()

    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py", id=str(account_id))
    box = next(each for each in app.multiselect if each.label.startswith("Limité"))
    box.set_value([LIBOURNAIS]).run()
    next(each for each in app.button if each.label == "Enregistrer").click().run()

    assert not app.exception
    known = demonstration_visitor(db, Role.ELECTED)
    assert known is not None
    assert known.only_epcis == (LIBOURNAIS,)
    line = history_of(db, "account", account_id)[0]
    assert line.act == "role_changed"
    assert [(change.title, change.after) for change in line.changes] == [
        ("Limité à ces intercommunalités", "CA du Libournais")
    ]
