"""The list of people: searched, paged in the store, opened by a click, exported as it is."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import holders as queries
from circular.queries.holders import HolderPage, HolderRow
from circular.ui import components, dialogs, markup, navigation, quick_capture, session
from circular.ui.exports import export_buttons

TITLE, ADDRESS = "Porteurs", "porteur"
NOUNS = ("personne", "personnes")
SEARCH, ARCHIVED, PAGE = "chercher_porteur", "porteurs_archives", "page_porteurs"
COLUMNS = (
    Column("shown_name", "Nom"),
    Column("reach", "Contact"),
    Column("shown_commune", "Commune"),
    Column("project_count", "Projets", Kind.INTEGER),
    Column("last_contact_on", "Dernier échange", Kind.DATE),
    Column("information_given_on", "Information remise", Kind.DATE),
)
"""The columns of the files: those of the screen, in their order."""


def register_button(visitor: Visitor, place: DeltaGenerator) -> None:
    """Draw the button that writes a person without any project yet."""
    if visitor.may(Permission.EDIT_PIPELINE):
        place.button(
            "Ajouter une personne",
            icon=":material/add:",
            key="register_holder",
            on_click=partial(dialogs.ask, "holders", "register"),
        )


def draw(visitor: Visitor) -> None:
    """Draw the search, the counts, the exports, a page of the grid and the way to the others."""
    text, archived = _filters()
    found = _read(visitor, text, archived=archived)
    components.count_row(
        found.shown,
        found.total,
        nouns=("personne archivée", "personnes archivées") if archived else NOUNS,
        reset=components.clear_filters({SEARCH: "", PAGE: 1}),
    )
    if not found.shown:
        _nothing(visitor, total=found.total, archived=archived)
        return
    export_buttons(visitor, key="porteurs", build=partial(table, visitor, text, archived=archived))
    with st.container(key="wide_holders"):
        _grid(found.rows)
    with st.container(key="narrow_holders"):
        _small(found.rows)
    st.caption(
        "Un clic sur une ligne ouvre la fiche. L’export contient exactement ces lignes, toutes "
        "pages comprises\u00a0; ces données sont personnelles, chaque export est noté au journal."
    )
    if found.pages > 1:
        st.pagination(found.pages, key=PAGE, bind="query-params")


def _filters() -> tuple[str, bool]:
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Nom, commune, téléphone ou adresse",
        width=320,
        key=SEARCH,
        on_change=_first_page,
    )
    archived = bar.toggle(
        "Voir les archives", key=ARCHIVED, bind="query-params", on_change=_first_page
    )
    return text or "", bool(archived)


def _read(visitor: Visitor, text: str, *, archived: bool) -> HolderPage:
    page = int(st.session_state.get(PAGE) or 1)
    ask = partial(queries.holder_list, visitor=visitor, text=text, archived=archived)
    with session.reading() as db:
        found = ask(db, page=page)
        return found if found.rows or not found.shown else ask(db, page=found.pages)


def table(visitor: Visitor, text: str, *, archived: bool) -> Table:
    """Return the whole list as a table to take away."""
    with session.reading() as db:
        found = queries.holder_list(db, visitor, text=text, archived=archived, page=None)
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=found.rows,
        criteria=[
            *([("Recherche", text)] if text else []),
            ("Archives", french.yes_no(archived)),
        ],
        author=visitor.name,
        made_on=session.today(),
    )


def _grid(rows: tuple[HolderRow, ...]) -> None:
    day = st.column_config.DateColumn(width=142, format="DD/MM/YYYY")
    chosen = st.dataframe(
        {
            "Nom": [row.shown_name for row in rows],
            "Contact": [row.reach for row in rows],
            "Commune": [row.shown_commune for row in rows],
            "Projets": [row.project_count for row in rows],
            "Dernier échange": [row.last_contact_on for row in rows],
            "Information remise": [row.information_given_on for row in rows],
        },
        hide_index=True,
        row_height=40,
        height="content",
        placeholder=french.UNKNOWN,
        column_config={
            "Nom": st.column_config.TextColumn(width=190),
            "Contact": st.column_config.TextColumn(width=170),
            "Commune": st.column_config.TextColumn(width=185),
            "Projets": st.column_config.NumberColumn(width=75),
            "Dernier échange": day,
            "Information remise": day,
        },
        on_select="rerun",
        selection_mode="single-row",
        key="holder_grid",
        alt="Liste des personnes\u00a0: nom, contact, commune, projets, dernier échange",
    )
    for position in chosen.selection.rows:
        person = {"id": str(rows[position].id)}
        st.switch_page(navigation.path_of("holder.py"), query_params=person)


def _small(rows: tuple[HolderRow, ...]) -> None:
    """Draw the same people for a phone, where a grid cuts its columns off."""
    markup.table(
        [markup.TableColumn("Nom"), markup.TableColumn("Contact")],
        [(row.shown_name, row.reach or french.UNKNOWN) for row in rows],
        caption="Liste des personnes et de leur contact",
        links=[f"{ADDRESS}?id={row.id}" for row in rows],
    )


def _nothing(visitor: Visitor, *, total: int, archived: bool) -> None:
    if total:
        components.empty(
            "search_off", "Personne ne correspond", "Essayez un autre mot, ou un bout du téléphone."
        )
    elif archived:
        components.empty(
            "inventory_2", "Les archives sont vides", "Une fiche archivée se retrouve ici."
        )
    else:
        box = components.empty(
            "person_search",
            "Personne pour l’instant",
            "Notez un contact\u00a0: un nom suffit, le reste se complète plus tard.",
        )
        quick_capture.button(visitor, box, key="first_holder", primary=False)


def _first_page() -> None:
    st.session_state[PAGE] = 1
