"""The address of a calendar: its path, its end, and when it warns."""

from datetime import UTC, datetime, timedelta

from circular.domain.calendar_feeds import WARNED_BEFORE, ends_soon, path_of, serves

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_an_address_serves_until_its_end_and_warns_before() -> None:
    assert path_of("abc") == "/calendrier/abc.ics"
    assert serves(NOW + timedelta(seconds=1), now=NOW)
    assert not serves(NOW, now=NOW)
    assert ends_soon(NOW + WARNED_BEFORE, now=NOW)
    assert not ends_soon(NOW + WARNED_BEFORE + timedelta(days=1), now=NOW)
