"""The record of a person on screen: who they are, their projects, the form, the archives."""

from functools import partial

import streamlit as st

from circular.actions import holders as actions
from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import holders as queries
from circular.queries.holders import HolderRecord, ProjectOfHolder
from circular.ui import (
    components,
    dialogs,
    holders,
    markup,
    navigation,
    person_files,
    session,
    trials,
)
from circular.ui.history import history

_PAGE = "holder"


def read(visitor: Visitor, asked: int | None) -> HolderRecord | None:
    """Return the person that the address asks for, None when there is none."""
    if asked is None:
        return None
    with session.reading() as db:
        try:
            return queries.holder_record(db, visitor, asked)
        except NotFoundError:
            return None


def not_found() -> None:
    """Say that the address leads to nobody."""
    components.empty(
        "person_off", "Cette fiche n’existe pas", "Cherchez la personne dans la liste des porteurs."
    )


def header(visitor: Visitor, record: HolderRecord) -> None:
    """Draw the name, the ways to reach the person, and the acts."""
    place = components.title(markup.plain(record.name))
    if record.is_anonymised:
        st.info(
            "Cette personne est anonymisée\u00a0: il ne reste que ce que les nombres comptent.",
            icon=":material/person_off:",
        )
        return
    with place:
        person_files.download(visitor, record.id, key="record")
    if visitor.may(Permission.EDIT_PIPELINE):
        if record.is_archived:
            place.button(
                "Sortir des archives",
                icon=":material/unarchive:",
                key="restore_holder",
                on_click=partial(_restore, visitor, record.id),
            )
        else:
            place.button(
                "Archiver",
                icon=":material/archive:",
                key="archive_holder",
                on_click=partial(dialogs.ask, _PAGE, "archive"),
            )
    ways = [record.phone, record.email, record.other_contact, record.shown_commune]
    line = "\u00a0· ".join(filter(None, ways)) or "Aucun moyen de contact noté"
    badges = [holders.FICTITIOUS if record.is_fictitious else ""]
    badges += [":gray-badge[:material/archive: Aux archives]" if record.is_archived else ""]
    st.markdown(" ".join(filter(None, [markup.plain(line), *badges])))
    holders.notice(visitor, record)
    person_files.what_is_kept_back(visitor, record.id)


def projects(visitor: Visitor, record: HolderRecord) -> None:
    """Draw the projects of a person, each with its stage and their role in it."""
    place = st.container()
    if not record.projects:
        place = components.empty(
            "view_kanban", "Aucun projet", "Créez le premier projet de cette personne."
        )
    if visitor.may(Permission.EDIT_PIPELINE) and not record.is_archived:
        place.button(
            "Nouveau projet",
            icon=":material/add:",
            key="start_project",
            on_click=partial(dialogs.ask, _PAGE, "start"),
        )
    for project in record.projects:
        _project(project)


def _project(project: ProjectOfHolder) -> None:
    with st.container(border=True, key=f"card_{project.id}"):
        st.page_link(
            navigation.path_of("project.py"),
            label=markup.plain(project.title),
            query_params={"id": str(project.id)},
        )
        known = [project.standing, project.role, project.shown_commune]
        badges = f" {trials.BADGE}" if project.is_trial else ""
        badges += f" {holders.FICTITIOUS}" if project.is_fictitious else ""
        st.markdown(f":small[{markup.plain(', '.join(filter(None, known)))}]{badges}")


def sheet(visitor: Visitor, record: HolderRecord) -> None:
    """Draw the form of a person, or say why it is closed."""
    if record.is_anonymised:
        st.caption("Une fiche anonymisée ne se modifie plus.")
    elif record.is_archived:
        st.info(
            "Cette fiche est archivée\u00a0: sortez-la des archives pour la modifier.",
            icon=":material/archive:",
        )
    elif visitor.may(Permission.EDIT_PIPELINE):
        holders.edit_form(visitor, record)


def past(visitor: Visitor, record: HolderRecord) -> None:
    """Draw what was done on the record of a person."""
    history(visitor, "holder", record.id)


def archive_dialog(visitor: Visitor, record: HolderRecord) -> None:
    """Ask before a person goes to the archives: what goes, what stays."""

    @st.dialog("Archiver cette fiche\u202f?", icon=":material/archive:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"{markup.plain(record.name)} ne paraît plus dans la liste des porteurs. Sa fiche et "
            "ses projets restent consultables, et vous pourrez la sortir des archives."
        )
        row = st.container(horizontal=True, horizontal_alignment="right")
        if row.button("Garder la fiche", key="keep_holder"):
            dialogs.close_and_rerun()
        if row.button(
            "Archiver", type="primary", icon=":material/archive:", key="archive_holder_now"
        ) and session.act(
            visitor,
            "Fiche mise aux archives.",
            lambda db: actions.archive_holder(db, visitor, record.id),
        ):
            dialogs.close_and_rerun()

    ask()


def _restore(visitor: Visitor, holder_id: int) -> None:
    session.act(
        visitor,
        "Fiche sortie des archives.",
        lambda db: actions.restore_holder(db, visitor, holder_id),
    )
