"""A project on screen: starting one, and the small dialogs of its life."""

from functools import partial

import streamlit as st

from circular.actions import projects as actions
from circular.domain.projects import BlockDraft, HandOverDraft, StartDraft
from circular.domain.visitors import Visitor
from circular.queries import accounts, reference
from circular.queries import projects as queries
from circular.store.connection import Database
from circular.ui import components, dialogs, forms, markup, navigation, session
from circular.ui.communes import commune_field
from circular.ui.forms import Form


def start_dialog(visitor: Visitor, holder_id: int | None = None) -> None:
    """Open the drawer that starts a project, for a person already known or without anybody."""

    @st.dialog("Nouveau projet", position="right", icon=":material/add:", on_dismiss=dialogs.close)
    def start() -> None:
        form = forms.begin(f"start_project_{holder_id}", StartDraft)
        typed = _start_fields(visitor, form) | {"holder_id": holder_id}
        if not forms.submit(form, "Créer le projet", width="stretch"):
            return
        draft = forms.draft(form, StartDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.start_project(door.db, visitor, draft, today=session.today(), token=form.token)
            door.done("Projet créé, en détection.")
        if door.went_through:
            dialogs.close_and_rerun()

    start()


def _start_fields(visitor: Visitor, form: Form) -> dict[str, object]:
    with session.reading() as db:
        origins = _origins(db)
    title = forms.line(form, "title", live="300ms")
    if title:
        _alike(visitor, title)
    return {
        "title": title,
        "origin": forms.choice(form, "origin", origins),
        "detected_on": forms.day(form, "detected_on", value=session.today()),
        "commune_code": commune_field(form, "commune_code"),
        "summary": forms.paragraph(form, "summary"),
    }


def _alike(visitor: Visitor, title: str) -> None:
    """Show the projects whose title looks like the one being typed, with their link."""
    with session.reading() as db:
        found = queries.alike_projects(db, visitor, title)
    for project in found:
        where = ", ".join(filter(None, [project.title, project.holder_name, project.commune]))
        with st.container(gap="xxsmall", key=f"alike_project_{project.id}"):
            st.markdown(
                f":orange[:material/group:] :small[Déjà suivi\u202f? **{markup.plain(where)}**]"
            )
            st.page_link(
                navigation.path_of("project.py"),
                label="Ouvrir sa fiche",
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"id": str(project.id)},
            )


def block_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask what blocks a project."""

    @st.dialog("Signaler un blocage", icon=":material/block:", on_dismiss=dialogs.close)
    def block() -> None:
        form = forms.begin(f"block_{project_id}", BlockDraft)
        typed = {
            "reason": forms.line(form, "reason", placeholder="Par exemple\u00a0: avis attendu")
        }
        if not forms.submit(form, "Signaler le blocage", icon=":material/block:"):
            return
        draft = forms.draft(form, BlockDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.block_project(
                door.db, visitor, project_id, draft, today=session.today(), token=form.token
            )
            door.done("Blocage signalé.")
        if door.went_through:
            dialogs.close_and_rerun()

    block()


def unblock(visitor: Visitor, project_id: int) -> None:
    """Say that a project can go on (a button's callback)."""
    act = partial(actions.unblock_project, author=visitor, project_id=project_id)
    session.act(visitor, "Projet débloqué.", act)


def hand_over_dialog(visitor: Visitor, project_id: int) -> None:
    """Ask who follows a project from now on."""

    @st.dialog("Confier le projet", icon=":material/person:", on_dismiss=dialogs.close)
    def give() -> None:
        form = forms.begin(f"hand_over_{project_id}", HandOverDraft)
        with session.reading() as db:
            team = accounts.advisers(db)
        typed = {"adviser_id": forms.choice(form, "adviser_id", team)}
        if not forms.submit(form, "Confier le projet"):
            return
        draft = forms.draft(form, HandOverDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.hand_over(door.db, visitor, project_id, draft, token=form.token)
            door.done("Projet confié.")
        if door.went_through:
            dialogs.close_and_rerun()

    give()


def archive_dialog(visitor: Visitor, project_id: int, title: str) -> None:
    """Ask before a project goes to the archives: what goes, what stays."""

    def archive() -> None:
        dialogs.close()
        act = partial(actions.archive_project, author=visitor, project_id=project_id)
        session.act(visitor, "Projet mis aux archives.", act)

    components.confirm(
        "Archiver le projet\u202f?",
        f"{markup.plain(title)} sort des listes et du tableau. Sa fiche, ses échanges et ses "
        "conventions restent consultables, et vous pourrez le sortir des archives.",
        keep="Garder le projet",
        act="Archiver",
        icon=":material/archive:",
        on_confirm=archive,
    )


def restore(visitor: Visitor, project_id: int) -> None:
    """Take a project out of the archives (a button's callback)."""
    act = partial(actions.restore_project, author=visitor, project_id=project_id)
    session.act(visitor, "Projet sorti des archives.", act)


def _origins(db: Database) -> dict[str, str]:
    return {entry.key: entry.label for entry in reference.entries(db, "contact_origins")}
