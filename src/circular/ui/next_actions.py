"""The next actions of a project: the card of its record, the fields and the two small dialogs."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from circular.actions import next_actions as actions
from circular.domain import french
from circular.domain.exchanges import days_since
from circular.domain.next_actions import ActionKind, NextActionDraft, PostponementDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import accounts, exchanges
from circular.queries import next_actions as queries
from circular.queries.next_actions import ActionLine
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

ICONS = {
    ActionKind.CALL: "call",
    ActionKind.VISIT: "location_on",
    ActionKind.EMAIL: "mail",
    ActionKind.MEETING: "groups",
    ActionKind.LETTER: "drafts",
    ActionKind.DOCUMENT: "description",
    ActionKind.DECISION: "gavel",
    ActionKind.OTHER: "task_alt",
}
_PAGE = "project"


def fields(form: Form, team: dict[int, str], *, visitor: Visitor) -> dict[str, object]:
    """Draw the fields of an action and return what is typed; it falls to the visitor at first."""
    return {
        "label": forms.line(form, "label", placeholder="Par exemple : visiter la plateforme"),
        "kind": forms.pills(form, "kind", {kind: kind.label for kind in ActionKind}),
        "due_on": forms.day(form, "due_on"),
        "owner_id": forms.choice(form, "owner_id", team, value=visitor.account_id),
    }


def plan_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask what is to be done next for a project."""

    @st.dialog("Prévoir une action", icon=":material/event:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"plan_action_{project_id}", NextActionDraft)
        with session.reading() as db:
            team = accounts.advisers(db)
        typed = fields(form, team, visitor=visitor)
        if not forms.submit(form, "Prévoir l’action", width="stretch"):
            return
        draft = forms.draft(form, NextActionDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.plan_action(
                door.db, visitor, project_id, draft, today=session.today(), token=form.token
            )
            door.done("Action prévue.")
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def postpone_dialog(visitor: Visitor, action_id: int) -> None:
    """Ask for the new due day of an action."""

    @st.dialog("Reporter l’action", icon=":material/event_repeat:", on_dismiss=dialogs.close)
    def ask() -> None:
        with session.reading() as db:
            action = queries.action(db, action_id)
        if action is None:
            st.info("Cette action n’existe plus.", icon=":material/info:")
            return
        markup.prose(f"{action.label}, prévue le {french.day(action.due_on)}")
        form = forms.begin(f"postpone_{action_id}", PostponementDraft)
        version = versions.opened(form, action.version)
        typed = {"due_on": forms.day(form, "due_on")}
        if forms.submit(form, "Reporter", width="stretch"):
            _postpone(visitor, action, form, typed, version=version)
        if st.button("Abandonner cette action", type="tertiary", key=f"drop_{action_id}"):
            _drop(visitor, action)

    ask()


def _postpone(
    visitor: Visitor, action: ActionLine, form: Form, typed: Mapping[str, object], *, version: int
) -> None:
    draft = forms.draft(form, PostponementDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.postpone(
            door.db,
            visitor,
            action.id,
            draft,
            version=version,
            today=session.today(),
            token=form.token,
        )
        door.done(f"Action reportée au {french.day(draft.due_on)}.")
    versions.settle(form, door, action.version)
    if door.went_through:
        dialogs.close_and_rerun()


def card(visitor: Visitor, project_id: int) -> None:
    """Draw the card « Prochaine action » of a project's record."""
    today = session.today()
    with session.reading() as db:
        todo = queries.open_actions_of(db, project_id)
        contact = exchanges.contact_of(db, project_id)
    may_edit = visitor.may(Permission.EDIT_PIPELINE)
    with st.container(border=True, key="card_next_action"):
        st.header("Prochaine action")
        if todo:
            _first(visitor, todo[0], today=today, may_edit=may_edit)
        else:
            st.markdown("Aucune action prévue.")
        for action in todo[1:]:
            _other(visitor, action, today=today, may_edit=may_edit)
        if may_edit:
            st.button(
                "Prévoir une autre action" if todo else "Prévoir une action",
                type="tertiary" if todo else "secondary",
                icon=":material/add:",
                key="plan_action",
                on_click=dialogs.ask,
                args=(_PAGE, "plan_action"),
            )
        st.caption(_contact_words(contact, today=today))


def _first(visitor: Visitor, action: ActionLine, *, today: date, may_edit: bool) -> None:
    st.markdown(f"**{markup.plain(action.label)}**")
    st.markdown(_when(action, today=today))
    if not may_edit:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "C’est fait",
            icon=":material/check:",
            key=f"done_{action.id}",
            on_click=partial(mark_done, visitor, action),
        )
        _put_off(action)


def _other(visitor: Visitor, action: ActionLine, *, today: date, may_edit: bool) -> None:
    with st.container(key=f"row_action_{action.id}", gap="xxsmall"):
        st.markdown(markup.plain(action.label))
        st.markdown(f":small[{_when(action, today=today)}]")
        if may_edit:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"foot_action_{action.id}"
            ):
                st.button(
                    "C’est fait",
                    type="tertiary",
                    icon=":material/check:",
                    key=f"done_{action.id}",
                    on_click=partial(mark_done, visitor, action),
                )
                _put_off(action)


def _put_off(action: ActionLine) -> None:
    st.button(
        "Reporter",
        type="tertiary",
        key=f"postpone_{action.id}",
        on_click=partial(dialogs.ask, _PAGE, "postpone", action_id=action.id),
    )


def mark_done(visitor: Visitor, action: ActionLine) -> None:
    """Mark an action as done, from a button."""
    today = session.today()
    session.act(
        visitor,
        f"C’est noté\u00a0: {french.quoted(action.label)} est fait.",
        lambda db: actions.mark_done(db, visitor, action.id, today=today),
    )


def _drop(visitor: Visitor, action: ActionLine) -> None:
    dropped = session.act(
        visitor,
        "Action abandonnée\u202f; l’historique la garde.",
        lambda db: actions.drop_action(db, visitor, action.id),
    )
    if dropped:
        dialogs.close_and_rerun()


def when(day: date, *, today: date) -> str:
    """Write a due day, « mardi 24/11/2026 », and how late it is when it is over."""
    written = f"{french.WEEKDAYS[day.weekday()]}\u00a0{french.day(day)}"
    late = (today - day).days
    return f"{written}, {french.since_days(late)}" if late > 0 else written


def _when(action: ActionLine, *, today: date) -> str:
    icon = f":material/{ICONS[action.kind]}:"
    owner = f", {markup.plain(action.owner_name)}" if action.owner_name else ""
    text = f"{when(action.due_on, today=today)}{owner}"
    if action.due_on < today:
        return f":orange[:material/schedule: {text}]"
    return f"{icon} {text}"


def _contact_words(contact: exchanges.Contact, *, today: date) -> str:
    if contact.last_on is None:
        return "Aucun échange noté."
    ago = french.since_days(days_since(contact.last_on, today=today))
    counted = french.plural(contact.total, "échange", "échanges")
    return f"Dernier échange {ago}\u00a0· {counted}"
