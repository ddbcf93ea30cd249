"""The drawers of bookings: to ask for a facility, to change, to cancel, to note what was used."""

from functools import partial
from typing import Any

import streamlit as st

from circular.actions import facility_bookings as actions
from circular.domain.errors import NotFoundError
from circular.domain.facilities import CapacityUnit, period
from circular.domain.facility_bookings import (
    BookingCancelDraft,
    BookingUseDraft,
    FacilityBookingChangeDraft,
    FacilityBookingDraft,
)
from circular.domain.french import number
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.queries import agreements as projects
from circular.queries import facilities
from circular.queries import facility_bookings as queries
from circular.queries.facilities import FacilityRow
from circular.queries.facility_bookings import BookingRow
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_PURPOSE_HELP = "Le propriétaire du lieu le lit\u00a0: n\u2019y nommez personne."
_SHARE_HELP = (
    "Dans l\u2019unité de la capacité du lieu. Vide\u00a0: la place seule compte, pas la quantité."
)


def book_dialog(
    visitor: Visitor, *, facility_id: int | None = None, project_id: int | None = None
) -> None:
    """Ask for a facility, for a project: the one that is known is not asked for again."""

    @st.dialog(
        "Réserver une installation",
        position="right",
        icon=":material/event:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"book_{facility_id or ''}_{project_id or ''}", FacilityBookingDraft)
        typed = _who_and_where(form, visitor, facility_id, project_id) | _fields(form, None)
        if forms.submit(form, "Demander la réservation", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, FacilityBookingDraft, typed),
                lambda db, draft: actions.request_booking(
                    db, visitor, draft, today=session.today(), token=form.token
                ),
                said="Réservation demandée\u202f; ces jours sont retenus.",
            )

    ask()


def _who_and_where(
    form: Form, visitor: Visitor, facility_id: int | None, project_id: int | None
) -> dict[str, Any]:
    with session.reading() as db:
        titles = projects.projects_to_choose(db) if project_id is None else {}
    return {
        "facility_id": facility_id or _facility_field(form, visitor),
        "project_id": project_id
        or forms.choice(form, "project_id", titles, placeholder="Cherchez un projet"),
    }


def _facility_field(form: Form, visitor: Visitor) -> int | None:
    """Draw the choice of a facility, and under it on what terms the one chosen is lent."""
    with session.reading() as db:
        places = {row.id: row for row in facilities.bookable(db, visitor)}
    chosen: int | None = forms.choice(
        form,
        "facility_id",
        {number: place_words(row) for number, row in places.items()},
        placeholder="Cherchez une installation",
        filter_mode="contains",
    )
    if chosen is not None:
        row = places[chosen]
        capacity = _capacity(row) or "capacité inconnue"
        terms = (row.kind, row.commune, capacity, row.opening_hours, row.conditions)
        st.caption(markup.plain(" · ".join(filter(None, terms))))
    return chosen


def place_words(row: FacilityRow) -> str:
    """Name a facility with its kind, its commune and its capacity, where the name is silent."""
    named = fold(row.name)
    silent = (each for each in (row.kind, row.commune) if each and fold(each) not in named)
    return ", ".join(filter(None, (row.name, *silent, _capacity(row))))


def _capacity(row: FacilityRow) -> str | None:
    return f"{number(row.capacity)}\u00a0{row.capacity_unit}" if row.capacity else None


def _fields(form: Form, stored: BookingRow | None) -> dict[str, Any]:
    """Draw the days side by side, the share and the purpose."""
    left, right = st.columns(2, gap="small")
    with left:
        first = stored.starts_on if stored else None
        start = forms.day(form, "starts_on", value=first, is_told=False)
    with right:
        last = stored.ends_on if stored else None
        end = forms.day(form, "ends_on", value=last, is_told=False)
    forms.slot(form, "starts_on")
    forms.slot(form, "ends_on")
    return {
        "starts_on": start,
        "ends_on": end,
        "share": forms.amount(
            form, "share", value=stored.share if stored else None, help=_SHARE_HELP
        ),
        "purpose": forms.line(
            form, "purpose", value=stored.purpose if stored else None, help=_PURPOSE_HELP
        ),
    }


def amend_dialog(visitor: Visitor, booking_id: int) -> None:
    """Open a booking to change its days, its share or its purpose."""

    @st.dialog(
        "Modifier une réservation",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        row = _read(visitor, booking_id)
        if row is None:
            return
        form = forms.begin(f"amend_booking_{booking_id}", FacilityBookingChangeDraft)
        version = versions.opened(form, row.version)
        typed = _fields(form, row)
        if not forms.submit(form, "Enregistrer", width="stretch"):
            return
        draft = forms.draft(form, FacilityBookingChangeDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.amend_booking(
                door.db, visitor, booking_id, draft, version=version, token=form.token
            )
            door.done("Réservation modifiée.")
        versions.settle(form, door, row.version)
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def cancel_dialog(visitor: Visitor, booking_id: int, *, refuses: bool = False) -> None:
    """Ask why a booking is cancelled: its days are free again, and it can be restored.

    `refuses` says it of a request that the owner of the place turns down.
    """
    verb = "Refuser" if refuses else "Annuler"

    @st.dialog(
        f"{verb} cette réservation\u202f?", icon=":material/event_busy:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        row = _read(visitor, booking_id)
        if row is None:
            return
        st.markdown(
            f"{markup.plain(row.facility)}, {period(row.starts_on, row.ends_on)}. Ces jours "
            "redeviennent libres\u202f; la réservation reste lisible et peut être rétablie."
        )
        form = forms.begin(f"cancel_booking_{booking_id}", BookingCancelDraft)
        reason = forms.line(form, "reason", help=_PURPOSE_HELP)
        forms.end(form)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder la réservation", key="keep_booking"):
                dialogs.close_and_rerun()
            if st.button(verb, type="primary", key="cancel_booking"):
                dialogs.save(
                    visitor,
                    form,
                    forms.draft(form, BookingCancelDraft, {"reason": reason}),
                    lambda db, draft: actions.cancel_booking(
                        db, visitor, booking_id, draft, version=row.version, token=form.token
                    ),
                    said="Demande refusée." if refuses else "Réservation annulée.",
                )

    ask()


def use_dialog(visitor: Visitor, booking_id: int) -> None:
    """Ask what a booking was really used for."""

    @st.dialog(
        "Noter l\u2019utilisation",
        position="right",
        icon=":material/fact_check:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        row = _read(visitor, booking_id)
        if row is None:
            return
        markup.prose(f"Réservé {period(row.starts_on, row.ends_on)}, {row.purpose}")
        form = forms.begin(f"use_booking_{booking_id}", BookingUseDraft)
        typed = _use_fields(form, row)
        if forms.submit(form, "Enregistrer", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, BookingUseDraft, typed),
                lambda db, draft: actions.record_use(
                    db,
                    visitor,
                    booking_id,
                    draft,
                    version=row.version,
                    today=session.today(),
                    token=form.token,
                ),
                said="Utilisation notée.",
            )

    ask()


def _use_fields(form: Form, row: BookingRow) -> dict[str, Any]:
    left, right = st.columns(2, gap="small")
    with left:
        first = row.used_from or row.starts_on
        start = forms.day(form, "used_from", value=first, is_told=False)
    with right:
        last = row.used_to or max(min(row.ends_on, session.today()), row.starts_on)
        end = forms.day(form, "used_to", value=last, is_told=False)
    forms.slot(form, "used_from")
    forms.slot(form, "used_to")
    typed: dict[str, Any] = {"used_from": start, "used_to": end}
    if row.unit is not None:
        typed["used_amount"] = _used_amount(form, row, row.unit)
    note = forms.paragraph(form, "use_note", value=row.use_note, help=_PURPOSE_HELP)
    return typed | {"use_note": note}


def _used_amount(form: Form, row: BookingRow, unit: CapacityUnit) -> str | None:
    return forms.amount(
        form,
        "used_amount",
        value=row.used_amount,
        unit=unit.amount,
        help=f"En tout, en {unit.amount}.",
    )


def _read(visitor: Visitor, booking_id: int) -> BookingRow | None:
    try:
        with session.reading() as db:
            return queries.booking(db, visitor, booking_id, today=session.today())
    except NotFoundError as refusal:
        st.info(refusal.sentence, icon=":material/info:")
        return None


def drawers(visitor: Visitor) -> dict[str, Any]:
    """Return the drawers of a booking that is there, by the name under which they are asked for."""
    return {
        "amend_booking": partial(amend_dialog, visitor),
        "cancel_booking": partial(cancel_dialog, visitor),
        "refuse_booking": partial(cancel_dialog, visitor, refuses=True),
        "use_booking": partial(use_dialog, visitor),
    }
