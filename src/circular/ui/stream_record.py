"""The record of a waste stream: header, facts, best projects, history."""

from functools import partial

import streamlit as st

from circular.actions import streams as actions
from circular.domain import french
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.streams import remaining_sentence
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries import streams as queries
from circular.queries.streams import StreamRecord
from circular.ui import (
    components,
    dialogs,
    markup,
    matches,
    navigation,
    session,
    stream_measures,
    tracked_matches,
    trials,
)
from circular.ui.history import history
from circular.ui.stream_form import forget, stream_form
from circular.ui.waste_codes import hazard_warning

PAGE = "stream"
_EDIT, _COPY, _ARCHIVE, _RESTORE = "Modifier", "Dupliquer", "Archiver", "Sortir des archives"


def new_stream(visitor: Visitor) -> None:
    """Draw the form of a new stream; once saved, its record opens."""
    _back()
    components.title("Ajouter un gisement")
    saved = stream_form(visitor)
    if saved is not None:
        _open(saved)


def stream_record(visitor: Visitor, stream_id: int) -> None:
    """Draw the record of a stream, to read or, once asked, to change."""
    _back()
    try:
        with session.reading() as db:
            record = queries.stream_record(db, visitor, stream_id, today=session.today())
    except NotFoundError as refusal:
        components.empty("recycling", "Gisement introuvable", refusal.sentence)
        return
    may_edit = visitor.may(Permission.EDIT_STREAMS)
    if may_edit and st.session_state.get(_editing(stream_id)):
        _form(visitor, record)
        return
    _header(visitor, record, may_edit=may_edit)
    _facts(record)
    st.space("small")
    stream_measures.measures(visitor, record)
    if visitor.may(Permission.SEE_MATCHES):
        st.space("small")
        tracked_matches.of_stream(visitor, stream_id)
    if visitor.may(Permission.SEE_MATCHES) and not record.is_archived:
        st.space("small")
        matches.best_projects(visitor, stream_id)
    if visitor.may(Permission.SEE_PIPELINE):
        st.space("small")
        st.header("Historique")
        if visitor.may(Permission.SEE_MATCHES):
            tracked_matches.steps_of_stream(visitor, stream_id)
        history(visitor, "stream", stream_id)
    if may_edit:
        mark = partial(
            trials.mark_dialog, visitor, TrialKind.STREAM, stream_id, is_trial=record.is_trial
        )
        asked = {"archive": partial(_ask_archive, visitor, record), "trial": mark}
        dialogs.open_asked(PAGE, asked | stream_measures.dialogs_of(visitor, record))


def _back() -> None:
    components.back(navigation.path_of("streams.py"), "Gisements", key="streams")


def _editing(stream_id: int) -> str:
    return f"_editing_stream_{stream_id}"


def _open(stream_id: int) -> None:
    """Show the record of a stream."""
    st.query_params.from_dict({"id": str(stream_id)})
    st.rerun()


def _form(visitor: Visitor, record: StreamRecord) -> None:
    """Draw the form in place of the record."""
    components.title(markup.plain(record.draft.title))
    saved = stream_form(visitor, record)
    st.button(
        "Fermer sans enregistrer",
        type="tertiary",
        key="close_stream",
        on_click=partial(_close, record),
    )
    if saved is not None:
        st.session_state.pop(_editing(record.id), None)
        st.rerun()


def _close(record: StreamRecord) -> None:
    forget(record)
    st.session_state.pop(_editing(record.id), None)


def _header(visitor: Visitor, record: StreamRecord, *, may_edit: bool) -> None:
    """Draw the title, where and whose it is, and the acts."""
    place = components.title(markup.plain(record.draft.title))
    where = ", ".join(filter(None, (record.commune, record.epci)))
    st.markdown(markup.plain(" · ".join(filter(None, (record.producer, where))) or french.UNKNOWN))
    badges = [
        record.is_archived and ":gray-badge[:material/inventory_2: Aux archives]",
        bool(record.draft.is_hazardous) and ":orange-badge[:material/warning: Déchet dangereux]",
        record.draft.is_confidential and ":gray-badge[:material/lock: Producteur confidentiel]",
        record.is_trial and trials.BADGE,
        record.is_fictitious and ":gray-badge[Fictif]",
    ]
    if any(badges):
        st.markdown(" ".join(badge for badge in badges if badge))
    if may_edit:
        place.button(
            _EDIT, icon=":material/edit:", key="edit_stream", on_click=partial(_edit, record.id)
        )
        acts = [_COPY, _RESTORE if record.is_archived else _ARCHIVE]
        if trials.may_mark(visitor):
            acts.append(trials.act_for(is_trial=record.is_trial))
        chosen = place.menu_button("Plus", acts, icon=":material/more_horiz:", key="more_stream")
        _carry_out(visitor, record, chosen)
    if record.is_trial:
        trials.notice(TrialKind.STREAM)
    markup.lead(f"**{_offer(record)}**{_lead_end(record)}")
    if record.draft.is_hazardous:
        hazard_warning()
    if record.mirror:
        st.caption(f":material/compare_arrows: {markup.plain(record.mirror)}")


def _offer(record: StreamRecord) -> str:
    """Write the tonnage, and what agreements leave of it."""
    return remaining_sentence(record.quantity, promised=record.promised, remaining=record.remaining)


def _lead_end(record: StreamRecord) -> str:
    """Say the season and the outlet of today, when they are known."""
    outlet = f"aujourd\u2019hui\u00a0: {record.draft.outlet}" if record.draft.outlet else None
    return "".join(f", {part}" for part in (record.season, outlet) if part) + "."


def _edit(stream_id: int) -> None:
    st.session_state[_editing(stream_id)] = True


def _carry_out(visitor: Visitor, record: StreamRecord, chosen: str | None) -> None:
    """Carry out an act of the menu."""
    if chosen == _COPY:
        copies: list[int] = []
        with session.writing(visitor) as door:
            copies.append(actions.duplicate_stream(door.db, visitor, record.id))
            door.done("Gisement dupliqué. Corrigez ce qui diffère.")
        if copies:
            _edit(copies[0])
            _open(copies[0])
    elif chosen == _ARCHIVE:
        dialogs.ask(PAGE, "archive")
    elif chosen in {trials.MARK, trials.COUNT_AGAIN}:
        dialogs.ask(PAGE, "trial")
    elif chosen == _RESTORE and session.act(
        visitor,
        "Gisement sorti des archives.",
        lambda db: actions.restore_stream(db, visitor, record.id),
    ):
        st.rerun()


def _ask_archive(visitor: Visitor, record: StreamRecord) -> None:
    """Ask before the stream leaves the lists and the matches."""

    @st.dialog(
        "Archiver ce gisement\u202f?", icon=":material/inventory_2:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        st.markdown(
            "Il ne sera plus proposé aux projets. Sa fiche et ce qui a été retenu restent lisibles."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder le gisement", key="keep_stream"):
                dialogs.close_and_rerun()
            if st.button("Archiver", type="primary", key="archive_stream"):
                session.act(
                    visitor,
                    "Gisement mis aux archives.",
                    lambda db: actions.archive_stream(db, visitor, record.id),
                )
                dialogs.close_and_rerun()

    ask()


def _facts(record: StreamRecord) -> None:
    """Write what is known of the stream, in two columns."""
    draft = record.draft
    left, right = st.columns(2, gap="large")
    with left:
        markup.facts(
            {
                "Déchet": ", ".join(filter(None, (record.code, record.waste))) or None,
                "Libellé officiel": _capitalised(record.official_label),
                "Famille": record.family,
                "Tonnes": record.quantity,
                "Promis": f"{french.tonnes(record.promised)} par an" if record.promised else None,
                "Saison": record.season,
                "Disponible": _period(record),
                "Adresse du site": draft.address,
                "Indésirables": _unwanted(record),
            }
        )
    with right:
        markup.facts(
            {
                "Qualité": draft.quality,
                "Conditionnement": draft.packaging,
                "Exutoire actuel": draft.outlet,
                "Coût actuel": _a_tonne(draft.outlet_cost),
                "Traitement visé": record.operation,
                "Prix demandé": _price(draft.price),
                "Source du tonnage": draft.figure_source,
                "Tonnage relevé le": french.day(draft.figure_on) if draft.figure_on else None,
                "Fiabilité du tonnage": record.reliability,
            }
        )


def _capitalised(text: str | None) -> str | None:
    """Start a text with a capital, the rest as it is."""
    return text and f"{text[:1].upper()}{text[1:]}"


def _period(record: StreamRecord) -> str | None:
    """Say from when to when the stream can be taken."""
    start, end = record.draft.available_from, record.draft.available_to
    if start is None and end is None:
        return None
    if start is None:
        return f"jusqu\u2019au {french.day(end)}"
    return f"à partir du {french.day(start)}" + (
        f", jusqu\u2019au {french.day(end)}" if end else ""
    )


def _unwanted(record: StreamRecord) -> str | None:
    """Say how much unwanted matter there is, and which."""
    share, named = record.draft.contamination, record.draft.contaminants
    said = None if share is None else f"{french.number(share)}\u00a0%"
    return ", ".join(part for part in (said, named) if part) or None


def _price(value: float | None) -> str | None:
    """Write the price asked, and who pays when it is negative or nothing."""
    if value is None:
        return None
    if value == 0:
        return "cédé sans prix"
    if value < 0:
        return f"{french.euros(-value)} la tonne, payés à celui qui reprend"
    return _a_tonne(value)


def _a_tonne(value: float | None) -> str | None:
    """Write an amount for one tonne."""
    return None if value is None else f"{french.euros(value)} la tonne"
