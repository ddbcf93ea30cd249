"""When a booking is refused, in which words, and how it stands with time."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.facilities import CapacityUnit, FacilityClosure, FacilityOpening
from circular.domain.facility_bookings import (
    BookablePlace,
    BookingStanding,
    BookingState,
    BookingUseDraft,
    FacilityBookingChangeDraft,
    HeldDays,
    check_booking,
    standing_of,
)
from circular.domain.problems import problems_of

MONDAY = date(2026, 11, 30)


def day(after: int) -> date:
    """Return a day counted from Monday 30 November 2026."""
    return MONDAY + timedelta(days=after)


def place(**changes: Any) -> BookablePlace:
    """Return a composter that takes one project at a time, closed at the weekend."""
    values: dict[str, Any] = {
        "name": "Composteur",
        "at_once": 1,
        "capacity": 100,
        "unit": CapacityUnit.TONNES_YEAR,
        "opening": FacilityOpening(frozenset({6, 7})),
    }
    return BookablePlace(**{**values, **changes})


def held(
    first: int, last: int, who: str = "«\u00a0Couches\u00a0»", share: float | None = None
) -> HeldDays:
    """Return the days that somebody holds."""
    return HeldDays(day(first), day(last), share, who)


def refusal(
    where: BookablePlace, first: int, last: int, *others: HeldDays, share: float | None = None
) -> tuple[str, str] | None:
    """Return the field and the sentence of the refusal, None when it goes through."""
    try:
        check_booking(where, starts_on=day(first), ends_on=day(last), share=share, held=others)
    except DomainError as refused:
        (problem,) = refused.problems
        return problem.field, problem.sentence
    return None


def test_free_days_are_given() -> None:
    assert refusal(place(), 0, 4) is None
    assert refusal(place(), 0, 4, held(7, 8)) is None
    assert refusal(place(at_once=None), 0, 4, held(0, 4), held(0, 4)) is None


def test_a_conflict_names_the_other_and_what_is_left() -> None:
    sentence = (
        "«\u00a0Composteur\u00a0» est déjà réservé du\u00a027/11/2026 au\u00a002/12/2026 par "
        "«\u00a0Couches\u00a0»\u202f; il reste 2\u00a0jours libres, "
        "du\u00a003/12/2026 au\u00a004/12/2026."
    )

    assert refusal(place(), 0, 4, held(-3, 2)) == ("starts_on", sentence)


def test_when_nothing_is_left_the_next_free_days_are_told() -> None:
    found = refusal(place(), 0, 4, held(0, 9))

    assert found is not None
    assert "c\u2019est libre du\u00a010/12/2026 au\u00a016/12/2026" in found[1]
    whole_year = refusal(place(), 0, 0, held(-1, 400))
    assert whole_year is not None
    assert "aucun jour libre" in whole_year[1]


def test_a_shared_place_is_full_at_its_number_of_projects() -> None:
    two = place(at_once=2)

    assert refusal(two, 0, 4, held(0, 4)) is None
    found = refusal(two, 0, 4, held(0, 4), held(2, 2, "«\u00a0Vélos\u00a0»"))
    assert found is not None
    assert found[0] == "starts_on"
    assert "accueille 2\u00a0projets à la fois" in found[1]
    assert "complet le\u00a002/12/2026" in found[1]
    assert "«\u00a0Couches\u00a0» et «\u00a0Vélos\u00a0»" in found[1]


def test_shares_never_go_over_the_capacity() -> None:
    shared = place(at_once=None)
    others = (held(0, 1, share=60), held(1, 4, "«\u00a0Vélos\u00a0»", share=30))

    assert refusal(shared, 0, 4, *others, share=10) is None
    found = refusal(shared, 0, 4, *others, share=40.5)
    assert found is not None
    assert found[0] == "share"
    assert "du\u00a030/11/2026 au\u00a001/12/2026" in found[1]
    assert "10\u00a0t par an sur 100\u00a0t par an" in found[1]
    assert refusal(shared, 0, 4, share=101) is not None
    unknown = refusal(place(capacity=None, unit=None), 0, 4, share=1)
    assert unknown is not None
    assert "n\u2019est pas renseignée" in unknown[1]


def test_closed_days_are_refused_or_left_out() -> None:
    closed = FacilityClosure(day(2), day(3), "entretien")
    shut = place(opening=FacilityOpening(frozenset({6, 7}), (closed,)))

    found = refusal(shut, 0, 4)
    assert found is not None
    assert "fermeture du\u00a002/12/2026 au\u00a003/12/2026 (entretien)" in found[1]
    weekend = refusal(place(), 5, 6)
    assert weekend is not None
    assert "fermé le samedi et dimanche" in weekend[1]
    assert refusal(place(), 4, 7) is None


@pytest.mark.parametrize(
    ("state", "first", "last", "expected"),
    [
        (BookingState.REQUESTED, 1, 2, BookingStanding.REQUESTED),
        (BookingState.REQUESTED, -2, -1, BookingStanding.UNANSWERED),
        (BookingState.CONFIRMED, 1, 2, BookingStanding.CONFIRMED),
        (BookingState.CONFIRMED, 0, 0, BookingStanding.UNDER_WAY),
        (BookingState.CONFIRMED, -2, -1, BookingStanding.OVER),
        (BookingState.CANCELLED, 0, 9, BookingStanding.CANCELLED),
    ],
)
def test_a_booking_stands_as_its_dates_say(
    state: BookingState, first: int, last: int, expected: BookingStanding
) -> None:
    assert standing_of(state, starts_on=day(first), ends_on=day(last), today=MONDAY) is expected


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": "02/12/2026", "ends_on": "01/12/2026"}, "ends_on"),
        ({"starts_on": "02/12/2026", "ends_on": "02/12/2030"}, "ends_on"),
        ({"starts_on": "31/02/2026", "ends_on": "02/12/2026"}, "starts_on"),
        ({"starts_on": "02/12/2026", "ends_on": "02/12/2026", "share": "0"}, "share"),
        ({"starts_on": "02/12/2026", "ends_on": "02/12/2026", "purpose": " "}, "purpose"),
    ],
)
def test_bad_input_is_told_at_its_field(typed: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FacilityBookingChangeDraft.model_validate({"purpose": "Essai", **typed})

    assert [each.field for each in problems_of(refused.value, FacilityBookingChangeDraft)] == [
        field
    ]


def test_a_use_ends_after_it_starts() -> None:
    with pytest.raises(ValidationError):
        BookingUseDraft.model_validate({"used_from": "02/12/2026", "used_to": "01/12/2026"})
