"""Starting a project on screen, with those that look like it while its title is typed."""

import streamlit as st

from circular.actions import projects as actions
from circular.domain.projects import StartDraft
from circular.domain.visitors import Visitor
from circular.queries import reference
from circular.queries.alike_projects import alike_projects
from circular.store.connection import Database
from circular.ui import dialogs, forms, markup, navigation, session
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
        found = alike_projects(db, visitor, title)
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


def _origins(db: Database) -> dict[str, str]:
    return {entry.key: entry.label for entry in reference.entries(db, "contact_origins")}
