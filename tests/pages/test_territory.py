"""The territory page: staff edit it, elected officials read it, partners do not enter."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries import territory as queries
from circular.store.connection import Database, write_tx
from tests.builders.organisations import a_partner
from tests.builders.territory import (
    CUBZAGUAIS,
    LIBOURNAIS,
    LIBOURNE,
    VAYRES_ELSEWHERE,
    a_territory,
)
from tests.pages_runner import open_page

PAGE = "territory.py"


def labels(app: AppTest) -> list[str]:
    """Return the labels of the buttons."""
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    """Press the last button of this label: that of an open drawer comes after the page's."""
    return [button for button in app.button if button.label == label][-1].click().run()


def text(app: AppTest) -> str:
    """Return the words of the page, its own markup included."""
    written = [*app.markdown, *app.caption, *app.error, *app.info]
    return " ".join([*(each.value for each in written), *(h.proto.body for h in app.get("html"))])


def typed(app: AppTest, label: str, value: str) -> AppTest:
    """Type a text into the last input of this label."""
    return [each for each in app.text_input if each.label == label][-1].set_value(value).run()


def chosen(app: AppTest, label: str, value: object) -> AppTest:
    """Choose in the last list of this label."""
    return [each for each in app.selectbox if each.label == label][-1].set_value(value).run()


def test_an_empty_territory_says_what_to_begin_with(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    assert "Choisissez d’abord les intercommunalités membres" in text(app)
    assert "Choisir une intercommunalité" in labels(app)
    read = open_page(monkeypatch, Role.ELECTED, PAGE)
    assert "Choisissez d’abord les intercommunalités membres" in text(read)
    assert "Choisir une intercommunalité" not in labels(read)


def test_staff_add_an_epci_with_its_communes(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(open_page(monkeypatch, Role.STAFF, PAGE), "Ajouter une intercommunalité")
    app = press(app, "Ajouter au territoire")
    assert "Renseignez «\u00a0Intercommunalité\u00a0»" in text(app)
    app = typed(app, "Intercommunalité\u00a0*", "zzzz")
    assert "Rien ne correspond" in text(app)
    app = typed(app, "Intercommunalité\u00a0*", "ca du libournais")
    app = typed(app, "Membre depuis", "31/02/2026")
    app = press(app, "Ajouter au territoire")
    assert "31/02/2026" in text(app)
    assert queries.member_epcis(db) == ()
    app = typed(app, "Membre depuis", "22/11/2024")
    app = press(app, "Ajouter au territoire")
    assert not app.exception
    member = queries.member_epci(db, LIBOURNAIS)
    assert member is not None
    assert (member.commune_count, str(member.joined_on)) == (45, "2024-11-22")
    assert "45\u00a0communes" in text(app)


def test_staff_add_and_take_out_a_commune(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    app = press(open_page(monkeypatch, Role.STAFF, PAGE), "Ajouter une commune")
    app = typed(app, "Commune\u00a0*", "vayres haute vienne")
    assert app.radio[0].options[0] == "Vayres (Haute-Vienne), CC Porte Océane du Limousin"
    app = app.radio[0].set_value(VAYRES_ELSEWHERE).run()
    app = press(app, "Ajouter au territoire")
    assert "Renseignez «\u00a0Avec quelle intercommunalité\u00a0»" in text(app)
    app = chosen(app, "Avec quelle intercommunalité\u00a0*", CUBZAGUAIS)
    app = press(app, "Ajouter au territoire")
    assert VAYRES_ELSEWHERE in queries.territory_communes(db)
    app = press(app, "Retirer une commune")
    app = press(app, "Retirer du territoire")
    assert "Renseignez «\u00a0Commune\u00a0»" in text(app)
    app = chosen(app, "Commune\u00a0*", LIBOURNE)
    app = press(app, "Retirer du territoire")
    assert LIBOURNE not in queries.territory_communes(db)
    assert "hors du territoire" in text(app)
    app = press(app, "Ajouter une commune")
    app = typed(app, "Commune\u00a0*", "libourne gironde")
    app = press(app, "Ajouter au territoire")
    assert LIBOURNE in queries.territory_communes(db)
    assert not app.exception


def test_staff_link_a_partner_then_remove_the_epci(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    partner = a_partner(db, staff, "Communauté du Cubzaguais")
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    app = app.button(key=f"change_epci_{CUBZAGUAIS}").click().run()
    app = chosen(app, "Sa fiche dans l\u2019annuaire", partner)
    app = press(app, "Enregistrer")
    assert "partenaire" in text(app)
    member = queries.member_epci(db, CUBZAGUAIS)
    assert member is not None
    assert member.organisation_id == partner
    app = app.button(key=f"change_epci_{CUBZAGUAIS}").click().run()
    app = press(app, "Retirer du territoire")
    app = press(app, "Retirer")
    assert list(queries.territory_epcis(db)) == [LIBOURNAIS]
    assert not app.exception


def test_an_epci_with_a_stream_cannot_be_removed_and_the_page_says_why(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO waste_stream (title, folded_title, commune_code, created_at, updated_at)"
            " VALUES ('Palettes', 'palettes', ?, '2026-01-01', '2026-01-01')",
            [LIBOURNE],
        )
    app = open_page(monkeypatch, Role.STAFF, PAGE)
    app = app.button(key=f"change_epci_{LIBOURNAIS}").click().run()
    app = press(app, "Retirer du territoire")
    assert "1\u00a0gisement" in text(app)
    assert "Retirer" not in labels(app)
    app = press(app, "Garder l’intercommunalité")
    assert "1\u00a0gisement" not in text(app)
    assert LIBOURNAIS in queries.territory_epcis(db)


def test_the_search_follows_the_address_and_finds_nothing_kindly(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    app = open_page(monkeypatch, Role.STAFF, PAGE, commune="vayres")
    assert "<b>1</b> sur 61 communes" in text(app)
    app = typed(app, "Chercher une commune", "<script>alert(1)</script>")
    assert "Aucune commune ne correspond" in text(app)
    app = press(app, "Tout afficher")
    assert "<b>61</b> sur 61 communes" in text(app)


def test_elected_officials_read_the_territory_and_cannot_edit_it(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_territory(db, staff)
    app = open_page(monkeypatch, Role.ELECTED, PAGE)
    assert [title.value for title in app.title] == ["Territoire"]
    assert "CA du Libournais" in text(app)
    acts = ("Ajouter", "Modifier", "Retirer")
    assert not [label for label in labels(app) if label.startswith(acts)]
    assert len(app.get("download_button")) == 3


def test_partners_do_not_enter(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(monkeypatch, Role.PARTNER, PAGE)
    assert "Territoire" not in [title.value for title in app.title]
