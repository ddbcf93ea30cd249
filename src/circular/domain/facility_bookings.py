"""Bookings of facilities by projects: what is asked, how it stands, and when it is refused.

A request holds its days from the moment it is written, as a confirmed booking does: the first who
asks is served. Only what is cancelled frees them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import DomainError, Problem
from circular.domain.facilities import (
    Capacity,
    CapacityUnit,
    FacilityOpening,
    period,
    periods,
    refuse_reversed,
)
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import Measure, measured
from circular.domain.texts import Line, Paragraph

LONGEST_DAYS = 1096  # three years
MOST_NAMED = 3
LOOK_AHEAD_DAYS = 180

_USED = Measure("la quantité", Decimal(0), Decimal(10_000_000), 3)

UsedAmount = Annotated[float, BeforeValidator(lambda value: float(measured(value, _USED)))]
"""What was used in all, in the unit of the facility's capacity without its time."""


class BookingState(Labelled):
    """What was decided about a booking; what comes of it with time is its standing."""

    REQUESTED = "requested", "Demandée"
    CONFIRMED = "confirmed", "Confirmée"
    CANCELLED = "cancelled", "Annulée"


class BookingStanding(Labelled):
    """How a booking stands on a day, read from its state and its dates."""

    REQUESTED = "requested", "Demandée"
    CONFIRMED = "confirmed", "Confirmée"
    UNDER_WAY = "under_way", "En cours"
    OVER = "over", "Terminée"
    UNANSWERED = "unanswered", "Sans réponse"
    CANCELLED = "cancelled", "Annulée"


def standing_of(
    state: BookingState, *, starts_on: date, ends_on: date, today: date
) -> BookingStanding:
    """Return how a booking stands: a request that nobody answered in time is « sans réponse »."""
    if state is BookingState.CANCELLED:
        return BookingStanding.CANCELLED
    is_over = ends_on < today
    if state is BookingState.REQUESTED:
        return BookingStanding.UNANSWERED if is_over else BookingStanding.REQUESTED
    if is_over:
        return BookingStanding.OVER
    return BookingStanding.UNDER_WAY if starts_on <= today else BookingStanding.CONFIRMED


class FacilityBookingChangeDraft(Draft):
    """What may change in a booking: its days, both included, its share and its purpose."""

    starts_on: FrenchDate = Field(title="Du")
    ends_on: FrenchDate = Field(title="Au")
    share: Capacity | None = Field(default=None, title="Part de la capacité")
    purpose: Line = Field(title="Objet de la réservation")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_reversed(self.starts_on, self.ends_on, field="ends_on")
        if (self.ends_on - self.starts_on).days >= LONGEST_DAYS:
            sentence = "Une réservation dure trois ans au plus\u00a0: rapprochez les deux dates."
            raise RefusedFieldsError(Problem("ends_on", sentence))
        return self


class FacilityBookingDraft(FacilityBookingChangeDraft):
    """A booking as it is asked for: which facility, for which project."""

    facility_id: int = Field(title="Installation ou local")
    project_id: int = Field(title="Projet")


class BookingCancelDraft(Draft):
    """Why a booking is cancelled."""

    reason: Line = Field(title="Motif de l\u2019annulation")


class BookingUseDraft(Draft):
    """What a booking was really used for: on which days, how much, in a few words."""

    used_from: FrenchDate = Field(title="Utilisé du")
    used_to: FrenchDate = Field(title="Au")
    used_amount: UsedAmount | None = Field(default=None, title="Quantité utilisée")
    use_note: Paragraph | None = Field(default=None, title="Ce qui a été fait")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refuse_reversed(self.used_from, self.used_to, field="used_to")
        return self


@dataclass(frozen=True, slots=True)
class FacilityBookingFilters:
    """What a person asked to see of the bookings; nothing asked shows them all.

    A booking is kept when at least one of its days falls between `since` and `until`, included.
    """

    text: str = ""
    facility_id: int | None = None
    project_id: int | None = None
    standing: BookingStanding | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HeldDays:
    """Days that another booking holds, and by whom, in words."""

    starts_on: date
    ends_on: date
    share: float | None
    who: str


@dataclass(frozen=True, slots=True)
class BookablePlace:
    """What a facility can take: `at_once` None is no limit of number, `capacity` None is unknown.

    The capacity and the shares of it are in `unit`.
    """

    name: str
    at_once: int | None
    capacity: float | None
    unit: CapacityUnit | None
    opening: FacilityOpening


def check_booking(
    place: BookablePlace,
    *,
    starts_on: date,
    ends_on: date,
    share: float | None,
    held: Sequence[HeldDays],
    ahead: Sequence[HeldDays] = (),
) -> None:
    """Refuse days or a share that a facility cannot give, and say why.

    `held` are the bookings that share a day with the one asked for; `ahead` those of the months
    that follow, to propose other days.

    Raises:
        DomainError: closed, taken, or not enough capacity left; the field says what to mend.
    """
    days = _open_days(place, starts_on, ends_on)
    _check_share(place, share)
    full = [
        day for day in days if place.at_once is not None and len(_on(held, day)) >= place.at_once
    ]
    if full:
        raise _refused("starts_on", _taken(place, days, full, [*held, *ahead]))
    _check_room(place, days, share, held)


def _open_days(place: BookablePlace, starts_on: date, ends_on: date) -> list[date]:
    """Return the open days asked for; refuse a closed period, and days that are all closed."""
    met = [
        each
        for each in place.opening.closures
        if each.starts_on <= ends_on and each.ends_on >= starts_on
    ]
    name = french.quoted(place.name)
    if met:
        raise _refused("starts_on", f"{name}\u00a0: fermeture {met[0].words}. Changez de dates.")
    days = place.opening.open_days(starts_on, ends_on)
    if not days:
        closed = place.opening.closed_words
        raise _refused("starts_on", f"{name}\u00a0: fermé le {closed}. Choisissez un autre jour.")
    return days


def _check_share(place: BookablePlace, share: float | None) -> None:
    if share is None:
        return
    if place.capacity is None or place.unit is None:
        raise _refused(
            "share",
            f"La capacité de {french.quoted(place.name)} n\u2019est pas renseignée\u00a0: "
            "laissez cette part vide.",
        )
    if share > place.capacity:
        raise _refused(
            "share",
            f"Vous demandez {place.unit.written(share)}, plus que la capacité de "
            f"{french.quoted(place.name)}\u00a0: {place.unit.written(place.capacity)}.",
        )


def _check_room(
    place: BookablePlace, days: Sequence[date], share: float | None, held: Sequence[HeldDays]
) -> None:
    """Refuse a share that, with those already held, goes over the capacity on some day."""
    if share is None or place.capacity is None or place.unit is None:
        return
    left = {day: place.capacity - sum(each.share or 0 for each in _on(held, day)) for day in days}
    short = [day for day in days if left[day] < share]
    if not short:
        return
    least = max(0.0, min(left[day] for day in short))
    raise _refused(
        "share",
        f"{french.quoted(place.name)}\u00a0: {periods(short, days)}, il reste au plus juste "
        f"{place.unit.written(least)} sur {place.unit.written(place.capacity)}\u202f; "
        f"vous en demandez {french.number(share)}. Déjà réservé par {_who(held, short)}.",
    )


def _taken(
    place: BookablePlace, days: Sequence[date], full: Sequence[date], held: Sequence[HeldDays]
) -> str:
    """Say what is taken, until when, by whom, and what is left."""
    name, who = french.quoted(place.name), _who(held, full)
    if place.at_once == 1:
        first = next(each for each in held if _on([each], full[0]))
        taken = f"{name} est déjà réservé {period(first.starts_on, first.ends_on)} par {who}"
    else:
        most = french.plural(place.at_once, "projet", "projets")
        taken = f"{name} accueille {most} à la fois\u00a0: complet {periods(full, days)} ({who})"
    taken_days = set(full)
    free = [day for day in days if day not in taken_days]
    if free:
        left = french.plural(len(free), "jour libre", "jours libres")
        return f"{taken}\u202f; il reste {left}, {periods(free, days)}."
    found = _next_free(place, len(days), days[-1], held)
    if found is None:
        return f"{taken}\u202f; aucun jour libre sur ces dates."
    return f"{taken}\u202f; pour la même durée, c\u2019est libre {period(*found)}."


def _next_free(
    place: BookablePlace, length: int, after: date, held: Sequence[HeldDays]
) -> tuple[date, date] | None:
    """Return the next run of as many open days in a row that nobody fills, within six months."""
    run: list[date] = []
    for step in range(1, LOOK_AHEAD_DAYS):
        day = after + timedelta(days=step)
        if place.opening.closure_on(day) is not None:
            run = []
            continue
        if not place.opening.is_open(day):
            continue
        is_full = place.at_once is not None and len(_on(held, day)) >= place.at_once
        run = [] if is_full else [*run, day]
        if len(run) == length:
            return run[0], run[-1]
    return None


def _on(held: Sequence[HeldDays], day: date) -> list[HeldDays]:
    return [each for each in held if each.starts_on <= day <= each.ends_on]


def _who(held: Sequence[HeldDays], days: Sequence[date]) -> str:
    """Name those who hold some days, three at most."""
    names = list(dict.fromkeys(each.who for day in days for each in _on(held, day)))
    more = len(names) - MOST_NAMED
    others = [french.plural(more, "autre", "autres")] if more > 0 else []
    return french.join([*names[:MOST_NAMED], *others])


def _refused(field: str, sentence: str) -> DomainError:
    return DomainError("", [Problem(field, sentence)])
