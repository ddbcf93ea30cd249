"""The ledger of the bouquet on screen: the record's tab and its three small dialogs."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from pydantic import BaseModel
from streamlit.delta_generator import DeltaGenerator

from circular.actions import services as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.services import ServiceDraft, ServiceGivenDraft, ServiceLineDraft
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries import services as queries
from circular.queries.services import ServiceLine
from circular.ui import components, dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_PAGE = "project"
_GONE = "Cette ligne n’existe plus."


def request_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask which service of the bouquet the holder asks for."""

    @st.dialog(
        "Noter une demande", position="right", icon=":material/add_task:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        form = forms.begin(f"request_service_{project_id}", ServiceDraft)
        typed = _request_fields(form, None)
        if not forms.submit(form, "Noter la demande", width="stretch"):
            return
        draft = forms.draft(form, ServiceDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.request_service(
                door.db, visitor, project_id, draft, today=session.today(), token=form.token
            )
            door.done("Demande notée.")
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def give_dialog(visitor: Visitor, service_id: int) -> None:
    """Ask when a service was given, by whom and to what effect."""

    @st.dialog(
        "Noter une prestation rendue",
        position="right",
        icon=":material/task_alt:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        line = _read(service_id)
        if line is None:
            return
        markup.prose(f"{line.type_label}, demandée le {french.day(line.requested_on)}")
        form = forms.begin(f"give_service_{service_id}", ServiceGivenDraft)
        version = versions.opened(form, line.version)
        typed = {
            "given_on": forms.day(form, "given_on", value=session.today()),
            "given_by": forms.line(form, "given_by", value=visitor.name),
            "effect": forms.paragraph(form, "effect"),
        }
        if forms.submit(form, "Noter la prestation", width="stretch"):
            draft = forms.draft(form, ServiceGivenDraft, typed)
            write = partial(actions.give_service, version=version)
            _save(visitor, line, form, draft, write=write, said="Prestation notée.")

    ask()


def amend_dialog(visitor: Visitor, service_id: int) -> None:
    """Open a line of the ledger to correct it."""

    @st.dialog(
        "Corriger une prestation",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        line = _read(service_id)
        if line is None:
            return
        form = forms.begin(f"amend_service_{service_id}", ServiceLineDraft)
        version = versions.opened(form, line.version)
        typed = _request_fields(form, line) | {
            "given_on": forms.day(form, "given_on", value=line.given_on),
            "given_by": forms.line(form, "given_by", value=line.given_by),
            "effect": forms.paragraph(form, "effect", value=line.effect),
        }
        if forms.submit(form, "Enregistrer la correction", width="stretch"):
            draft = forms.draft(form, ServiceLineDraft, typed)
            write = partial(actions.amend_service, version=version)
            _save(visitor, line, form, draft, write=write, said="Prestation corrigée.")

    ask()


def _save(
    visitor: Visitor,
    line: ServiceLine,
    form: Form,
    draft: BaseModel | None,
    *,
    write: Callable[..., int],
    said: str,
) -> None:
    """Write a line of the ledger from an open dialog, unless something has to be mended."""
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        write(door.db, visitor, line.id, draft, today=session.today(), token=form.token)
        door.done(said)
    versions.settle(form, door, line.version)
    if door.went_through:
        dialogs.close_and_rerun()


def _read(service_id: int) -> ServiceLine | None:
    with session.reading() as db:
        line = queries.service(db, service_id)
    if line is None:
        st.info(_GONE, icon=":material/info:")
    return line


def _request_fields(form: Form, stored: ServiceLine | None) -> dict[str, object]:
    with session.reading() as db:
        types = {entry.key: entry.label for entry in reference.entries(db, "service_types")}
    if stored is not None:
        types.setdefault(stored.service_type, stored.type_label)
    day = stored.requested_on if stored else session.today()
    note = stored.request_note if stored else None
    return {
        "service_type": forms.choice(
            form, "service_type", types, value=stored.service_type if stored else None
        ),
        "requested_on": forms.day(form, "requested_on", value=day),
        "request_note": forms.paragraph(form, "request_note", value=note),
    }


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the ledger of a project: what waits first, then what was given."""
    with session.reading() as db:
        lines = queries.services_of(db, project_id)
    may_edit = visitor.may(Permission.EDIT_PIPELINE)
    place = st.container()
    if not lines:
        place = components.empty(
            "handshake",
            "Aucune prestation demandée",
            "Notez ici ce que le porteur demande\u00a0: matière, local, recrutement, "
            "mise en relation.",
        )
    if may_edit:
        place.button(
            "Noter une demande",
            icon=":material/add_task:",
            key="request_service",
            on_click=partial(dialogs.ask, _PAGE, "request_service"),
        )
    if lines:
        _summary(lines)
    for line in lines:
        _row(visitor, line, may_edit=may_edit)


def _summary(lines: tuple[ServiceLine, ...]) -> None:
    given = sum(line.given_on is not None for line in lines)
    asked = french.plural(len(lines), "prestation demandée", "prestations demandées")
    st.caption(f"{asked}, dont {french.plural(given, 'rendue', 'rendues')}.")


def _row(visitor: Visitor, line: ServiceLine, *, may_edit: bool) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_service_{line.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(line.given_on or line.requested_on)}**")
    left.caption(
        ":material/task_alt: Rendue" if line.given_on else ":material/hourglass_empty: En attente"
    )
    right = row.container(gap="xxsmall")
    right.markdown(f"**{markup.plain(line.type_label)}**")
    if line.request_note:
        markup.prose(line.request_note, right)
    if line.effect:
        markup.prose(f"Effet\u00a0: {line.effect}", right)
    right.caption(_caption(line))
    if may_edit:
        _acts(visitor, line, right)


def _acts(visitor: Visitor, line: ServiceLine, place: DeltaGenerator) -> None:
    acts = place.container(horizontal=True, vertical_alignment="center")
    if line.given_on is None:
        acts.button(
            "Noter qu’elle est rendue",
            icon=":material/check:",
            key=f"give_service_{line.id}",
            on_click=partial(dialogs.ask, _PAGE, "give_service", service_id=line.id),
        )
    acts.button(
        "Corriger",
        type="tertiary",
        key=f"amend_service_{line.id}",
        on_click=partial(dialogs.ask, _PAGE, "amend_service", service_id=line.id),
    )
    if line.given_on is None:
        acts.button(
            "Annuler la demande",
            type="tertiary",
            key=f"cancel_service_{line.id}",
            on_click=partial(_cancel, visitor, line.id),
        )


def _cancel(visitor: Visitor, service_id: int) -> None:
    session.act(
        visitor,
        "Demande annulée\u202f; l’historique la garde.",
        lambda db: actions.cancel_request(db, visitor, service_id),
    )


def _caption(line: ServiceLine) -> str:
    if line.given_on is None:
        return f"Demandée le {french.day(line.requested_on)}"
    days = french.plural(line.days_to_give, "jour", "jours")
    after = "le jour de" if line.days_to_give == 0 else f"{days} après"
    giver = markup.plain(line.given_by or french.UNKNOWN)
    return f"Rendue par {giver}, {after} la demande du {french.day(line.requested_on)}"
