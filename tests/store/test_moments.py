"""Moments, in UTC, whatever the machine's clock says."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from circular.store import moments


@pytest.fixture(params=["UTC", "Europe/Paris"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set the machine's own zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_moment_is_the_same_from_any_zone(zone: str) -> None:
    at = datetime(2026, 11, 22, 9, 0, 5, tzinfo=UTC)
    paris = at.astimezone(timezone(timedelta(hours=1)))

    assert moments.kept(at) == moments.kept(paris) == "2026-11-22T09:00:05+00:00"
    assert moments.read(moments.kept(at)) == at
    assert moments.read_or_none(None) is moments.local_or_none(None) is None


def test_a_moment_without_a_zone_is_the_machine_s(zone: str) -> None:
    local = datetime(2026, 7, 14, 12, 0)
    shift = timedelta(hours=2 if zone == "Europe/Paris" else 0)

    assert moments.read(moments.kept(local)) == local.replace(tzinfo=UTC) - shift
    assert moments.local(moments.kept(local)) == local
    assert moments.local_or_none(moments.kept(local)) == local


def test_texts_sort_as_moments_do(zone: str) -> None:
    start = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # the clocks go back that night in Paris
    texts = [moments.kept(start + timedelta(minutes=20 * n)) for n in range(12)]

    assert texts == sorted(texts)
