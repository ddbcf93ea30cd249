"""The parties of an agreement and the services it promises: shown to all, edited by the staff."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.actions import agreements as actions
from circular.domain import french
from circular.domain.agreements import PartyDraft, PartyKind, PromisedServiceDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import agreement_records as queries
from circular.queries import reference
from circular.queries.agreement_records import AgreementRecord, Party
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.agreement_moves import PAGE
from circular.ui.agreements import carry_out
from circular.ui.forms import Form


def parties(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the parties: who they are, who signs, in which function, empowered when."""
    st.header("Parties")
    with_people = visitor.may(Permission.SEE_PEOPLE)
    if not record.parties:
        st.caption("Aucune partie n’est encore inscrite.")
    else:
        _table(record.parties, with_people=with_people)
    if not _may_edit(visitor, record):
        return
    with st.container(horizontal=True, key="noprint_parties"):
        for position, party in enumerate(record.parties):
            st.button(
                markup.plain(party.name or party.kind.label),
                icon=":material/edit:",
                key=f"edit_party_{position}",
                on_click=partial(dialogs.ask, PAGE, "party", position=position),
                help="Modifier ou retirer cette partie",
            )
        st.button(
            "Ajouter une partie",
            icon=":material/add:",
            key="add_party",
            on_click=partial(dialogs.ask, PAGE, "party", position=len(record.parties)),
        )


def _may_edit(visitor: Visitor, record: AgreementRecord) -> bool:
    return visitor.may(Permission.EDIT_AGREEMENTS) and record.state.is_unsigned


def _table(lines: Sequence[Party], *, with_people: bool) -> None:
    people = ["Signataire", "Fonction"] if with_people else []
    columns = [
        markup.TableColumn("Partie"),
        *(markup.TableColumn(title, optional=title == "Fonction") for title in people),
        markup.TableColumn("Délibération", optional=True),
    ]
    markup.table(
        columns,
        [
            [
                party.name or party.kind.label,
                *(
                    [
                        party.signatory or french.UNKNOWN,
                        party.signatory_function or french.UNKNOWN,
                    ]
                    if with_people
                    else []
                ),
                french.day(party.deliberation_on),
            ]
            for party in lines
        ],
        caption="Parties de la convention",
    )


def party_dialog(visitor: Visitor, agreement_id: int, position: int) -> None:
    """Add a party, change it, or take it out."""

    @st.dialog("Une partie", position="right", icon=":material/group:", on_dismiss=dialogs.close)
    def ask() -> None:
        with session.reading() as db:
            record = queries.agreement_record(db, visitor, agreement_id)
            choices = queries.party_choices(db, visitor, record.project_id)
        stored = record.parties[position] if position < len(record.parties) else None
        form = forms.begin(f"party_{agreement_id}_{position}", PartyDraft)
        version = versions.opened(form, record.version)
        typed = party_fields(form, stored, choices)
        if forms.submit(form, "Enregistrer la partie", width="stretch"):
            draft = forms.draft(form, PartyDraft, typed)
            others = [party.as_draft() for party in record.parties]
            whole = None if draft is None else [*others[:position], draft, *others[position + 1 :]]
            _save_parties(visitor, record, form, whole, version=version)
        if stored is not None and st.button(
            "Retirer cette partie",
            icon=":material/delete:",
            key=form.widget("remove"),
            width="stretch",
        ):
            others = [party.as_draft() for party in record.parties]
            kept = others[:position] + others[position + 1 :]
            _save_parties(visitor, record, form, kept, version=version)

    ask()


def party_fields(
    form: Form, stored: Party | PartyDraft | None, choices: queries.PartyChoices
) -> dict[str, object]:
    """Draw the fields of a party and return what is typed."""
    kinds = {kind: kind.label for kind in PartyKind}
    kind = forms.pills(form, "kind", kinds, value=stored.kind if stored else None)
    typed: dict[str, object] = {"kind": kind}
    known = ""
    if kind is PartyKind.HOLDER:
        value = stored.holder_id if stored else None
        typed["holder_id"] = forms.choice(form, "holder_id", choices.holders, value=value)
        known = choices.holders.get(typed["holder_id"] or 0, "")  # type: ignore[call-overload]
    elif kind is PartyKind.ORGANISATION:
        value = stored.organisation_id if stored else None
        options = choices.organisations
        typed["organisation_id"] = forms.choice(form, "organisation_id", options, value=value)
        known = options.get(typed["organisation_id"] or 0, "")  # type: ignore[call-overload]
    named = forms.line(form, "name", value=stored.name if stored else None, placeholder=known)
    typed["name"] = named or known
    for name in ("signatory", "signatory_function"):
        typed[name] = forms.line(form, name, value=getattr(stored, name) if stored else None)
    day = stored.deliberation_on if stored else None
    typed["deliberation_on"] = forms.day(form, "deliberation_on", value=day)
    return typed


def _save_parties(
    visitor: Visitor,
    record: AgreementRecord,
    form: Form,
    whole: list[PartyDraft] | None,
    *,
    version: int,
) -> None:
    carry_out(
        visitor,
        form,
        whole,
        lambda db, drafts: actions.set_parties(
            db, visitor, record.id, drafts, version=version, token=form.token
        ),
        said="Parties enregistrées.",
        current=record.version,
    )


def services(visitor: Visitor, record: AgreementRecord) -> None:
    """Draw the services of the bouquet that the agreement promises."""
    st.header("Prestations promises")
    if not record.services:
        st.caption("Aucune prestation n’est promise pour l’instant.")
    for service in record.services:
        note = f"\u00a0: {markup.plain(service.note)}" if service.note else ""
        st.markdown(f":material/handshake: **{markup.plain(service.label)}**{note}")
    if _may_edit(visitor, record):
        st.button(
            "Choisir les prestations",
            icon=":material/edit:",
            key="edit_services",
            on_click=partial(dialogs.ask, PAGE, "services"),
        )


def services_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Choose the services promised, each with its detail."""

    @st.dialog(
        "Prestations promises",
        position="right",
        icon=":material/handshake:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = queries.agreement_record(db, visitor, agreement_id)
            labels = {each.key: each.label for each in reference.entries(db, "service_types")}
        stored = {service.service_type: service for service in record.services}
        labels |= {key: service.label for key, service in stored.items()}
        form = forms.begin(f"agreement_services_{agreement_id}", PromisedServiceDraft)
        version = versions.opened(form, record.version)
        chosen = forms.several(form, "service_type", labels, value=list(stored))
        notes = {key: _note(form, labels[key], key, stored.get(key)) for key in chosen}
        if forms.submit(form, "Enregistrer les prestations", width="stretch"):
            carry_out(
                visitor,
                form,
                _drafts(form, notes),
                lambda db, drafts: actions.set_services(
                    db, visitor, agreement_id, drafts, version=version, token=form.token
                ),
                said="Prestations enregistrées.",
                current=record.version,
            )

    ask()


def _note(form: Form, label: str, key: str, stored: queries.PromisedService | None) -> str:
    return st.text_input(
        f"{label}, précision",
        value=(stored.note if stored else None) or "",
        key=form.widget(f"note_{key}"),
        persist_state="page",
    )


def _drafts(form: Form, notes: dict[str, str]) -> list[PromisedServiceDraft] | None:
    """Build one draft per service; what is refused is said at the end of the form."""
    found: list[PromisedServiceDraft] = []
    for key, note in notes.items():
        draft = forms.draft(form, PromisedServiceDraft, {"service_type": key, "note": note})
        if draft is None:
            return None
        found.append(draft)
    return found
