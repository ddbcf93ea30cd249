"""Agreements on screen: badge, the drawer where one is prepared, the tab of a project's record."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import agreements as actions
from circular.domain import french
from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import AgreementDraft, AgreementState
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import agreements as queries
from circular.queries.agreement_records import AgreementRecord, agreement_record
from circular.queries.agreement_types import offered_types
from circular.queries.agreements import AgreementRow
from circular.ui import components, dialogs, forms, markup, navigation, session, versions
from circular.ui.forms import Form

PREPARE = "Préparer une convention"


def badge(state: AgreementState) -> str:
    """Return the badge of a state, for Markdown."""
    return f":{state.colour}-badge[:material/{state.icon}: {state.label}]"


def prepare_button(place: DeltaGenerator, page: str, *, is_primary: bool) -> None:
    """Draw the button that opens the drawer of a new agreement on this page."""
    place.button(
        PREPARE,
        type="primary" if is_primary else "secondary",
        icon=":material/add:",
        key="prepare_agreement",
        on_click=partial(dialogs.ask, page, "prepare_agreement"),
    )


def prepare_dialog(visitor: Visitor, project_id: int | None = None) -> None:
    """Ask what is needed to prepare an agreement, for a project already known or one to choose."""

    @st.dialog(PREPARE, position="right", icon=":material/signature:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"prepare_agreement_{project_id or ''}", AgreementDraft)
        with session.reading() as db:
            projects = queries.projects_to_choose(db)
            types = offered_types(db)
        chosen = project_id
        if project_id is None:
            chosen = forms.choice(form, "project_id", projects, placeholder="Cherchez un projet")
        typed = {"project_id": chosen, **_fields(form, types, None)}
        if forms.submit(form, "Préparer la convention", width="stretch"):
            _prepare(visitor, form, forms.draft(form, AgreementDraft, typed))

    ask()


def _prepare(visitor: Visitor, form: Form, draft: AgreementDraft | None) -> None:
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        made = actions.draft_agreement(
            door.db, visitor, draft, today=session.today(), token=form.token
        )
        door.done("Convention préparée.")
    if door.went_through:
        dialogs.close()
        if door.refusal is None:
            open_record(made)
        st.rerun()


def open_record(agreement_id: int) -> None:
    """Go to the record of an agreement."""
    st.switch_page(navigation.path_of("agreement.py"), query_params={"id": str(agreement_id)})


def change_dialog(visitor: Visitor, agreement_id: int) -> None:
    """Open the text of an agreement that nobody has signed yet."""

    @st.dialog(
        "Modifier la convention",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            record = agreement_record(db, visitor, agreement_id)
            types = offered_types(db)
        form = forms.begin(f"change_agreement_{agreement_id}", AgreementDraft)
        version = versions.opened(form, record.version)
        typed = {"project_id": record.project_id, **_fields(form, types, record)}
        if forms.submit(form, "Enregistrer les modifications", width="stretch"):
            carry_out(
                visitor,
                form,
                forms.draft(form, AgreementDraft, typed),
                lambda db, draft: actions.change_unsigned_agreement(
                    db, visitor, agreement_id, draft, version=version, token=form.token
                ),
                said="Convention modifiée.",
                current=record.version,
            )

    ask()


def carry_out(
    visitor: Visitor,
    form: Form,
    draft: object | None,
    act: Callable[..., object],
    *,
    said: str,
    current: int,
) -> None:
    """Write what an open dialog asks: close it when it went through, else show what differs.

    `draft` is None when what was typed has to be mended; `current` is the stored version, taken
    when one saves once more after having seen what somebody else changed.
    """
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        act(door.db, draft)
        door.done(said)
    versions.settle(form, door, current)
    if door.went_through:
        dialogs.close_and_rerun()


def _fields(
    form: Form, types: tuple[AgreementType, ...], stored: AgreementRecord | None
) -> dict[str, object]:
    """Draw the fields of a draft and return what is typed."""
    labels = {each.key: each.label for each in types}
    if stored is not None:
        labels.setdefault(stored.type.key, stored.type.label)
    kind = forms.choice(form, "type_key", labels, value=stored.type.key if stored else None)
    typed: dict[str, object] = {"type_key": kind}
    typed["purpose"] = forms.paragraph(form, "purpose", value=stored.purpose if stored else None)
    for name in ("signing_planned_on", "starts_on", "ends_on"):
        value = getattr(stored, name) if stored else None
        typed[name] = forms.day(form, name, value=value, **_advice(name, kind, types))
    typed["jobs_committed"] = forms.amount(
        form, "jobs_committed", value=stored.jobs_committed if stored else None, unit="ETP"
    )
    typed["yearly_amount"] = forms.amount(
        form, "yearly_amount", value=stored.yearly_amount if stored else None, unit="€"
    )
    typed["note"] = forms.paragraph(
        form,
        "note",
        value=stored.note if stored else None,
        help="Lue par l’équipe seulement\u00a0: elle ne part dans aucun export.",
    )
    return typed


def _advice(name: str, kind: str | None, types: tuple[AgreementType, ...]) -> dict[str, str]:
    """Say what an end left blank becomes under the chosen type."""
    months = next((each.duration_months for each in types if each.key == kind), None)
    if name != "ends_on" or months is None:
        return {}
    return {"placeholder": f"jj/mm/aaaa, sinon {months} mois après le début"}


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the agreements of a project, and the way to prepare one."""
    with session.reading() as db:
        rows = queries.for_project(db, visitor, project_id)
    place = st.container()
    if not rows:
        place = components.empty(
            "signature",
            "Aucune convention",
            "Une convention signée et en vigueur est demandée pour passer à l’accompagnement.",
        )
    if visitor.may(Permission.EDIT_AGREEMENTS):
        prepare_button(place, "project", is_primary=False)
    for row in rows:
        _row(row)
    dialogs.open_asked(
        "project", {"prepare_agreement": partial(prepare_dialog, visitor, project_id)}
    )


def _row(row: AgreementRow) -> None:
    """Draw one agreement of a project: day, link to its record, state, type and jobs."""
    line = st.container(horizontal=True, wrap=False, key=f"row_agreement_{row.id}")
    left = line.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(row.signing)}**")
    left.caption("signature" if row.signed else "signature prévue")
    right = line.container(gap="xxsmall")
    right.page_link(
        navigation.path_of("agreement.py"),
        label=name_of(row.number),
        query_params={"id": str(row.id)},
    )
    archived = " :gray-badge[:material/inventory_2: Archivée]" if row.is_archived else ""
    right.markdown(f"{badge(row.state)}{archived}")
    right.caption(markup.plain(" · ".join(_facts(row))))


def _facts(row: AgreementRow) -> list[str]:
    facts = [row.type]
    if row.deadline:
        facts.append(f"échéance le {french.day(row.deadline)}")
    if row.jobs is not None:
        facts.append(french.full_time_equivalents(row.jobs))
    return facts


def name_of(number: str | None) -> str:
    """Name an agreement by its number, « Convention n° 2026-003 »."""
    return f"Convention n°\u00a0{number}" if number else "Convention sans numéro"
