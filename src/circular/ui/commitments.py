"""Commitments on screen: those of an agreement, and those of a partner's own organisation."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import commitments as actions
from circular.domain import french
from circular.domain.commitments import (
    EDITABLE,
    RUNNING,
    CommitmentDraft,
    CommitmentKind,
    CommitmentLight,
    FulfilmentDraft,
)
from circular.domain.documents import DocumentSubject
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import commitments as queries
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.queries.commitments import Commitment, OwnCommitment
from circular.queries.documents import documents_of
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.agreement_moves import PAGE
from circular.ui.agreements import carry_out
from circular.ui.forms import Form

OWN_PAGE = "deadlines"
ADD, CHANGE, REMOVE, DONE = "add_commitment", "change_commitment", "remove_commitment", "done"


def badge(light: CommitmentLight) -> str:
    """Return the badge of a light, for Markdown: the word, which the colour repeats."""
    word = light.label[0].upper() + light.label[1:]
    return f":{light.colour}-badge[:material/{light.icon}: {word}]"


def section(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the commitments of an agreement; who may edit it adds, changes and ticks them off."""
    with session.reading() as db:
        found = queries.commitments(db, visitor, record, today=session.today())
    may_edit = visitor.may(Permission.EDIT_AGREEMENTS) and record.state in EDITABLE
    if not found and not may_edit:
        return
    st.header("Engagements des parties")
    st.caption(said(found))
    for each in found:
        _row(visitor, record, each, may_edit=may_edit)
    if may_edit:
        with st.container(key="noprint_commitments"):
            st.button(
                "Ajouter un engagement",
                icon=":material/add:",
                key=ADD,
                on_click=partial(dialogs.ask, PAGE, ADD),
            )
    dialogs.open_asked(
        PAGE,
        {
            ADD: partial(_edit_dialog, visitor, record.id),
            CHANGE: partial(_edit_dialog, visitor, record.id),
            REMOVE: partial(_remove_dialog, visitor),
            DONE: partial(_done_dialog, visitor),
        },
    )


def said(found: Sequence[Commitment]) -> str:
    """Say how many commitments are kept, and how many are late."""
    if not found:
        return "Aucun engagement n’est suivi\u00a0: qui fait quoi, et pour quand."
    done = sum(each.light is CommitmentLight.DONE for each in found)
    late = sum(each.light is CommitmentLight.LATE for each in found)
    told = f"{french.plural(done, 'tenu', 'tenus')} sur {french.number(len(found))}"
    return f"{told}, {french.number(late)} en retard." if late else f"{told}."


def _row(
    visitor: Visitor, record: AgreementRecord, commitment: Commitment, *, may_edit: bool
) -> None:
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_commitment_{commitment.id}",
    )
    with row.container(gap="xxsmall", width="stretch"):
        told(commitment)
    if not may_edit:
        return
    acts = row.container(
        horizontal=True, width="content", key=f"noprint_commitment_{commitment.id}"
    )
    if commitment.light is CommitmentLight.DONE:
        _undo_button(visitor, commitment, acts)
        return
    if record.state in RUNNING:
        _done_button(commitment, acts, PAGE)
    for name, label, icon in ((CHANGE, "Modifier", "edit"), (REMOVE, "Retirer", "delete")):
        acts.button(
            label,
            type="tertiary",
            icon=f":material/{icon}:",
            key=f"{name}_{commitment.id}",
            on_click=partial(dialogs.ask, PAGE, name, commitment=commitment),
        )


def told(commitment: Commitment) -> None:
    """Write a commitment: its light, what it is, who made it, when it is due, its proof."""
    st.markdown(f"{badge(commitment.light)} **{markup.plain(commitment.what)}**")
    st.caption(markup.plain(", ".join(_facts(commitment))))
    if commitment.document is not None:
        markup.file_line(
            f"/documents/{commitment.document_id}", commitment.document, "preuve déposée"
        )


def _facts(commitment: Commitment) -> list[str]:
    facts = [commitment.who]
    if commitment.label:
        facts.append(commitment.kind.label.lower())
    facts.append(f"échéance le {french.day(commitment.due_on)}")
    if commitment.done_on is None:
        reminder = commitment.remind_on
        return [*facts, f"rappel le {french.day(reminder)}"] if reminder else facts
    by = f" (noté par {commitment.done_by})" if commitment.done_by else ""
    facts.append(f"fait le {french.day(commitment.done_on)}{by}")
    if commitment.proof:
        facts.append(f"preuve\u00a0: {commitment.proof}")
    elif commitment.has_proof and commitment.document is None:
        facts.append("preuve conservée")
    return facts


def _done_button(commitment: Commitment, place: DeltaGenerator, page: str) -> None:
    place.button(
        "Fait",
        icon=":material/check:",
        key=f"commitment_done_{commitment.id}",
        on_click=partial(dialogs.ask, page, DONE, commitment=commitment),
    )


def _undo_button(visitor: Visitor, commitment: Commitment, place: DeltaGenerator) -> None:
    if place.button(
        "Annuler « fait »",
        type="tertiary",
        icon=":material/undo:",
        key=f"commitment_undo_{commitment.id}",
    ) and session.act(
        visitor,
        "L’engagement est de nouveau à tenir.",
        lambda db: actions.undo_done(db, visitor, commitment.id),
    ):
        st.rerun()


def _edit_dialog(visitor: Visitor, agreement_id: int, commitment: Commitment | None = None) -> None:
    """Ask who commits to what by when, for a new commitment or one that is still to be kept."""

    @st.dialog(
        "Ajouter un engagement" if commitment is None else "Modifier l’engagement",
        position="right",
        icon=":material/task:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
        form = forms.begin(f"commitment_{agreement_id}_{_id(commitment)}", CommitmentDraft)
        version = versions.opened(form, commitment.version if commitment else record.version)
        typed = _fields(form, record, commitment)
        if forms.submit(form, "Enregistrer l’engagement", width="stretch"):
            draft = forms.draft(form, CommitmentDraft, typed)
            _save(visitor, form, agreement_id, commitment, draft, version=version)

    ask()


def _id(commitment: Commitment | None) -> int:
    return 0 if commitment is None else commitment.id


def _fields(form: Form, record: AgreementRecord, stored: Commitment | None) -> dict[str, object]:
    parties = {at: party.name or party.kind.label for at, party in enumerate(record.parties)}
    if not parties:
        st.info(
            "Inscrivez d’abord les parties de la convention\u00a0: l’une d’elles s’engage.",
            icon=":material/info:",
        )
    party = None if stored is None else queries.party_of(record, stored)
    kinds = {kind: kind.label for kind in CommitmentKind}
    reminder = stored.remind_on if stored else None
    return {
        "party": forms.choice(form, "party", parties, value=party),
        "kind": forms.choice(form, "kind", kinds, value=stored.kind if stored else None),
        "label": forms.line(
            form,
            "label",
            value=stored.label if stored else None,
            placeholder="Par exemple\u00a0: remettre le bilan de la première année",
            help="Lu par la partie qui s’engage\u00a0: n’y nommez personne d’autre. Les élu·e·s "
            "n’en lisent que la nature.",
        ),
        "due_on": forms.day(form, "due_on", value=stored.due_on if stored else None),
        "remind_on": forms.day(
            form,
            "remind_on",
            value=reminder,
            help="Un rappel de plus, avant ceux de 90, 30 et 7\u00a0jours.",
        ),
    }


def _save(
    visitor: Visitor,
    form: Form,
    agreement_id: int,
    stored: Commitment | None,
    draft: CommitmentDraft | None,
    *,
    version: int,
) -> None:
    if stored is None:
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, whole: actions.add_commitment(
                db, visitor, agreement_id, whole, token=form.token
            ),
            said="Engagement ajouté.",
        )
        return
    carry_out(
        visitor,
        form,
        draft,
        lambda db, whole: actions.change_commitment(
            db, visitor, stored.id, whole, version=version, token=form.token
        ),
        said="Engagement modifié.",
        current=stored.version,
    )


def _done_dialog(visitor: Visitor, commitment: Commitment) -> None:
    """Ask when a commitment was kept, and its proof: a sentence, or a document of the agreement."""

    @st.dialog("Engagement tenu", icon=":material/check_circle:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(f"**{markup.plain(commitment.what)}**")
        form = forms.begin(f"fulfil_{commitment.id}", FulfilmentDraft)
        version = versions.opened(form, commitment.version)
        typed: dict[str, object] = {
            "done_on": forms.day(form, "done_on", value=session.today()),
            "proof": forms.line(
                form, "proof", placeholder="Par exemple\u00a0: bilan reçu par courriel"
            ),
        }
        if visitor.may(Permission.SEE_DOCUMENTS):
            typed["document_id"] = _document_field(visitor, form, commitment)
        if forms.submit(form, "Noter l’engagement tenu", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, FulfilmentDraft, typed),
                lambda db, draft: actions.mark_done(
                    db,
                    visitor,
                    commitment.id,
                    draft,
                    version=version,
                    today=session.today(),
                    token=form.token,
                ),
                said="Engagement noté fait.",
                current=commitment.version,
            )

    ask()


def _document_field(visitor: Visitor, form: Form, commitment: Commitment) -> int | None:
    """Offer the documents of the agreement as a proof."""
    subject = DocumentSubject.AGREEMENT
    with session.reading() as db:
        found = documents_of(db, visitor, subject, commitment.agreement_id, now=datetime.now())
    options = {each.id: each.name for each in found if each.is_in_place}
    if not options:
        st.caption("Pour joindre une pièce, déposez-la d’abord dans les documents ci-dessous.")
        return None
    chosen = forms.choice(form, "document_id", options, placeholder="Aucun")
    return None if chosen is None else int(chosen)


def _remove_dialog(visitor: Visitor, commitment: Commitment) -> None:
    """Ask before a commitment is taken away."""

    @st.dialog("Retirer cet engagement\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(commitment.what)}** ne sera plus suivi\u202f; le journal en garde la "
            "trace."
        )
        row = st.container(horizontal=True, horizontal_alignment="right")
        row.button("Garder", key="keep_commitment", on_click=dialogs.close)
        if row.button("Retirer", type="primary", key="confirm_commitment") and session.act(
            visitor,
            "Engagement retiré.",
            lambda db: actions.remove_commitment(db, visitor, commitment.id),
        ):
            dialogs.close_and_rerun()

    ask()


def own_cards(visitor: Visitor, found: Sequence[OwnCommitment]) -> None:
    """Draw what a partner's own organisation promised; it says itself what is done."""
    for own in found:
        commitment = own.commitment
        with st.container(border=True, key=f"card_commitment_{commitment.id}", gap="xsmall"):
            told(commitment)
            st.caption(markup.plain(f"{own.type} n°\u00a0{own.number or french.UNKNOWN}"))
            place = st.container(horizontal=True)
            if commitment.light is CommitmentLight.DONE:
                _undo_button(visitor, commitment, place)
            else:
                _done_button(commitment, place, OWN_PAGE)
    dialogs.open_asked(OWN_PAGE, {DONE: partial(_done_dialog, visitor)})
