"""The views of a list that a person keeps: apply, keep, rename, remove and put back."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import saved_views as actions
from circular.domain.errors import AlreadyDoneError, DomainError
from circular.domain.french import quoted
from circular.domain.saved_views import Address, SavedView, SavedViewDraft, ViewedList
from circular.domain.visitors import Visitor
from circular.queries import saved_views as queries
from circular.store.connection import Database
from circular.ui import dialogs, forms, markup, session
from circular.ui.forms import Form

SAVE, RENAME = "save_view", "rename_view"
_REMOVED = "_removed_view"
_EXPLANATION = (
    "Une vue garde vos filtres, vos colonnes et votre tri sous un nom. Elle n’est qu’à vous\u202f; "
    "pour partager une liste, envoyez l’adresse de la page."
)


def saved_views(
    visitor: Visitor,
    place: DeltaGenerator,
    *,
    viewed: ViewedList,
    page: str,
    address: Callable[[], Address],
    at: str,
) -> None:
    """Draw « Mes vues » and open the dialog asked for.

    `page` is the name under which the page asks for dialogs, `at` its address; `address` reads
    what the list asks for now.
    """
    if visitor.account_id is None:
        return
    with session.reading() as db:
        views = queries.own_views(db, visitor, viewed)
        removed = st.session_state.get(_REMOVED)
        if removed is not None and not queries.is_removed(db, visitor, removed[0]):
            removed = None
    with place.popover("Mes vues", icon=":material/bookmark:", key=f"views_{page}"):
        for view in views:
            _view(visitor, view, page=page, address=at)
        if not views:
            st.caption("Aucune vue gardée.", width=300)
        if removed is not None:
            _put_back(visitor, *removed)
        st.button(
            "Enregistrer cette vue",
            icon=":material/bookmark_add:",
            key="save_view",
            on_click=partial(dialogs.ask, page, SAVE),
        )
        st.caption(_EXPLANATION, width=300)
    dialogs.open_asked(
        page,
        {
            SAVE: partial(_ask_name, visitor, viewed, address),
            RENAME: partial(_ask_new_name, visitor, views),
        },
    )


def _view(visitor: Visitor, view: SavedView, *, page: str, address: str) -> None:
    """Draw one view: its name applies it, beside it what one may do to it."""
    row = st.container(horizontal=True, vertical_alignment="center", key=f"row_view_{view.id}")
    name = markup.plain(view.name)
    markup.view_link(f"{address}?{urlencode(view.address, doseq=True)}", view.name, row)
    row.button(
        "Renommer",
        type="tertiary",
        icon=":material/edit:",
        key=f"rename_view_{view.id}",
        help=f"Renommer la vue {quoted(name)}",
        on_click=partial(dialogs.ask, page, RENAME, view_id=view.id),
    )
    row.button(
        "Supprimer",
        type="tertiary",
        icon=":material/delete:",
        key=f"remove_view_{view.id}",
        help=f"Supprimer la vue {quoted(name)}",
        on_click=partial(_remove, visitor, view),
    )


def _put_back(visitor: Visitor, view_id: int, name: str) -> None:
    """Offer to take back the removal of a view."""
    row = st.container(horizontal=True, vertical_alignment="center")
    row.caption(f"Vue {quoted(markup.plain(name))} supprimée.", width="content")
    row.button(
        "Rétablir",
        type="tertiary",
        icon=":material/undo:",
        key="restore_view",
        on_click=partial(_restore, visitor, view_id),
    )


def _remove(visitor: Visitor, view: SavedView) -> None:
    if _own_act(visitor, lambda db: actions.remove_view(db, visitor, view.id)):
        st.session_state[_REMOVED] = (view.id, view.name)
        session.flash("Vue supprimée. «\u00a0Rétablir\u00a0» la remet en place.")


def _restore(visitor: Visitor, view_id: int) -> None:
    if _own_act(visitor, lambda db: actions.restore_view(db, visitor, view_id)):
        st.session_state.pop(_REMOVED, None)
        session.flash("Vue rétablie.")


def _ask_name(visitor: Visitor, viewed: ViewedList, address: Callable[[], Address]) -> None:
    @st.dialog("Enregistrer cette vue", icon=":material/bookmark_add:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"save_view_{viewed.value}", SavedViewDraft)
        name = forms.line(form, "name", placeholder="Par exemple\u00a0: à signer ce trimestre")
        st.caption(_EXPLANATION)
        if forms.submit(form, "Enregistrer sous ce nom", width="stretch"):
            _keep(
                visitor,
                form,
                {"name": name},
                lambda db, draft: actions.save_view(
                    db, visitor, viewed, draft, address(), token=form.token
                ),
                said="Vue enregistrée.",
            )

    ask()


def _ask_new_name(visitor: Visitor, views: Sequence[SavedView], *, view_id: int) -> None:
    view = next((each for each in views if each.id == view_id), None)
    if view is None:
        dialogs.close()
        return

    @st.dialog("Renommer la vue", icon=":material/edit:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"rename_view_{view_id}", SavedViewDraft)
        name = forms.line(form, "name", value=view.name)
        if forms.submit(form, "Renommer la vue", width="stretch"):
            _keep(
                visitor,
                form,
                {"name": name},
                lambda db, draft: actions.rename_view(
                    db, visitor, view_id, draft, token=form.token
                ),
                said="Vue renommée.",
            )

    ask()


def _keep(
    visitor: Visitor,
    form: Form,
    typed: dict[str, str | None],
    act: Callable[[Database, SavedViewDraft], object],
    *,
    said: str,
) -> None:
    """Write what the dialog asks through the narrow door, say so and close it; else stay open."""
    draft = forms.draft(form, SavedViewDraft, typed)
    if draft is None or not _own_act(visitor, lambda db: act(db, draft), form=form):
        return
    form.close()
    session.flash(said)
    dialogs.close_and_rerun()


def _own_act(
    visitor: Visitor, act: Callable[[Database], object], *, form: Form | None = None
) -> bool:
    """Write what is one's own; False when it was refused, which is then said."""
    try:
        with session.recording(visitor) as db:
            act(db)
    except AlreadyDoneError:
        return True
    except DomainError as refusal:
        if form is not None:
            form.refuse(refusal)
        else:
            session.show_refusal(refusal)
        return False
    return True
