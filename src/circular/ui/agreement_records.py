"""The record of an agreement: header, one sentence, what is missing, dates, parties, life."""

import streamlit as st

from circular.domain import french
from circular.domain.agreement_pieces import piece_checks
from circular.domain.agreements import AgreementState, signing_checks
from circular.domain.documents import DocumentSubject
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import AgreementEvent, AgreementRecord, Renewal
from circular.queries.documents import signed_copy_day
from circular.ui import (
    agreement_diagrams,
    agreement_documents,
    agreement_moves,
    agreement_parts,
    agreement_pieces,
    agreement_renewals,
    amendments,
    commitments,
    components,
    dialogs,
    documents,
    markup,
    navigation,
    session,
    trials,
)
from circular.ui.agreement_filters import last_address
from circular.ui.agreements import badge, name_of
from circular.ui.history import history

_PIECE = -1


def record_page(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the whole record."""
    with st.container(key="back_agreements"):
        st.page_link(
            navigation.path_of("agreements.py"),
            label="Conventions",
            icon=":material/arrow_back:",
            query_params=last_address(),
        )
    _header(visitor, record)
    markup.lead(sentence(record))
    agreement_pieces.rules(visitor, record)
    left, right = st.columns([2, 1], gap="large")
    with left:
        if record.state.is_unsigned and visitor.may(Permission.EDIT_AGREEMENTS):
            _missing(record)
        if record.purpose:
            st.header("Objet")
            markup.prose(record.purpose)
        agreement_parts.parties(visitor, record)
        agreement_parts.services(visitor, record)
        agreement_pieces.section(visitor, record)
        commitments.section(visitor, record)
        amendments.section(visitor, record)
        agreement_documents.section(visitor, record)
        documents.section(visitor, DocumentSubject.AGREEMENT, record.id)
    with right:
        _facts(visitor, record)
        if record.note:
            with st.container(border=True, key="card_note"):
                st.header("Note interne")
                markup.prose(record.note)
    _life(visitor, record)
    agreement_diagrams.life_help()


def _header(visitor: Visitor, record: AgreementRecord) -> None:
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    )
    words = row.container(gap="xsmall", width="content", key="inline_agreement")
    words.title(name_of(record.number), width="content")
    line = words.container(horizontal=True, vertical_alignment="center", gap="small")
    if visitor.may(Permission.SEE_PIPELINE):
        line.page_link(
            navigation.path_of("project.py"),
            label=markup.plain(record.project),
            query_params={"id": str(record.project_id)},
        )
    else:
        line.markdown(markup.plain(record.project), width="content")
    line.markdown(f"{badge(record.state)}{_marks(record)}", width="content")
    words.caption(markup.plain(record.type.label))
    place = row.container(
        horizontal=True, horizontal_alignment="right", width="content", key="noprint_acts"
    )
    agreement_moves.acts(visitor, record, place)


def _marks(record: AgreementRecord) -> str:
    fictitious = " :gray-badge[Fictif]" if record.is_fictitious else ""
    archived = " :gray-badge[:material/inventory_2: Archivée]" if record.is_archived else ""
    trial = f" {trials.BADGE}" if record.is_trial else ""
    return trial + fictitious + archived


def sentence(record: AgreementRecord) -> str:
    """Say in one sentence where the agreement stands."""
    planned, closed = french.day(record.signing_planned_on), french.day(record.closed_on)
    if record.state.is_unsigned:
        when = f", signature prévue le **{planned}**" if record.signing_planned_on else ""
        return f"Convention **{record.state.label.lower()}**{when}."
    if record.state is AgreementState.ABANDONED:
        return f"Convention **abandonnée** le {closed}, avant toute signature."
    signed = f"Signée le **{french.day(record.signed_on)}**"
    if record.state is AgreementState.TERMINATED:
        return f"{signed}, **résiliée** avec effet au {closed}."
    if record.state is AgreementState.ENDED:
        return f"{signed}, **terminée** le {closed}."
    start = french.day(record.starts_on)
    if record.ends_on is None:
        return f"{signed}, en vigueur depuis le {start}, sans échéance."
    times = len(record.renewals)
    renewed = f", après {french.plural(times, 'renouvellement', 'renouvellements')}"
    end = f"au **{french.day(record.ends_on)}**{renewed if times else ''}"
    return f"{signed}, pour la période du {start} {end}."


def _missing(record: AgreementRecord) -> None:
    """List what a signature demands, before anybody tries."""
    parties = [(party.name or "", party.signatory) for party in record.parties]
    checks = (
        *signing_checks(parties, fewest=record.type.fewest_parties),
        *piece_checks(record.type, record.pieces),
    )
    missing = sum(not check.done for check in checks)
    heading = (
        f"Il manque {french.plural(missing, 'chose', 'choses')} avant la signature"
        if missing
        else "Rien ne manque avant la signature"
    )
    components.what_is_missing(
        heading,
        [
            components.Missing(
                done=check.done,
                sentence=check.sentence if check.done else check.missing,
                remedy="" if check.done else "Compléter",
                place=str(_place_of(at, len(record.parties))),
            )
            for at, check in enumerate(checks)
        ],
        key="signing",
        on_remedy=_open_party,
    )


def _place_of(check: int, party_count: int) -> int:
    """Return the position of the party of a check; the first asks for a new one, -1: a piece."""
    if check > party_count:
        return _PIECE
    return party_count if check == 0 else check - 1


def _open_party(position: str) -> None:
    if int(position) == _PIECE:
        dialogs.ask(agreement_moves.PAGE, "pieces")
    else:
        dialogs.ask(agreement_moves.PAGE, "party", position=int(position))


def _facts(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the dates and figures of the agreement, the unknown ones as « – »."""
    delay = record.delay_days
    with session.reading() as db:
        kept_since = signed_copy_day(db, visitor, record.id)
    with st.container(border=True, key="card_facts"):
        st.header("Repères")
        markup.facts(
            {
                **_signature(record),
                "Copie signée": f"déposée le {french.day(kept_since)}" if kept_since else None,
                "Début": french.day(record.starts_on),
                "Fin": french.day(record.ends_on),
                "Emplois promis": french.full_time_equivalents(record.jobs_committed),
                "Montant par an": french.euros(record.yearly_amount),
                "Règles du type": f"version {record.type.version}",
                **_notice(record),
                "Renouvellements": _renewable(record),
                "Du premier contact à la signature": french.plural(delay, "jour", "jours"),
            }
        )


def _signature(record: AgreementRecord) -> dict[str, str]:
    """Say when it was signed, or until then when it is to be."""
    if record.signed_on is None:
        return {"Signature prévue": french.day(record.signing_planned_on)}
    return {"Signée le": french.day(record.signed_on)}


def _notice(record: AgreementRecord) -> dict[str, str | None]:
    """Say how long the notice is and, of a signed agreement, the last day to give it."""
    days = record.type.notice_days
    last = record.type.notice_before(record.ends_on)
    said = {"Préavis": french.plural(days, "jour", "jours") if days else None}
    if record.state is not AgreementState.SIGNED or last is None:
        return said
    return {**said, "À donner avant le": french.day(last)}


def _renewable(record: AgreementRecord) -> str:
    """Say how many renewals were decided, of how many that the type allows."""
    most, already = record.type.renewals, len(record.renewals)
    if not most:
        return "non renouvelable"
    return f"{already} sur {most}" if already else f"{most}\u00a0fois au plus"


def _life(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the steps of the agreement's life and, for the staff, every change."""
    st.header("Vie de la convention")
    steps: list[Renewal | AgreementEvent] = [*reversed(record.renewals), *record.events]
    steps.sort(key=lambda step: step.entered_at, reverse=True)
    for position, step in enumerate(steps):
        if isinstance(step, Renewal):
            agreement_renewals.line(visitor, record, step)
        else:
            _event(step, key=f"row_event_{position}")
    if visitor.may(Permission.SEE_PIPELINE):
        with st.expander("Toutes les modifications", type="compact"):
            history(visitor, "agreement", record.id)


def _event(event: AgreementEvent, *, key: str) -> None:
    row = st.container(horizontal=True, wrap=False, key=key)
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(event.effective_on)}**")
    right = row.container(gap="xxsmall")
    right.markdown(badge(event.to_state))
    if event.reason:
        markup.prose(event.reason, right)
    author = f" par {markup.plain(event.author)}" if event.author else ""
    right.caption(f"Noté le {french.day(event.entered_at.date())}{author}")
