"""Booking a facility for a project: asking, confirming, moving, cancelling, noting the use."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.producers import refuse_others
from circular.actions.work import Changes, Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError, Problem
from circular.domain.facilities import CapacityUnit, FacilityClosure, FacilityOpening, period
from circular.domain.facility_bookings import (
    LOOK_AHEAD_DAYS,
    BookablePlace,
    BookingCancelDraft,
    BookingState,
    BookingUseDraft,
    FacilityBookingChangeDraft,
    FacilityBookingDraft,
    HeldDays,
    check_booking,
)
from circular.domain.permissions import Permission
from circular.domain.personal_data import Eraser, private
from circular.domain.visitors import Visitor
from circular.store import anonymisation, facilities, holders
from circular.store import facility_bookings as store
from circular.store.connection import Database
from circular.store.rows import Row

SOMEBODY_ELSE = "un autre projet"

_TITLES = {
    name: field.title or name
    for draft in (FacilityBookingChangeDraft, BookingUseDraft)
    for name, field in draft.model_fields.items()
} | {"ends_on": "Jusqu\u2019au", "used_to": "Utilisé jusqu\u2019au"}


def request_booking(
    db: Database,
    author: Visitor,
    draft: FacilityBookingDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Ask for a facility for a project and return the booking: its days are held from now on.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project or facility.
        DomainError: archived, closed, taken, or not enough capacity left.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        title = open_project(db, draft.project_id)
        facility = _facility(unit, draft.facility_id)
        _refuse_names(unit, draft.project_id, {"purpose": draft.purpose})
        _check(unit, facility, draft)
        record = draft.model_dump(mode="json") | {
            "state": BookingState.REQUESTED.value,
            "requested_on": today.isoformat(),
        }
        booking_id = store.add(db, record, created_by=author.account_id, now=unit.now)
        days = period(draft.starts_on, draft.ends_on)
        _note(
            unit,
            {**record, "facility_name": facility["name"], "project_title": title},
            act="booking_requested",
            sentence=f"réservation demandée {days}",
        )
        return unit.produced(booking_id)


def amend_booking(
    db: Database,
    author: Visitor,
    booking_id: int,
    draft: FacilityBookingChangeDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Change the days, the share or the purpose of a booking, and return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such booking.
        DomainError: cancelled, archived, closed, taken, or not enough capacity left.
        StaleRecordError: somebody else saved first; it lists what differs.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        before = _live(unit, booking_id)
        _refuse_names(unit, before["project_id"], {"purpose": draft.purpose})
        _check(unit, _facility(unit, before["facility_id"]), draft, apart=booking_id)
        record = draft.model_dump(mode="json")
        changes = changes_between(_in_words(before), _in_words({**before, **record}), _TITLES)
        if not store.change(db, booking_id, record, version=version, now=unit.now):
            raise stale(db, "facility", before["facility_id"], changes)
        if changes:
            _note(
                unit,
                before,
                act="booking_changed",
                sentence="réservation modifiée",
                changes=changes,
            )
        return unit.produced(booking_id)


def confirm_booking(db: Database, author: Visitor, booking_id: int, *, version: int) -> int:
    """Say yes to a booking that was asked for, and return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such booking.
        DomainError: it is cancelled.
        AlreadyDoneError: it is confirmed already.
        StaleRecordError: somebody changed it since.
    """
    with work(db, author, Permission.EDIT_FACILITIES) as unit:
        before = _live(unit, booking_id)
        if before["state"] == BookingState.CONFIRMED:
            raise AlreadyDoneError("Cette réservation est déjà confirmée.", booking_id)
        _save(unit, before, {"state": BookingState.CONFIRMED.value}, version=version)
        _note(
            unit, before, act="booking_confirmed", sentence=f"réservation confirmée {_days(before)}"
        )
        return booking_id


def cancel_booking(
    db: Database,
    author: Visitor,
    booking_id: int,
    draft: BookingCancelDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Cancel a booking with its reason: its days are free again. Return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such booking.
        DomainError: it is cancelled already, or its use was noted.
        StaleRecordError: somebody changed it since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        before = _live(unit, booking_id)
        if before["used_from"] is not None:
            raise DomainError(
                "L\u2019utilisation est déjà notée\u00a0: cette réservation ne s\u2019annule plus."
            )
        _refuse_names(unit, before["project_id"], {"reason": draft.reason})
        cancelled = {"state": BookingState.CANCELLED.value, "cancel_reason": draft.reason}
        _save(unit, before, cancelled, version=version)
        is_asked = before["state"] == BookingState.REQUESTED
        refuses = is_asked and author.own_organisation is not None
        done = "demande refusée" if refuses else "réservation annulée"
        _note(
            unit,
            before,
            act="booking_cancelled",
            sentence=f"{done} {_days(before)}",
            changes={"Motif de l\u2019annulation": (None, draft.reason)},
        )
        return unit.produced(booking_id)


def restore_booking(db: Database, author: Visitor, booking_id: int, *, version: int) -> int:
    """Ask again for a booking that was cancelled, if its days are still free, and return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such booking.
        DomainError: it is not cancelled, or its days were taken since.
        StaleRecordError: somebody changed it since.
    """
    with work(db, author, Permission.EDIT_FACILITIES) as unit:
        before = _known(unit, booking_id)
        if before["state"] != BookingState.CANCELLED:
            raise DomainError("Cette réservation n\u2019est pas annulée.")
        open_project(db, before["project_id"])
        asked = FacilityBookingChangeDraft.model_validate(
            {name: before[name] for name in FacilityBookingChangeDraft.model_fields}
        )
        _check(unit, _facility(unit, before["facility_id"]), asked, apart=booking_id)
        asked_again = {"state": BookingState.REQUESTED.value, "cancel_reason": None}
        _save(unit, before, asked_again, version=version)
        _note(
            unit, before, act="booking_restored", sentence=f"réservation rétablie {_days(before)}"
        )
        return booking_id


def record_use(
    db: Database,
    author: Visitor,
    booking_id: int,
    draft: BookingUseDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Note what a confirmed booking was really used for, and return it.

    Raises:
        NotAllowedError: the author may not edit facilities, or it is another organisation's.
        NotFoundError: there is no such booking.
        DomainError: not confirmed, a day yet to come, or an amount without a unit.
        StaleRecordError: somebody changed it since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_FACILITIES, token=token) as unit:
        before = _live(unit, booking_id)
        if before["state"] != BookingState.CONFIRMED:
            raise DomainError(
                "Confirmez d\u2019abord la réservation, puis notez l\u2019utilisation."
            )
        if draft.used_to > today:
            sentence = "L\u2019utilisation se note une fois faite\u00a0: cette date est à venir."
            raise DomainError("", [Problem("used_to", sentence)])
        facility = facilities.row(db, before["facility_id"]) or {}
        if draft.used_amount is not None and not facility.get("capacity_unit"):
            sentence = (
                "Ce lieu n\u2019a pas d\u2019unité de capacité\u00a0: laissez la quantité vide."
            )
            raise DomainError("", [Problem("used_amount", sentence)])
        _refuse_names(unit, before["project_id"], {"use_note": draft.use_note})
        record = draft.model_dump(mode="json")
        changes = changes_between(_in_words(before), _in_words({**before, **record}), _TITLES)
        _save(unit, before, record, version=version)
        _note(unit, before, act="booking_used", sentence="utilisation notée", changes=changes)
        return unit.produced(booking_id)


def _known(unit: Work, booking_id: int) -> Row:
    """Find a booking that the author may touch, or refuse."""
    found = store.row(unit.db, booking_id)
    if found is None:
        raise NotFoundError("Cette réservation n\u2019existe pas, ou n\u2019existe plus.")
    refuse_others(unit, found["organisation_id"])
    return found


def _live(unit: Work, booking_id: int) -> Row:
    found = _known(unit, booking_id)
    if found["state"] == BookingState.CANCELLED:
        raise DomainError("Cette réservation est annulée\u00a0: rétablissez-la d\u2019abord.")
    return found


def _facility(unit: Work, facility_id: int) -> Row:
    """Find a facility that can be booked."""
    found = facilities.row(unit.db, facility_id)
    if found is None:
        raise NotFoundError("Ce local n\u2019existe pas, ou n\u2019existe plus.")
    if found["archived_at"] is not None:
        sentence = (
            f"{french.quoted(found['name'])} est aux archives\u00a0: choisissez un autre lieu."
        )
        raise DomainError("", [Problem("facility_id", sentence)])
    return found


def _check(
    unit: Work, facility: Row, draft: FacilityBookingChangeDraft, *, apart: int | None = None
) -> None:
    """Refuse what the facility cannot give on these days; the transaction keeps the others out."""
    last = draft.ends_on + timedelta(days=LOOK_AHEAD_DAYS)
    own = unit.author.own_organisation
    found = store.held(
        unit.db, facility["id"], first=draft.starts_on, last=last, apart=apart, own=own
    )
    days = [_held(row) for row in found]
    check_booking(
        _place(unit.db, facility),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        share=draft.share,
        held=[each for each in days if each.starts_on <= draft.ends_on],
        ahead=[each for each in days if each.starts_on > draft.ends_on],
    )


def _place(db: Database, facility: Row) -> BookablePlace:
    closures = tuple(
        FacilityClosure(
            date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]), row["reason"]
        )
        for row in facilities.closures_of(db, facility["id"])
    )
    unit = facility["capacity_unit"]
    return BookablePlace(
        name=facility["name"],
        at_once=facility["projects_at_once"],
        capacity=facility["capacity"],
        unit=CapacityUnit(unit) if unit else None,
        opening=FacilityOpening(frozenset(map(int, facility["closed_weekdays"])), closures),
    )


def _held(row: Row) -> HeldDays:
    title = row["project_title"]
    who = SOMEBODY_ELSE if title is None else french.quoted(title)
    if row["state"] == BookingState.REQUESTED:
        who += " (demande à confirmer)"
    return HeldDays(
        date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]), row["share"], who
    )


def _save(unit: Work, before: Row, record: dict[str, Any], *, version: int) -> None:
    if not store.change(unit.db, before["id"], record, version=version, now=unit.now):
        raise stale(unit.db, "facility", before["facility_id"], {})


def _refuse_names(unit: Work, project_id: int, texts: dict[str, str | None]) -> None:
    """Refuse to name the project's people where the owner of the facility will read it.

    An author who may not see people is not told who they are by a refusal.
    """
    if not unit.author.may(Permission.SEE_PEOPLE):
        return
    people: Sequence[int] = [row["id"] for row in holders.people_of(unit.db, project_id)]
    eraser = Eraser(anonymisation.identities(unit.db, people))
    sentence = "Ce texte sera lu par le propriétaire du lieu\u00a0: n\u2019y nommez personne."
    wrong = [Problem(field, sentence) for field, text in texts.items() if eraser.mentions(text)]
    if wrong:
        raise DomainError("", wrong)


def _note(
    unit: Work, booking: Row, *, act: str, sentence: str, changes: Changes | None = None
) -> None:
    """Write what was done in the history of the facility and in that of the project.

    The title of a project may bear a name: it is held apart, and can be erased.
    """
    title, name = private(booking["project_title"]), french.quoted(booking["facility_name"])
    unit.note(
        "facility",
        booking["facility_id"],
        act,
        f"{name}, {sentence} pour «\u00a0{title}\u00a0».",
        changes,
    )
    start = sentence[0].upper() + sentence[1:]
    unit.note("project", booking["project_id"], act, f"{start}\u00a0: {name}.")


def _days(booking: Row) -> str:
    return period(date.fromisoformat(booking["starts_on"]), date.fromisoformat(booking["ends_on"]))


def _in_words(record: Row) -> dict[str, Any]:
    """Return the values as people read them."""
    shown = dict(record)
    for name in ("starts_on", "ends_on", "used_from", "used_to"):
        stored = record[name]
        shown[name] = None if stored is None else french.day(date.fromisoformat(stored))
    for name in ("share", "used_amount"):
        shown[name] = None if record[name] is None else french.number(record[name])
    return shown
