"""Exchanges on screen: the drawer that notes one, the dialog that mends one, the record's tab."""

from functools import partial

import streamlit as st

from circular.actions import exchanges as actions
from circular.domain import french
from circular.domain.exchanges import Direction, ExchangeDraft, ExchangeKind
from circular.domain.next_actions import NextActionDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries import exchanges as queries
from circular.queries.exchanges import ExchangeLine
from circular.ui import components, dialogs, forms, markup, next_actions, session, versions
from circular.ui.forms import Form

ICONS = {
    ExchangeKind.CALL: "call",
    ExchangeKind.VISIT: "location_on",
    ExchangeKind.EMAIL: "mail",
    ExchangeKind.MEETING: "groups",
    ExchangeKind.LETTER: "drafts",
}
PAGE_SIZE = 20
_PAGE = "project"


def note_dialog(visitor: Visitor, project_id: int) -> None:
    """Open the drawer that notes an exchange and, at will, what comes next."""

    @st.dialog(
        "Noter un échange",
        position="right",
        icon=":material/edit_note:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"note_exchange_{project_id}", ExchangeDraft)
        following = forms.begin(f"following_{project_id}", NextActionDraft)
        with session.reading() as db:
            people = queries.people_of(db, project_id)
            team = accounts.advisers(db)
        typed = _fields(form, people, None)
        then = None
        if st.toggle("Et ensuite\u202f? Prévoir une action", key=form.widget("following")):
            then = next_actions.fields(following, team, visitor=visitor)
            forms.end(following)
        if forms.submit(form, "Noter l’échange", width="stretch"):
            _note(visitor, project_id, form=form, following=following, typed=typed, then=then)

    ask()


def _note(
    visitor: Visitor,
    project_id: int,
    *,
    form: Form,
    following: Form,
    typed: dict[str, object],
    then: dict[str, object] | None,
) -> None:
    draft = forms.draft(form, ExchangeDraft, typed)
    action = None if then is None else forms.draft(following, NextActionDraft, then)
    if draft is None or (then is not None and action is None):
        return
    with session.writing(visitor, form) as door:
        actions.note_exchange(
            door.db,
            visitor,
            project_id,
            draft,
            today=session.today(),
            following=action,
            token=form.token,
        )
        door.done("Échange noté." if action is None else "Échange noté, action prévue.")
    if door.went_through:
        following.close()
        dialogs.close_and_rerun()


def amend_dialog(visitor: Visitor, project_id: int, exchange_id: int) -> None:
    """Open the drawer that corrects an exchange."""

    @st.dialog(
        "Corriger un échange", position="right", icon=":material/edit:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        with session.reading() as db:
            people = queries.people_of(db, project_id)
            stored = queries.exchange(db, exchange_id)
        if stored is None:
            st.info("Cet échange n’existe plus.", icon=":material/info:")
            return
        if stored.holder_id is not None and stored.holder_name is not None:
            people.setdefault(stored.holder_id, stored.holder_name)
        form = forms.begin(f"amend_exchange_{exchange_id}", ExchangeDraft)
        version = versions.opened(form, stored.version)
        typed = _fields(form, people, stored)
        if not forms.submit(form, "Enregistrer la correction", width="stretch"):
            return
        draft = forms.draft(form, ExchangeDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.amend_exchange(
                door.db,
                visitor,
                exchange_id,
                draft,
                version=version,
                today=session.today(),
                token=form.token,
            )
            door.done("Échange corrigé.")
        versions.settle(form, door, stored.version)
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _fields(form: Form, people: dict[int, str], stored: ExchangeLine | None) -> dict[str, object]:
    """Draw the fields of an exchange; a new one is of today, with the first person to call."""
    first = next(iter(people), None)
    return {
        "kind": forms.pills(
            form,
            "kind",
            {kind: kind.label for kind in ExchangeKind},
            value=stored.kind if stored else None,
        ),
        "direction": forms.pills(
            form,
            "direction",
            {side: side.label for side in Direction},
            value=stored.direction if stored else None,
        ),
        "happened_on": forms.day(
            form, "happened_on", value=stored.happened_on if stored else session.today()
        ),
        "holder_id": forms.choice(
            form, "holder_id", people, value=stored.holder_id if stored else first
        ),
        "note": forms.paragraph(form, "note", value=stored.note if stored else None),
    }


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the exchanges of a project, the newest first, twenty at a time."""
    shown = st.session_state.get(_shown_key(project_id), PAGE_SIZE)
    with session.reading() as db:
        lines = queries.exchanges_of(db, project_id, limit=shown)
        total = queries.count_for_project(db, project_id)
    if not lines:
        components.empty(
            "forum",
            "Aucun échange noté",
            "Notez ici chaque appel, visite, courriel ou réunion\u00a0: "
            "la santé du dossier se lit dans le dernier échange.",
        )
    for line in lines:
        _row(line, may_edit=visitor.may(Permission.EDIT_PIPELINE))
    if total > len(lines):
        st.button(
            f"Voir la suite ({french.number(total - len(lines))})",
            key="more_exchanges",
            on_click=partial(_show_more, project_id, shown),
        )


def _row(line: ExchangeLine, *, may_edit: bool) -> None:
    row = st.container(horizontal=True, wrap=False, key=f"row_exchange_{line.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(line.happened_on)}**")
    left.caption(f":material/{ICONS[line.kind]}: {line.kind.label}")
    right = row.container(gap="xxsmall")
    markup.prose(line.note or "Sans note.", right)
    who = markup.plain(line.holder_name) if line.holder_name else "la personne"
    side = f"De {who}" if line.direction is Direction.FROM_PERSON else f"Vers {who}"
    noted = f"\u00a0· noté par {markup.plain(line.author_name)}" if line.author_name else ""
    foot = right.container(
        horizontal=True, vertical_alignment="center", key=f"foot_exchange_{line.id}"
    )
    foot.caption(f"{side}{noted}", width="content")
    if may_edit:
        foot.button(
            "Corriger",
            type="tertiary",
            key=f"amend_exchange_{line.id}",
            on_click=partial(dialogs.ask, _PAGE, "amend_exchange", exchange_id=line.id),
        )


def _shown_key(project_id: int) -> str:
    return f"_exchanges_shown_{project_id}"


def _show_more(project_id: int, shown: int) -> None:
    st.session_state[_shown_key(project_id)] = shown + PAGE_SIZE
