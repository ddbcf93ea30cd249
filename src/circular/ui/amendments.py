"""Amendments on screen: what each changes, before and after, and the terms of any day."""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import amendments as actions
from circular.domain import french
from circular.domain.agreements import AgreementState
from circular.domain.amendments import (
    BLOCK_LABELS,
    AmendmentDraft,
    AmendmentSigningDraft,
    AmendmentState,
    Terms,
    amendment_name,
    terms_in_words,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import amendments as queries
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.queries.amendment_documents import service_names
from circular.queries.amendments import Amendment
from circular.ui import (
    amendment_documents,
    amendment_parties,
    dialogs,
    forms,
    markup,
    session,
    versions,
)
from circular.ui.agreement_moves import PAGE
from circular.ui.agreements import carry_out
from circular.ui.forms import Form

_BADGES = {
    AmendmentState.DRAFT: ":gray-badge[:material/edit_note: En préparation]",
    AmendmentState.SIGNED: ":green-badge[:material/task_alt: Signé]",
}


def section(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the amendments of an agreement that was signed, and the terms of any day."""
    with session.reading() as db:
        found = queries.amendments(db, visitor, record)
        services = service_names(db, record)
    if not found and not record.renewals:
        return
    if found:
        st.header("Avenants")
    for amendment in found:
        with st.container(border=True, key=f"card_amendment_{amendment.number}"):
            _card(visitor, record, amendment, services)
    _terms_of_a_day(visitor, record, found, services)


def _card(
    visitor: Visitor, record: AgreementRecord, amendment: Amendment, services: Mapping[str, str]
) -> None:
    name = amendment_name(amendment.number, record.number)
    st.markdown(f"**{name[0].upper()}{name[1:]}** {_BADGES[amendment.state]}")
    if amendment.reason:
        markup.prose(amendment.reason)
    lines = changes(visitor, amendment, services)
    if lines:
        markup.table(
            [markup.TableColumn(title) for title in ("Ce qui change", "Avant", "Après")],
            lines,
            caption=f"Ce que change l’avenant n°\u00a0{amendment.number}",
        )
    else:
        st.caption("Il manque ce qui change\u00a0: modifiez l’avenant, ou ses parties.")
    warning = record.type.threshold_warning(amendment.after.yearly_amount)
    if warning and "yearly_amount" in amendment.touched:
        st.warning(warning, icon=":material/euro:")
    papers = st.container(horizontal=True, key=f"noprint_papers_{amendment.number}")
    amendment_documents.amendment_buttons(visitor, record, amendment, papers)
    author = f" par {markup.plain(amendment.author)}" if amendment.author else ""
    if amendment.state is AmendmentState.SIGNED:
        signed, effective = french.day(amendment.signed_on), french.day(amendment.effective_on)
        prepared = f" Préparé{author}." if author else ""
        st.caption(f"Signé le {signed}, avec effet au {effective}.{prepared}")
        return
    st.caption(f"Préparé le {french.day(amendment.drafted_on)}{author}.")
    if visitor.may(Permission.EDIT_AGREEMENTS):
        _acts(record, amendment)
        if record.state is AgreementState.SIGNED:
            amendment_parties.editor(record, amendment)


def changes(visitor: Visitor, amendment: Amendment, services: Mapping[str, str]) -> list[list[str]]:
    """Return what an amendment changes: title, before, after; no text that may name somebody."""
    before = terms_in_words(amendment.before, services)
    after = terms_in_words(amendment.after, services)
    if not visitor.may(Permission.SEE_PEOPLE):
        before["commitments"] = after["commitments"] = "réservés à l’équipe"
    return [
        [label, before[name], after[name]]
        for name, label in BLOCK_LABELS.items()
        if name in amendment.touched
    ]


def _acts(record: AgreementRecord, amendment: Amendment) -> None:
    """Draw what may be done with an amendment in preparation."""
    row = st.container(horizontal=True, key=f"noprint_amendment_{amendment.number}")
    acts = [("delete_amendment", "Supprimer", "delete")]
    if record.state is AgreementState.SIGNED:
        sign = [("sign_amendment", "Enregistrer sa signature", "task_alt")]
        acts = [
            *(sign if amendment.touched else []),
            ("change_amendment", "Modifier", "edit"),
            *acts,
        ]
    for code, label, icon in acts:
        row.button(
            label,
            icon=f":material/{icon}:",
            key=code,
            on_click=partial(
                dialogs.ask, PAGE, code, agreement_id=record.id, amendment_id=amendment.id
            ),
        )


def _terms_of_a_day(
    visitor: Visitor,
    record: AgreementRecord,
    found: tuple[Amendment, ...],
    services: Mapping[str, str],
) -> None:
    """Let one read the terms that stood on a day of one's choice."""
    signed = tuple(each for each in found if each.state is AmendmentState.SIGNED)
    if (not signed and not record.renewals) or record.starts_on is None:
        return
    with st.expander("Ce que dit la convention à une date", type="compact"):
        on = st.date_input(
            "Version en vigueur au", session.today(), format="DD/MM/YYYY", key="terms_on"
        )
        terms = queries.terms_of_day(record, signed, on or session.today())
        said = terms_in_words(terms, services)
        if not visitor.may(Permission.SEE_PEOPLE):
            said["commitments"] = "réservés à l’équipe"
        markup.facts({label: said[name] for name, label in BLOCK_LABELS.items()})


def amendment_dialog(visitor: Visitor, agreement_id: int, amendment_id: int | None = None) -> None:
    """Prepare an amendment, or change the one in preparation."""

    @st.dialog(
        "Préparer un avenant" if amendment_id is None else "Modifier l’avenant",
        position="right",
        icon=":material/difference:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
            found = {each.id: each for each in queries.amendments(db, visitor, record)}
            services = service_names(db, record)
        stored = found.get(amendment_id or 0)
        waiting = next((e for e in found.values() if e.state is AmendmentState.DRAFT), None)
        if stored is None and waiting is not None:
            st.info(
                f"L’avenant n°\u00a0{waiting.number} est déjà en préparation\u00a0: signez-le, "
                "modifiez-le ou supprimez-le d’abord.",
                icon=":material/info:",
            )
            return
        st.caption(
            "Changez seulement ce que l’avenant modifie\u00a0; le reste demeure. Les parties se "
            "changent ensuite, sur sa fiche."
        )
        form = forms.begin(f"amendment_{agreement_id}_{amendment_id or ''}", AmendmentDraft)
        terms = stored.after if stored else queries.present_terms(record)
        version = versions.opened(form, stored.version if stored else record.version)
        typed = _fields(form, terms, services, stored.reason if stored else None)
        if forms.submit(form, "Enregistrer l’avenant", width="stretch"):
            _save(visitor, form, agreement_id, stored, typed, version=version)

    ask()


def _fields(
    form: Form, terms: Terms, services: Mapping[str, str], reason: str | None
) -> dict[str, object]:
    return {
        "reason": forms.paragraph(form, "reason", value=reason),
        "ends_on": forms.day(form, "ends_on", value=terms.ends_on),
        "jobs_committed": forms.amount(
            form, "jobs_committed", value=terms.jobs_committed, unit="ETP"
        ),
        "services": tuple(
            forms.several(form, "services", dict(services), value=list(terms.services))
        ),
        "yearly_amount": forms.amount(form, "yearly_amount", value=terms.yearly_amount, unit="€"),
        "commitments": forms.paragraph(
            form,
            "commitments",
            value=terms.commitments,
            placeholder="Ce que chaque partie s’engage à faire, si cela change",
        ),
    }


def _save(
    visitor: Visitor,
    form: Form,
    agreement_id: int,
    stored: Amendment | None,
    typed: dict[str, object],
    *,
    version: int,
) -> None:
    if stored is not None and "parties" in stored.touched:
        typed["parties"] = stored.after.parties
    draft = forms.draft(form, AmendmentDraft, typed)
    if stored is None:
        dialogs.save(
            visitor,
            form,
            draft,
            lambda db, whole: actions.draft_amendment(
                db, visitor, agreement_id, whole, today=session.today(), token=form.token
            ),
            said="Avenant préparé.",
        )
        return
    carry_out(
        visitor,
        form,
        draft,
        lambda db, whole: actions.change_amendment(
            db, visitor, stored.id, whole, version=version, token=form.token
        ),
        said="Avenant modifié.",
        current=stored.version,
    )


def sign_dialog(visitor: Visitor, agreement_id: int, amendment_id: int) -> None:
    """Ask when an amendment was signed, and from when it holds."""

    @st.dialog(
        "Enregistrer la signature de l’avenant",
        icon=":material/task_alt:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        stored = _read(visitor, agreement_id, amendment_id)
        if stored is None:
            st.info("Cet avenant n’existe pas, ou plus.", icon=":material/info:")
            return
        st.markdown("La convention prend ses nouveaux termes\u202f; les anciens restent lisibles.")
        form = forms.begin(f"sign_amendment_{amendment_id}", AmendmentSigningDraft)
        version = versions.opened(form, stored.version)
        hint = "jj/mm/aaaa, sinon celui de la signature, ou du début"
        typed = {
            "signed_on": forms.day(form, "signed_on", value=session.today()),
            "effective_on": forms.day(form, "effective_on", placeholder=hint),
        }
        if forms.submit(form, "Enregistrer la signature", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, AmendmentSigningDraft, typed),
                lambda db, draft: actions.sign_amendment(
                    db,
                    visitor,
                    amendment_id,
                    draft,
                    version=version,
                    today=session.today(),
                    token=form.token,
                ),
                said="Avenant signé.",
                current=stored.version,
            )

    ask()


def delete_dialog(visitor: Visitor, agreement_id: int, amendment_id: int) -> None:
    """Ask before an amendment in preparation is deleted."""

    @st.dialog("Supprimer l’avenant\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        stored = _read(visitor, agreement_id, amendment_id)
        if stored is None:
            st.info("Cet avenant n’existe pas, ou plus.", icon=":material/info:")
            return
        st.markdown("Son texte est perdu\u202f; la convention ne change pas.")
        row: DeltaGenerator = st.container(horizontal=True, horizontal_alignment="right")
        row.button("Garder l’avenant", key="keep_amendment", on_click=dialogs.close)
        if row.button("Supprimer", type="primary", key="confirm_deletion"):
            session.act(
                visitor,
                "Avenant supprimé.",
                lambda db: actions.delete_amendment(db, visitor, amendment_id),
            )
            dialogs.close_and_rerun()

    ask()


def _read(visitor: Visitor, agreement_id: int, amendment_id: int) -> Amendment | None:
    with session.reading() as db:
        record = agreement_record(db, visitor, agreement_id)
        found = queries.amendments(db, visitor, record)
    return next((each for each in found if each.id == amendment_id), None)
