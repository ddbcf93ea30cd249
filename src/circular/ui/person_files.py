"""Finding a person and handing over their file, from the page of personal data or their record."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from circular.actions.person_files import record_person_file
from circular.config import settings
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.retention import RetentionKind
from circular.domain.visitors import Visitor
from circular.exports.person_files import file_name, person_zip
from circular.queries import person_files as queries
from circular.queries.person_files import PersonFound, Place
from circular.queries.retention import retention_line, retention_settings
from circular.queries.settings import association_settings
from circular.store.connection import open_for
from circular.ui import components, dialogs, markup, navigation, session
from circular.ui.retention import PAGE

LABEL = "Dossier de la personne"
_PAGES = {Place.HOLDER: "holder.py", Place.AGREEMENT: "agreement.py", Place.PROOF: "agreement.py"}


def download(visitor: Visitor, holder_id: int, *, key: str) -> None:
    """Draw the button that makes a person's file on the click; nothing for other roles."""
    if not visitor.may(Permission.MANAGE_PERSONAL_DATA):
        return
    st.download_button(
        LABEL,
        data=maker(visitor, holder_id),
        file_name=file_name(holder_id, session.today()),
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
        key=f"person_file_{key}_{holder_id}",
        help="Tout ce qui est gardé sur cette personne\u00a0: une page à lire, du JSON et du CSV.",
    )


def maker(visitor: Visitor, holder_id: int) -> Callable[[], bytes]:
    """Return what the click runs: gather, write the file, leave a trace, hand it over."""

    def make() -> bytes:
        with open_for(settings().database) as db:
            found = queries.person_file(db, visitor, holder_id, today=session.today())
            content = person_zip(
                found,
                retention_settings(db),
                association=association_settings(db).association_name,
            )
            record_person_file(
                db,
                visitor,
                holder_id,
                line_count=found.line_count,
                today=session.today(),
                case_notes_told=found.case_notes_told,
                case_notes_kept_back=found.case_notes_kept_back,
            )
        return content

    return make


def what_is_kept_back(visitor: Visitor, holder_id: int) -> None:
    """Say whom to ask for a whole file, when notes of case reviews are reserved to others."""
    if not visitor.may(Permission.MANAGE_PERSONAL_DATA):
        return
    with session.reading() as db:
        keepers = queries.keepers_of(db, visitor, holder_id)
    if keepers:
        st.caption(
            ":material/lock: Le dossier que vous feriez n’aurait pas le texte des notes de revue "
            "réservées, que la personne a le droit de lire\u00a0: demandez-le à "
            f"{markup.plain(french.join(keepers))}."
        )


def search(visitor: Visitor) -> None:
    """Draw the search of a person, and each place that names them."""
    typed = st.text_input(
        "Nom, adresse électronique ou téléphone",
        icon=":material/search:",
        key="person_search",
        width=480,
        live="300ms",
    )
    if not (typed or "").strip():
        st.caption(
            "Cherche dans les fiches, les comptes, les personnes référentes, les signataires et "
            "les demandes."
        )
        return
    with session.reading() as db:
        found = queries.people_named(db, visitor, typed or "")
    if not found:
        components.empty(
            "person_off", "Personne de ce nom", "Essayez une partie du nom, ou le téléphone."
        )
    for each in found:
        _found(visitor, each)


def _found(visitor: Visitor, found: PersonFound) -> None:
    with st.container(border=True, key=f"card_found_{found.place.value}_{found.id}"):
        known = [found.place.label, found.context, found.contact]
        told = markup.plain(", ".join(filter(None, known)))
        archived = " :gray-badge[:material/archive: Aux archives]" if found.archived else ""
        page = _PAGES.get(found.place)
        if page is None:
            st.markdown(f"**{markup.plain(found.name)}**")
        else:
            st.page_link(
                navigation.path_of(page),
                label=markup.plain(found.name),
                query_params={"id": str(found.id)},
            )
        st.markdown(f":small[{told}]{archived if found.place is Place.HOLDER else ''}")
        if found.place is Place.HOLDER:
            _acts(visitor, found)


def _acts(visitor: Visitor, found: PersonFound) -> None:
    with session.reading() as db:
        line = retention_line(db, visitor, RetentionKind.HOLDERS, found.id, today=session.today())
    with st.container(horizontal=True):
        download(visitor, found.id, key="search")
        st.button(
            "Noter une demande",
            icon=":material/add:",
            key=f"request_of_{found.id}",
            on_click=partial(
                dialogs.ask, PAGE, "request", holder_id=found.id, requester=found.name
            ),
        )
        if line is not None and line.kept_because is None:
            st.button(
                "Anonymiser",
                icon=":material/person_off:",
                key=f"anonymise_found_{found.id}",
                on_click=partial(dialogs.ask, PAGE, "anonymise", line=line),
            )
    what_is_kept_back(visitor, found.id)
    if line is not None and line.kept_because is not None:
        st.caption(markup.plain(line.kept_because))
