"""The parties that an amendment changes: one that comes, leaves, or has somebody else sign."""

from functools import partial

import streamlit as st

from circular.actions import amendments as actions
from circular.domain.agreements import PartyDraft
from circular.domain.amendments import BLOCKS, AmendmentDraft, AmendmentState
from circular.domain.visitors import Visitor
from circular.queries import amendments as queries
from circular.queries.agreement_records import AgreementRecord, agreement_record, party_choices
from circular.queries.amendments import Amendment
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.agreement_moves import PAGE
from circular.ui.agreement_parts import party_fields
from circular.ui.agreements import carry_out
from circular.ui.forms import Form


def editor(record: AgreementRecord, amendment: Amendment) -> None:
    """Draw a button for each party as the amendment makes them, and one for a new party."""
    ask = partial(
        dialogs.ask,
        PAGE,
        "amendment_party",
        agreement_id=record.id,
        amendment_id=amendment.id,
    )
    with st.expander("Changer les parties", type="compact"):
        row = st.container(horizontal=True, key=f"noprint_amendment_parties_{amendment.number}")
        for position, party in enumerate(amendment.after.parties):
            row.button(
                markup.plain(party.name),
                icon=":material/edit:",
                key=f"amendment_party_{position}",
                on_click=partial(ask, position=position),
                help="Modifier ou retirer cette partie, par cet avenant",
            )
        row.button(
            "Ajouter une partie à l’avenant",
            icon=":material/add:",
            key="amendment_party_add",
            on_click=partial(ask, position=len(amendment.after.parties)),
        )


def party_dialog(visitor: Visitor, agreement_id: int, amendment_id: int, position: int) -> None:
    """Add a party by an amendment in preparation, change it, or take it out."""

    @st.dialog(
        "Une partie, par avenant",
        position="right",
        icon=":material/group:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
            found = {each.id: each for each in queries.amendments(db, visitor, record)}
            choices = party_choices(db, visitor, record.project_id)
        amendment = found.get(amendment_id)
        if amendment is None or amendment.state is not AmendmentState.DRAFT:
            st.info("Cet avenant n’est plus en préparation.", icon=":material/info:")
            return
        parties = amendment.after.parties
        stored = parties[position] if position < len(parties) else None
        form = forms.begin(f"amendment_party_{amendment_id}_{position}", PartyDraft)
        version = versions.opened(form, amendment.version)
        typed = party_fields(form, stored, choices)
        if forms.submit(form, "Enregistrer la partie", width="stretch"):
            draft = forms.draft(form, PartyDraft, typed)
            whole = (*parties[:position], draft, *parties[position + 1 :]) if draft else None
            _save(visitor, form, amendment, whole, version=version)
        if stored is not None and st.button(
            "Retirer cette partie",
            icon=":material/delete:",
            key=form.widget("remove"),
            width="stretch",
        ):
            kept = (*parties[:position], *parties[position + 1 :])
            _save(visitor, form, amendment, kept, version=version)

    ask()


def _save(
    visitor: Visitor,
    form: Form,
    amendment: Amendment,
    parties: tuple[PartyDraft, ...] | None,
    *,
    version: int,
) -> None:
    """Write the parties; the other blocks of the amendment stay as they are."""
    draft = None
    if parties is not None:
        kept = {name: getattr(amendment.after, name) for name in BLOCKS if name != "parties"}
        touched = {name: value for name, value in kept.items() if name in amendment.touched}
        draft = AmendmentDraft(reason=amendment.reason or "–", parties=parties, **touched)
    carry_out(
        visitor,
        form,
        draft,
        lambda db, whole: actions.change_amendment(
            db, visitor, amendment.id, whole, version=version, token=form.token
        ),
        said="Parties de l’avenant enregistrées.",
        current=amendment.version,
    )
