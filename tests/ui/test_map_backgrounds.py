"""The switch of the background of a map: there only where the machine has a map server."""

from collections.abc import Iterator

import pytest

from circular.config import settings
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.web.headers import content_policy
from tests.builders.facilities import a_facility
from tests.builders.territory import a_territory
from tests.pages_runner import open_page

TILES = "https://cartes.exemple:8443/{z}/{x}/{y}.png?cle=1"


@pytest.fixture
def with_tiles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the machine a map server."""
    monkeypatch.setenv("CIRCULAR_MAP_TILES", TILES)
    monkeypatch.setenv("CIRCULAR_MAP_CREDIT", "© Cartes d’exemple")
    settings.cache_clear()
    yield
    settings.cache_clear()


def switches(db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the switches of a place's record, which holds a map."""
    a_territory(db, staff)
    facility = a_facility(db, staff, commune_code="33243")
    app = open_page(monkeypatch, Role.STAFF, "facility.py", id=str(facility))
    assert not app.exception
    for each in app.toggle:
        assert each.value is False
        each.set_value(True).run()
    return [each.label for each in app.toggle] + [each.value for each in app.caption]


def test_a_machine_without_a_map_server_has_no_switch_and_lets_no_image_in(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Fond de carte" not in switches(db, staff, monkeypatch)
    assert "img-src 'self' data:;" in content_policy()


@pytest.mark.usefixtures("with_tiles")
def test_a_background_is_off_until_a_person_turns_it_on(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = switches(db, staff, monkeypatch)
    assert "Fond de carte" in found
    assert any("© Cartes d’exemple" in each for each in found)
    assert "img-src 'self' data: https://cartes.exemple:8443;" in content_policy()
    assert "connect-src 'self';" in content_policy()
