"""What the overview of bookings draws, read in the figure itself."""

import json
from datetime import date
from typing import Any

from circular.charts.facility_bookings import DAY_MS, bookings_overview, lanes
from circular.domain.facility_bookings import BookingStanding, BookingState
from circular.queries.facility_bookings import BookingRow

FIRST, LAST, TODAY = date(2026, 11, 1), date(2027, 1, 31), date(2026, 11, 22)


def row(number: int, facility: str, first: date, last: date, state: str) -> BookingRow:
    """Return a booking."""
    return BookingRow(
        id=number,
        facility_id=len(facility),
        facility=facility,
        project_id=1,
        project="Couches",
        starts_on=first,
        ends_on=last,
        purpose="Essai",
        share=None,
        unit=None,
        state=BookingState(state),
        standing=BookingStanding(state),
        cancel_reason=None,
        requested_on=first,
        asked_by=None,
        used_from=None,
        used_to=None,
        used_amount=None,
        use_note=None,
        is_fictitious=True,
        version=1,
    )


ROWS = (
    row(1, "Plateforme", date(2026, 10, 1), date(2026, 11, 10), "confirmed"),
    row(2, "Plateforme", date(2026, 11, 5), date(2026, 11, 20), "requested"),
    row(3, "Plateforme", date(2026, 11, 11), date(2026, 11, 30), "confirmed"),
    row(4, "Atelier", date(2027, 1, 30), date(2027, 2, 9), "confirmed"),
)


def drawn() -> dict[str, Any]:
    """Return the figure as the browser receives it."""
    figure = bookings_overview(ROWS, first=FIRST, last=LAST, today=TODAY)
    assert figure is not None
    made: dict[str, Any] = json.loads(figure.to_json())
    return made


def test_bars_are_cut_at_the_ends_of_the_period() -> None:
    confirmed, asked = drawn()["data"]

    assert confirmed["base"] == ["2026-11-01", "2026-11-11", "2027-01-30"]
    assert [length // DAY_MS for length in confirmed["x"]] == [10, 20, 2]
    assert asked["marker"]["pattern"]["shape"] == "/"


def test_bookings_of_the_same_days_stand_under_each_other() -> None:
    confirmed, asked = drawn()["data"]

    first, after, _ = confirmed["y"]
    assert first == after
    assert asked["y"][0] > first


def test_each_place_is_named_once_and_today_is_marked() -> None:
    layout = drawn()["layout"]

    assert [each["text"] for each in layout["annotations"]] == ["Atelier", "Plateforme"]
    assert layout["shapes"][0]["x0"] == "2026-11-22"
    assert layout["xaxis"]["ticktext"] == ["novembre", "décembre", "janvier"]
    assert [name for _, name in lanes(ROWS)] == ["Atelier", "Plateforme"]


def test_nothing_booked_draws_nothing() -> None:
    assert bookings_overview((), first=FIRST, last=LAST, today=TODAY) is None
