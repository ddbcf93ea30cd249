"""The entry of matches: projects that seek, streams nobody uses, needs nobody serves."""

from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.visitors import Visitor
from circular.queries import unmatched as queries
from circular.queries.unmatched import Seeker, SeekerPage, Unmatched, UnservedNeed
from circular.ui import components, markup, navigation, session
from circular.ui.unmatched_lists import LIST, UnmatchedList

TEXT, PAGE = "projet", "page_projets"
PAGE_ROWS = 20


def overview(visitor: Visitor) -> None:
    """Draw what waits for a match, then the projects to choose from."""
    text = st.session_state.get(TEXT) or ""
    page = components.page_number(PAGE)
    with session.reading() as db:
        left = queries.unmatched(db, visitor, today=session.today())
        found = queries.seekers(
            db, visitor, text=text, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
        )
    with components.title("Rapprochements"):
        navigation.link("tracked_matches.py", "Suivi", icon="handshake")
        navigation.link("unmatched.py", "À prospecter", icon="travel_explore")
        navigation.link("materials.py", "Carte des matières", icon="map")
    markup.lead(lead(left))
    _seekers(found)
    st.space("small")
    streams, needs = st.columns(2, gap="large")
    with streams:
        _unused(left)
    with needs:
        _unserved(left)


def lead(left: Unmatched) -> str:
    """Say what is left on both sides."""
    unused = french.plural(left.stream_count, "gisement", "gisements")
    unserved = french.plural(left.need_count, "besoin", "besoins")
    waits = "attend" if left.stream_count < french.PLURAL_FROM else "attendent"
    tonnes = french.tonnes(round(left.stream_tonnes))
    return (
        f"**{unused}** {waits} preneur, soit {tonnes} par an\u202f; "
        f"**{unserved}** sans gisement retenu."
    )


def _seekers(found: SeekerPage) -> None:
    """Draw the projects that state needs; each opens its streams."""
    st.header("Projets qui cherchent de la matière")
    if found.total == 0:
        components.empty(
            "join_inner",
            "Aucun besoin noté",
            "Notez dans la fiche d\u2019un projet la matière qu\u2019il cherche\u00a0: "
            "il paraîtra ici.",
        )
        return
    components.search_box(
        st,
        "Chercher un projet",
        placeholder="Nom du projet",
        width=290,
        key=TEXT,
        on_change=_first_page,
    )
    components.count_row(
        found.shown,
        found.total,
        nouns=("projet", "projets"),
        reset=components.clear_filters({TEXT: "", PAGE: 1}),
    )
    for seeker in found.rows:
        _seeker(seeker)
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def _first_page() -> None:
    st.session_state[PAGE] = 1


def _seeker(seeker: Seeker) -> None:
    """Draw one project: name, stage, needs, what was kept."""
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xxsmall",
        key=f"row_seeker_{seeker.id}",
    )
    row.button(
        f"**{markup.plain(seeker.title)}**",
        type="tertiary",
        key=f"seeker_{seeker.id}",
        on_click=partial(_open, seeker.id),
    )
    kept = french.plural(seeker.kept, "gisement retenu", "gisements retenus")
    said = [
        f"{seeker.stage.glyph} {seeker.stage.label}",
        seeker.commune,
        french.plural(seeker.needs, "besoin", "besoins"),
        kept if seeker.kept else "rien de retenu",
    ]
    fictitious = " :gray-badge[Fictif]" if seeker.is_fictitious else ""
    words = markup.plain(" · ".join(filter(None, said)))
    row.markdown(f":small[:gray[{words}]]{fictitious}", width="content")


def _open(project_id: int) -> None:
    """Show the streams of a project: the same page, another address."""
    st.query_params.from_dict({"project": str(project_id)})


def _unused(left: Unmatched) -> None:
    """Draw the largest streams that no project keeps."""
    st.header("Gisements que personne n\u2019utilise")
    if not left.streams:
        st.caption("Chaque gisement disponible est retenu par un projet.")
        return
    markup.table(
        [
            markup.TableColumn("Gisement"),
            markup.TableColumn("Commune", optional=True),
            markup.TableColumn("t par an", numeric=True),
        ],
        [
            (each.title, each.commune or french.UNKNOWN, french.number(each.tonnes))
            for each in left.streams
        ],
        caption="Les plus gros gisements sans projet",
        links=[f"rapprochements?stream={each.id}" for each in left.streams],
    )
    _more(left.stream_count - len(left.streams), UnmatchedList.STREAMS)


def _unserved(left: Unmatched) -> None:
    """Draw the largest needs that no kept stream serves."""
    st.header("Besoins que personne ne sert")
    if not left.needs:
        st.caption("Chaque besoin noté a au moins un gisement retenu.")
        return
    markup.table(
        [
            markup.TableColumn("Besoin"),
            markup.TableColumn("Projet", optional=True),
            markup.TableColumn("t par an", numeric=True),
        ],
        [(each.title, each.project_title, _sought(each)) for each in left.needs],
        caption="Les plus gros besoins sans gisement",
        links=[f"rapprochements?project={each.project_id}" for each in left.needs],
    )
    _more(left.need_count - len(left.needs), UnmatchedList.NEEDS)


def _sought(need: UnservedNeed) -> str:
    """Write the tonnes sought, from the least to the most."""
    least, most = need.tonnes_min, need.tonnes_max
    if least is not None and most is not None and least != most:
        return f"{french.number(least)} à {french.number(most)}".replace(" ", french.NO_BREAK)
    return french.number(most if most is not None else least)


def _more(count: int, asked: UnmatchedList) -> None:
    """Draw the way to the whole list, with its reasons, sums and exports."""
    others = f" et {french.plural(count, 'autre', 'autres')}" if count > 0 else ""
    st.page_link(
        navigation.path_of("unmatched.py"),
        label=f"Voir pourquoi{others}",
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={LIST: asked.label},
    )
