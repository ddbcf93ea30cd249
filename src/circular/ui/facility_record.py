"""The record of a facility: header, month, facts, bookings, closures, history."""

from datetime import timedelta
from functools import partial

import streamlit as st

from circular.actions import facilities as actions
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.facilities import FacilityClosureDraft
from circular.domain.permissions import Permission
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries import facilities as queries
from circular.queries import facility_bookings as bookings
from circular.queries.facilities import FacilityRecord, FacilityRow
from circular.ui import (
    components,
    dialogs,
    facility_booking_forms,
    facility_booking_rows,
    facility_calendar,
    facility_form,
    facility_map,
    forms,
    markup,
    navigation,
    session,
    trials,
)
from circular.ui.facilities import TITLE, free_words
from circular.ui.facility_bookings import book_button
from circular.ui.history import folded_history

PAGE = "facility"
_ON_SCREEN = "_facility_on_screen"
_CLOSE, _ARCHIVE, _RESTORE = "Ajouter une fermeture", "Archiver", "Sortir des archives"


def facility_record(visitor: Visitor, facility_id: int) -> None:
    """Draw the record of a facility, to read or, once asked, to change."""
    components.back(navigation.path_of("facilities.py"), TITLE, key="facilities")
    if st.session_state.get(_ON_SCREEN) != facility_id:
        dialogs.close()  # a dialog left open on another record does not follow to this one
        st.session_state[_ON_SCREEN] = facility_id
    try:
        with session.reading() as db:
            record = queries.facility_record(db, visitor, facility_id)
    except NotFoundError as refusal:
        components.empty("domain", "Lieu introuvable", refusal.sentence)
        return
    may_edit = visitor.may(Permission.EDIT_FACILITIES)
    if may_edit and st.session_state.get(_editing(facility_id)):
        _form(visitor, record)
        return
    _header(visitor, record, may_edit=may_edit)
    with st.container(key="stack_facility"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        st.header("Calendrier")
        facility_calendar.month(visitor, record.id, record.opening)
    with right:
        st.header("Le lieu")
        _facts(record)
    st.space("small")
    st.header("Réservations")
    facility_booking_rows.facility_section(visitor, record.id)
    _closures(visitor, record, may_edit=may_edit)
    facility_map.place_map(record)
    folded_history(visitor, "facility", facility_id)
    _open_dialogs(visitor, record)


def _editing(facility_id: int) -> str:
    return f"_editing_facility_{facility_id}"


def _form(visitor: Visitor, record: FacilityRecord) -> None:
    """Draw the form in place of the record."""
    components.title(markup.plain(record.row.name))
    saved = facility_form.facility_form(visitor, record)
    st.button(
        "Fermer sans enregistrer",
        type="tertiary",
        key="close_facility",
        on_click=partial(_close, record),
    )
    if saved is not None:
        st.session_state.pop(_editing(record.id), None)
        st.rerun()


def _close(record: FacilityRecord) -> None:
    facility_form.forget(record)
    st.session_state.pop(_editing(record.id), None)


def _header(visitor: Visitor, record: FacilityRecord, *, may_edit: bool) -> None:
    """Draw the title, whose and where it is, how much it is in use, and the acts."""
    row = record.row
    place = components.title(markup.plain(row.name))
    where = ", ".join(filter(None, (row.commune, row.epci)))
    st.markdown(markup.plain(" · ".join(filter(None, (row.kind, row.owner, where)))))
    badges = [
        ":gray-badge[:material/inventory_2: Aux archives]" if row.is_archived else "",
        trials.BADGE if row.is_trial else "",
        ":gray-badge[Fictif]" if row.is_fictitious else "",
    ]
    if any(badges):
        st.markdown(" ".join(filter(None, badges)))
    if not row.is_archived:
        book_button(visitor, place, PAGE)
    if may_edit:
        place.button(
            "Modifier",
            icon=":material/edit:",
            key="edit_facility",
            on_click=partial(st.session_state.__setitem__, _editing(record.id), True),
        )
        acts = [_RESTORE] if row.is_archived else [_CLOSE, _ARCHIVE]
        if trials.may_mark(visitor):
            acts.append(trials.act_for(is_trial=row.is_trial))
        chosen = place.menu_button("Plus", acts, icon=":material/more_horiz:", key="more_facility")
        _carry_out(visitor, row, chosen)
    if row.is_trial:
        trials.notice(TrialKind.FACILITY)
    markup.lead(_lead(visitor, record))


def _lead(visitor: Visitor, record: FacilityRecord) -> str:
    """Say whether the place is free and how much it was used over the last twelve months."""
    today = session.today()
    with session.reading() as db:
        found = bookings.usage(
            db,
            visitor,
            first=today - timedelta(days=bookings.YEAR_DAYS - 1),
            last=today,
            facility_id=record.id,
        )
    if not found or not found[0].booked_days:
        return f"{free_words(record.row)}. Aucun jour réservé depuis douze mois."
    use = found[0]
    projects = french.plural(use.projects, "projet", "projets")
    return (
        f"{free_words(record.row)}. **{french.percent(use.rate)}** des jours d\u2019ouverture "
        f"réservés depuis douze mois ({french.number(use.booked_days)} sur "
        f"{french.number(use.open_days)}), par {projects}."
    )


def _carry_out(visitor: Visitor, row: FacilityRow, chosen: str | None) -> None:
    """Carry out an act of the menu: nothing is lost by any of them."""
    if chosen == _CLOSE:
        dialogs.ask(PAGE, "close")
    elif chosen in {trials.MARK, trials.COUNT_AGAIN}:
        dialogs.ask(PAGE, "trial")
    elif chosen in {_ARCHIVE, _RESTORE}:
        act = actions.restore_facility if chosen == _RESTORE else actions.archive_facility
        said = "Sorti des archives." if chosen == _RESTORE else "Mis aux archives."
        if session.act(visitor, said, lambda db: act(db, visitor, row.id)):
            st.rerun()


def _facts(record: FacilityRecord) -> None:
    """Write what is known of the place."""
    row, draft = record.row, record.draft
    at_once = row.projects_at_once
    markup.facts(
        {
            "Capacité": draft.capacity_unit and draft.capacity_unit.written(draft.capacity),
            "En même temps": "Sans limite de nombre"
            if at_once is None
            else french.plural(at_once, "projet", "projets"),
            "Surface": None if row.area_m2 is None else f"{french.number(row.area_m2)}\u00a0m²",
            "Horaires": row.opening_hours,
            "Fermé le": record.opening.closed_words,
            "Matières acceptées": ", ".join(record.families) or None,
            "Conditions": row.conditions,
            "Adresse": ", ".join(filter(None, (row.address, row.commune))) or None,
            "Note": row.note,
        }
    )


def _closures(visitor: Visitor, record: FacilityRecord, *, may_edit: bool) -> None:
    """Draw the closed periods that are not over, with the way to take one back."""
    today = session.today()
    coming = [each for each in record.opening.closures if each.ends_on >= today]
    if not coming:
        return
    st.space("small")
    st.header("Fermetures")
    for each in coming:
        line = st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"row_closure_{each.id}",
        )
        words = each.words
        line.markdown(markup.plain(words[0].upper() + words[1:]), width="content")
        if may_edit and line.button(
            "Retirer", type="tertiary", icon=":material/close:", key=f"remove_closure_{each.id}"
        ):
            remove = partial(actions.remove_closure, author=visitor, closure_id=each.id)
            if session.act(visitor, "Fermeture retirée\u202f; l\u2019historique la garde.", remove):
                st.rerun()


def _close_dialog(visitor: Visitor, facility_id: int) -> None:
    """Ask for the days of a closure."""

    @st.dialog(
        "Ajouter une fermeture",
        position="right",
        icon=":material/event_busy:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"close_facility_{facility_id}", FacilityClosureDraft)
        typed = {
            "starts_on": forms.day(form, "starts_on"),
            "ends_on": forms.day(form, "ends_on"),
            "reason": forms.line(form, "reason", placeholder="Par exemple\u00a0: entretien"),
        }
        if forms.submit(form, "Fermer ces jours-là", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, FacilityClosureDraft, typed),
                lambda db, draft: actions.add_closure(
                    db, visitor, facility_id, draft, token=form.token
                ),
                said="Fermeture notée.",
            )

    ask()


def _open_dialogs(visitor: Visitor, record: FacilityRecord) -> None:
    if not visitor.may(Permission.EDIT_FACILITIES):
        return
    drawers = facility_booking_forms.drawers(visitor)
    drawers["close"] = partial(_close_dialog, visitor, record.id)
    if trials.may_mark(visitor):
        drawers["trial"] = partial(
            trials.mark_dialog,
            visitor,
            TrialKind.FACILITY,
            record.id,
            is_trial=record.row.is_trial,
        )
    if visitor.may(Permission.EDIT_PIPELINE):
        drawers["book"] = partial(
            facility_booking_forms.book_dialog, visitor, facility_id=record.id
        )
    dialogs.open_asked(PAGE, drawers)
