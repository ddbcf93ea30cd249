"""Matches on screen: the streams of a project, the projects of a stream, whole or in a record."""

from datetime import date

import streamlit as st

from circular.config import settings
from circular.domain import french
from circular.domain.matches import Component, MatchWeights
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries import matches as queries
from circular.queries.matches import FIRST_SHOWN
from circular.queries.proposals import Matches
from circular.ui import (
    components,
    markup,
    match_cards,
    match_decisions,
    navigation,
    session,
)

SHORT = 3
_KEPT_RANKINGS = 64
_SHOWN = "_matches_shown"


def project_page(visitor: Visitor, project_id: int) -> None:
    """Draw the streams that fit a project, best first."""
    shown = st.session_state.get(f"{_SHOWN}_p{project_id}", FIRST_SHOWN)
    found = _of_project(visitor, project_id, shown=shown)
    if found is None:
        _back("matches.py", "Rapprochements")
        components.empty("join_inner", "Projet introuvable", "Il n\u2019existe pas, ou plus.")
        return
    _back("project.py", found.title, id=str(project_id))
    components.title(f"Gisements pour {markup.plain(found.title)}")
    if found.need_count == 0:
        _without_need(project_id)
        return
    markup.lead(project_lead(found))
    _everything(visitor, found, by_project=False, key=f"p{project_id}")


def stream_page(visitor: Visitor, stream_id: int) -> None:
    """Draw the projects that a stream fits, best first."""
    shown = st.session_state.get(f"{_SHOWN}_s{stream_id}", FIRST_SHOWN)
    found = _of_stream(visitor, stream_id, shown=shown)
    if found is None:
        _back("matches.py", "Rapprochements")
        components.empty(
            "join_inner", "Gisement introuvable", "Il n\u2019existe pas, ou il est archivé."
        )
        return
    _back("stream.py", found.title, id=str(stream_id))
    components.title(f"Projets pour {markup.plain(found.title)}")
    markup.lead(stream_lead(found))
    _everything(visitor, found, by_project=True, key=f"s{stream_id}")


def _back(file: str, label: str, **address: str) -> None:
    """Draw the way back to the record, and the one to all matches."""
    with st.container(horizontal=True, vertical_alignment="center", key="back_matches"):
        st.page_link(
            navigation.path_of(file),
            label=markup.plain(label),
            icon=":material/arrow_back:",
            query_params=address,
        )
        if address:
            st.button(
                "Tous les rapprochements",
                type="tertiary",
                key="all_matches",
                on_click=st.query_params.clear,
            )


def best_projects(visitor: Visitor, stream_id: int) -> None:
    """Draw the three best projects in the record of a stream, and the way to all of them."""
    found = _of_stream(visitor, stream_id, shown=SHORT)
    st.header("Projets qui pourraient le prendre")
    if found is None or not (found.proposals or found.kept):
        st.caption("Aucun projet en cours ne cherche cette matière.")
        return
    st.markdown(stream_lead(found))
    _few(visitor, found, by_project=True)
    _see_all("stream", stream_id, "Voir tous les projets et ce qui les écarte")


def best_streams(visitor: Visitor, project_id: int) -> None:
    """Draw the three best streams in the record of a project, and the way to all of them."""
    found = _of_project(visitor, project_id, shown=SHORT)
    if found is None or found.need_count == 0:
        return
    st.header("Les gisements qui conviennent le mieux")
    st.markdown(project_lead(found))
    _few(visitor, found, by_project=False)
    _see_all("project", project_id, "Voir tous les gisements et ce qui les écarte")


def project_lead(found: Matches) -> str:
    """Say how many streams fit, what they cover, and how many are set aside."""
    aside = _aside(found)
    kept = _kept(len(found.kept), "gisement retenu", "gisements retenus")
    if found.feasible == 0:
        return f"{kept}Aucun autre gisement connu ne convient.{aside}"
    nouns = ("autre", "autres") if kept else ("gisement", "gisements")
    verb = "peut convenir" if found.feasible == 1 else "peuvent convenir"
    return f"{kept}**{french.plural(found.feasible, *nouns)}** {verb}{_cover(found)}.{aside}"


def stream_lead(found: Matches) -> str:
    """Say how many projects could take a stream, and how many are kept apart."""
    aside = _aside(found)
    if found.feasible == 0:
        return f"Aucun autre projet en cours ne peut le prendre.{aside}"
    fit = f"**{french.plural(found.feasible, 'projet', 'projets')}**"
    verb = "pourrait" if found.feasible == 1 else "pourraient"
    return f"{fit} {verb} prendre ses {french.tonnes(found.tonnes)} par an.{aside}"


def _kept(count: int, one: str, many: str) -> str:
    """Say first what was kept already."""
    return f"**{french.plural(count, one, many)}.** " if count else ""


def _aside(found: Matches) -> str:
    """Say how many are set aside: by a filter, or by somebody."""
    people = found.dismissed_count
    total = found.excluded_count + people
    by_whom = "par vous ou vos collègues"
    if total == 0:
        return ""
    if total == 1:
        return f" Un autre est écarté {by_whom}." if people else " Un autre est écarté."
    who = f", dont {french.number(people)} {by_whom}" if people else ""
    return f" {french.number(total)} autres sont écartés{who}."


def _cover(found: Matches) -> str:
    """Say what the streams offer, beside what is sought when that is known."""
    offer, wanted = found.tonnes, found.wanted
    who = "il" if found.feasible == 1 else "ensemble ils"
    offers = "offre" if found.feasible == 1 else "offrent"
    covers = "couvre" if found.feasible == 1 else "couvrent"
    if not offer:
        return ""
    if wanted is None:
        return f"\u202f; {who} {offers} **{french.tonnes(round(offer))}** par an"
    if offer >= wanted:
        return f"\u202f; {who} {covers} **les {french.tonnes(wanted)}** recherchées par an"
    shown = french.tonnes(round(offer, 1))
    return f"\u202f; {who} {offers} **{shown}** sur les {french.tonnes(wanted)} recherchées par an"


def _of_project(visitor: Visitor, project_id: int, *, shown: int) -> Matches | None:
    """Rank the streams of a project, once for each version of the data."""
    return _ranked(_key(visitor), "project", project_id, shown, visitor)


def _of_stream(visitor: Visitor, stream_id: int, *, shown: int) -> Matches | None:
    """Rank the projects for a stream, once for each version of the data."""
    return _ranked(_key(visitor), "stream", stream_id, shown, visitor)


def _key(visitor: Visitor) -> tuple[str, int, date, str, int | None]:
    """Return what a ranking depends on: database, version, day, and who may see what."""
    with session.reading() as db:
        version = accounts.data_version(db)
    place, own = str(settings().database), visitor.own_organisation
    return place, version, session.today(), visitor.role.value, own


@st.cache_data(max_entries=_KEPT_RANKINGS, show_spinner=False)
def _ranked(
    key: tuple[str, int, date, str, int | None],
    side: str,
    record_id: int,
    shown: int,
    _visitor: Visitor,
) -> Matches | None:
    ranked = queries.streams_for_project if side == "project" else queries.projects_for_stream
    with session.reading() as db:
        return ranked(db, _visitor, record_id, today=key[2], shown=shown)


def _everything(visitor: Visitor, found: Matches, *, by_project: bool, key: str) -> None:
    """Draw what was kept, the proposals, what was dismissed, what is excluded, and the weights."""
    match_cards.kept(visitor, found, by_project=by_project)
    match_cards.proposals(visitor, found, by_project=by_project, is_main=True)
    left = found.feasible - len(found.proposals)
    if left > 0:
        st.button(
            f"Voir la suite ({french.number(left)})",
            icon=":material/expand_more:",
            key="more_matches",
            on_click=_show_more,
            args=(f"{_SHOWN}_{key}", len(found.proposals)),
        )
    match_cards.dismissed(visitor, found, by_project=by_project)
    match_cards.excluded(found, by_project=by_project)
    st.caption(weights_sentence(found.weights))
    match_decisions.open_dialogs(visitor)


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + FIRST_SHOWN


def _few(visitor: Visitor, found: Matches, *, by_project: bool) -> None:
    """Draw what was kept and the first proposals, inside a record."""
    match_cards.kept(visitor, found, by_project=by_project)
    match_cards.proposals(visitor, found, by_project=by_project, is_main=False)
    match_decisions.open_dialogs(visitor)


def weights_sentence(weights: MatchWeights) -> str:
    """Say how the note is made: « matière 45, distance 25… »."""
    shares = [
        f"{component.label.lower()} {round(100 * weights.of(component))}"
        for component in Component
        if weights.of(component) > 0
    ]
    return (
        f"La note propose, vous décidez. Poids\u00a0: {', '.join(shares)}. "
        "Une donnée absente est neutre."
    )


def _see_all(name: str, record_id: int, label: str) -> None:
    st.page_link(
        navigation.path_of("matches.py"),
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={name: str(record_id)},
    )


def _without_need(project_id: int) -> None:
    components.empty(
        "join_inner",
        "Aucun besoin noté",
        "Notez dans la fiche du projet la matière qu\u2019il cherche\u00a0: "
        "les gisements paraîtront ici.",
    ).page_link(
        navigation.path_of("project.py"),
        label="Ouvrir la fiche du projet",
        query_params={"id": str(project_id)},
    )
