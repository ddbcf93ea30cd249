"""The private address of a calendar: whose it is, what it tells, and the same 404 for the rest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from circular import web
from circular.actions.calendar_feeds import give_feed, revoke_feed
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.web import calendar_feeds as feeds
from circular.web.pace import Pace
from tests.builders.commitments import ORGANISATION, promised, with_partner

TOMORROW = datetime.now().date() + timedelta(days=1)


@pytest.fixture
def client(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a calendar program in front of the real routes."""
    del store_path
    monkeypatch.setattr(feeds, "PACE", Pace(feeds.PER_MINUTE))
    app = Starlette(routes=web.ROUTES, middleware=web.MIDDLEWARE)
    with TestClient(app, base_url="http://localhost:8501", follow_redirects=False) as opened:
        yield opened


def summaries(client: TestClient, token: str) -> list[str]:
    """Return the titles of the events that a calendar library reads at an address."""
    answer = client.get(f"/calendrier/{token}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return [str(each["SUMMARY"]) for each in Calendar.from_ical(answer.text).walk("VEVENT")]


def test_each_person_reads_what_the_product_shows_them(
    client: TestClient, db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    promised(db, staff, agreement, label="Bilan de Naïma, été", due_on=TOMORROW)
    promised(db, staff, agreement, party=ORGANISATION, label="Prêter la benne", due_on=TOMORROW)
    of_staff, of_elected, of_partner = (
        summaries(client, give_feed(db, each)) for each in (staff, elected, partner)
    )
    assert "Bilan de Naïma, été (convention n°\u00a02026-001)" in of_staff
    assert not any("Naïma" in each or "benne" in each for each in of_elected)
    assert len(of_elected) == len(of_staff) == 4
    assert of_partner == ["Prêter la benne (convention n°\u00a02026-001)"]
    assert value(db, "SELECT count(*) FROM calendar_feed WHERE read_on IS NOT NULL") == 3


def test_a_revoked_old_or_closed_address_answers_the_same_404(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    first = give_feed(db, staff)
    second = give_feed(db, staff)
    unknown = client.get(f"/calendrier/{'x' * 43}.ics")
    replaced = client.get(f"/calendrier/{first}.ics")
    assert (unknown.status_code, replaced.text) == (404, unknown.text)
    assert client.get(f"/calendrier/{second}.ics").status_code == 200
    db.conn.execute("UPDATE account SET closed_at = '2026-11-22' WHERE id = ?", [staff.account_id])
    db.conn.commit()
    assert client.get(f"/calendrier/{second}.ics").status_code == 404
    db.conn.execute("UPDATE account SET closed_at = NULL")
    db.conn.commit()
    revoke_feed(db, staff)
    assert client.get(f"/calendrier/{second}.ics").status_code == 404
    over = give_feed(db, staff, now=datetime.now(UTC) - timedelta(days=366))
    assert client.get(f"/calendrier/{over}.ics").status_code == 404
    assert client.get(f"/calendrier/{over}.ics", headers={"Host": "ailleurs.fr"}).status_code == 400


def test_the_calendar_itself_warns_before_its_address_ends(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    token = give_feed(db, staff, now=datetime.now(UTC) - timedelta(days=350))
    assert summaries(client, token) == ["Ce calendrier ne se mettra plus à jour"]


def test_a_calendar_that_reads_too_often_waits(
    client: TestClient, db: Database, staff: Visitor
) -> None:
    address = f"/calendrier/{give_feed(db, staff)}.ics"
    codes = [client.get(address).status_code for _ in range(feeds.PER_MINUTE + 1)]
    assert (set(codes[:-1]), codes[-1]) == ({200}, 429)


def test_the_pace_of_one_minute_is_forgotten_after_it() -> None:
    pace = Pace(1)
    assert pace.allows("a", now=0)
    assert not pace.allows("a", now=59)
    assert pace.allows("b", now=59)
    assert pace.allows("a", now=61)
