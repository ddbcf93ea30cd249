"""Clauses and annexes of an agreement on screen: shown to all, written by the staff."""

from functools import partial

import streamlit as st

from circular.actions import agreement_pieces as actions
from circular.actions import agreement_types
from circular.domain.agreement_pieces import PiecesDraft
from circular.domain.agreement_types import Clause, written_clauses
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.queries.agreement_types import newest_type
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.agreement_moves import PAGE
from circular.ui.agreements import carry_out
from circular.ui.forms import Form


def section(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the clauses and the annexes, when there are some or when the type demands some."""
    may_edit = visitor.may(Permission.EDIT_AGREEMENTS) and record.state.is_unsigned
    pieces = record.pieces
    if not (may_edit or pieces.clauses or pieces.annexes):
        return
    st.header("Clauses et annexes")
    if not (pieces.clauses or pieces.annexes):
        st.caption("Aucune clause ni annexe ne complète les articles pour l’instant.")
    for clause in pieces.clauses:
        st.markdown(f":material/gavel: **{markup.plain(clause.title)}**")
        if clause.text:
            markup.prose(clause.text)
    for annex in pieces.annexes:
        st.markdown(f":material/attach_file: Annexe\u00a0: {markup.plain(annex)}")
    if may_edit:
        st.button(
            "Écrire les clauses et les annexes",
            icon=":material/edit:",
            key="edit_pieces",
            on_click=partial(dialogs.ask, PAGE, "pieces"),
        )


def pieces_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Write the clauses that the type demands, then others; say which annexes are joined."""

    @st.dialog(
        "Clauses et annexes", position="right", icon=":material/gavel:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
        form = forms.begin(f"agreement_pieces_{agreement_id}", PiecesDraft)
        version = versions.opened(form, record.version)
        typed = _fields(form, record)
        if forms.submit(form, "Enregistrer les clauses et annexes", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, PiecesDraft, typed),
                lambda db, draft: actions.set_pieces(
                    db, visitor, agreement_id, draft, version=version, token=form.token
                ),
                said="Clauses et annexes enregistrées.",
                current=record.version,
            )

    ask()


def _fields(form: Form, record: AgreementRecord) -> dict[str, object]:
    standing = {each.title: each.text for each in record.pieces.clauses}
    asked = [each.title for each in record.type.clauses]
    clauses = []
    for at, clause in enumerate(record.type.clauses):
        text = st.text_area(
            clause.title,
            value=standing.get(clause.title, clause.text),
            max_chars=4_000,
            key=form.widget(f"clause_{at}"),
            persist_state="page",
        )
        clauses.append(Clause(title=clause.title, text=text.strip()))
    others = tuple(each for each in record.pieces.clauses if each.title not in asked)
    typed: dict[str, object] = {"clauses": tuple(clauses)}
    typed["other_clauses"] = forms.paragraph(
        form,
        "other_clauses",
        value=written_clauses(others),
        placeholder="Une par ligne\u00a0: Titre\u00a0: texte",
    )
    annexes = {each: each for each in record.type.annexes}
    if annexes:
        kept = [each for each in record.pieces.annexes if each in annexes]
        typed["annexes"] = tuple(forms.several(form, "annexes", annexes, value=kept))
    typed["other_annexes"] = forms.paragraph(
        form,
        "other_annexes",
        value="\n".join(each for each in record.pieces.annexes if each not in annexes),
        placeholder="Une par ligne",
    )
    return {name: value for name, value in typed.items() if value is not None}


def rules(visitor: Visitor, record: AgreementRecord) -> None:
    """Warn of the yearly threshold, and offer the newest rules to an agreement not yet signed."""
    warning = record.type.threshold_warning(record.yearly_amount)
    if warning:
        st.warning(warning, icon=":material/euro:")
    if not (record.state.is_unsigned and visitor.may(Permission.EDIT_AGREEMENTS)):
        return
    with session.reading() as db:
        newest = newest_type(db, record.type.key)
    if newest is None or newest.version == record.type.version:
        return
    row = st.container(horizontal=True, vertical_alignment="center", key="noprint_rules")
    row.caption(
        f"Préparée sous la version {record.type.version} des règles de son type\u202f; la version "
        f"{newest.version} est en vigueur.",
        width="content",
    )
    row.button(
        f"Prendre la version {newest.version}",
        icon=":material/rule_settings:",
        type="tertiary",
        key="take_newest_rules",
        on_click=partial(_take, visitor, record),
    )


def _take(visitor: Visitor, record: AgreementRecord) -> None:
    session.act(
        visitor,
        "Convention passée aux règles les plus récentes.",
        lambda db: agreement_types.take_newest_rules(
            db, visitor, record.id, version=record.version
        ),
    )
