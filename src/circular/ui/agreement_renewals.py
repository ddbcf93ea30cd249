"""Renewing an agreement on screen: the drawer, the lines of its history, a mistake taken back."""

from functools import partial

import streamlit as st

from circular.actions import agreement_renewals as actions
from circular.domain import french
from circular.domain.agreement_renewals import RenewalDraft, effective_from, renewal_obstacle
from circular.domain.agreements import AgreementState
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import AgreementRecord, Renewal, agreement_record
from circular.ui import amendment_documents, dialogs, forms, markup, session, versions
from circular.ui.agreement_moves import PAGE
from circular.ui.agreements import carry_out
from circular.ui.forms import Form


def renew_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask when a renewal was decided and until when; say why where none is possible."""

    @st.dialog(
        "Renouveler la convention",
        position="right",
        icon=":material/autorenew:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
        already = len(record.renewals)
        obstacle = renewal_obstacle(record.type, ends_on=record.ends_on, already=already)
        if obstacle is not None or record.ends_on is None:
            st.info(obstacle, icon=":material/info:")
            return
        st.markdown(_what_it_does(record))
        form = forms.begin(f"renew_agreement_{agreement_id}", RenewalDraft)
        version = versions.opened(form, record.version)
        typed = _fields(form, record)
        if forms.submit(form, "Renouveler", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, RenewalDraft, typed),
                lambda db, draft: actions.renew_agreement(
                    db,
                    visitor,
                    agreement_id,
                    draft,
                    version=version,
                    today=session.today(),
                    token=form.token,
                ),
                said="Convention renouvelée.",
                current=record.version,
            )

    ask()


def _fields(form: Form, record: AgreementRecord) -> dict[str, object]:
    months = record.type.duration_months
    usual = f"jj/mm/aaaa, sinon {months} mois de plus" if months else "jj/mm/aaaa"
    return {
        "decided_on": forms.day(form, "decided_on", value=session.today()),
        "ends_on": forms.day(form, "ends_on", placeholder=usual),
        "note": forms.paragraph(form, "note"),
    }


def _what_it_does(record: AgreementRecord) -> str:
    """Say from when the new period runs, how many remain, and whether the notice is over."""
    end = record.ends_on
    if end is None:
        return ""
    left = record.type.renewals - len(record.renewals)
    remain = french.plural(left, "renouvellement possible", "renouvellements possibles")
    words = (
        f"La nouvelle période commence le **{french.day(effective_from(end))}**, au lendemain de "
        f"la fin actuelle. {remain} pour ce type."
    )
    notice = record.type.notice_before(end)
    if notice is not None and notice < session.today() <= end:
        words += f" Le préavis courait jusqu’au {french.day(notice)}\u00a0: vérifiez l’accord."
    return words


def withdraw_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Ask before the last renewal is taken back."""
    heading = "Retirer le dernier renouvellement\u202f?"

    @st.dialog(heading, icon=":material/undo:", on_dismiss=dialogs.close)
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
        if not record.renewals:
            st.info("Il n’y a plus de renouvellement à retirer.", icon=":material/info:")
            return
        end = french.day(record.renewals[-1].previous_end)
        st.markdown(f"La convention prendra de nouveau fin le **{end}**. Le journal garde tout.")
        row = st.container(horizontal=True, horizontal_alignment="right")
        row.button("Garder le renouvellement", key="keep_renewal", on_click=dialogs.close)
        if row.button("Retirer", type="primary", key="confirm_withdrawal"):
            _withdraw(visitor, record)
            dialogs.close_and_rerun()

    ask()


def _withdraw(visitor: Visitor, record: AgreementRecord) -> None:
    session.act(
        visitor,
        "Renouvellement retiré.",
        lambda db: actions.withdraw_renewal(db, visitor, record.id, version=record.version),
    )


def line(visitor: Visitor, record: AgreementRecord, renewal: Renewal) -> None:
    """Draw one renewal in the life of its agreement, and the way to take back the last one."""
    row = st.container(horizontal=True, wrap=False, key=f"row_renewal_{renewal.sequence}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(renewal.effective_on)}**")
    right = row.container(gap="xxsmall")
    right.markdown(
        ":green-badge[:material/autorenew: Renouvelée] "
        f"jusqu’au **{french.day(renewal.ends_on)}**, décidé le {french.day(renewal.decided_on)}"
    )
    if renewal.note:
        markup.prose(renewal.note, right)
    author = f" par {markup.plain(renewal.author)}" if renewal.author else ""
    right.caption(f"Noté le {french.day(renewal.entered_at.date())}{author}")
    papers = right.container(horizontal=True, key=f"noprint_renewal_{renewal.sequence}")
    amendment_documents.renewal_buttons(visitor, record, renewal, papers)
    is_last = renewal is record.renewals[-1] and renewal.ends_on == record.ends_on
    may = visitor.may(Permission.EDIT_AGREEMENTS) and record.state is AgreementState.SIGNED
    if is_last and may:
        right.button(
            "Retirer ce renouvellement",
            icon=":material/undo:",
            type="tertiary",
            key="withdraw_renewal",
            on_click=partial(dialogs.ask, PAGE, "withdraw_renewal", agreement_id=record.id),
        )
