"""The map of a pair on its card, drawn only when asked for: the page opens without plotly."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.match_places import End, match_places
from circular.charts.settled import settled
from circular.config import settings
from circular.domain import french
from circular.domain.matches import Component, ComponentScore, component_sentence
from circular.queries import accounts, territory
from circular.queries.proposals import Proposal
from circular.ui import map_backgrounds, session

_OPEN = "_pair_maps"
_KEPT = 20


def pair_map(proposal: Proposal, below: DeltaGenerator) -> None:
    """Draw the button of the map and, while it is open, the map `below` the columns of the card.

    Nothing is drawn without two places. In a column, the map would leave a hole beside it.
    """
    distance = next((each for each in proposal.components if _is_distance(each)), None)
    ends = _ends(proposal)
    if distance is None or distance.amount is None or ends is None:
        return
    pair = proposal.stream_id, proposal.need_id
    is_open = pair in st.session_state.get(_OPEN, ())
    st.button(
        "Fermer la carte" if is_open else "Voir sur la carte",
        type="tertiary",
        icon=":material/close:" if is_open else ":material/map:",
        key=f"pair_map_{proposal.stream_id}_{proposal.need_id}",
        on_click=_turn,
        args=(pair,),
    )
    if is_open:
        with below:
            _map(pair, ends, distance)


def _is_distance(score: ComponentScore) -> bool:
    return score.component is Component.DISTANCE


def _ends(proposal: Proposal) -> tuple[End, End] | None:
    stream, project = proposal.points
    if stream is None or project is None:
        return None
    return End(proposal.commune or "", stream), End(proposal.project_commune or "", project)


def _turn(pair: tuple[int, int]) -> None:
    """Open the map of a pair, or close it."""
    st.session_state[_OPEN] = set(st.session_state.get(_OPEN, ())) ^ {pair}


def _map(pair: tuple[int, int], ends: tuple[End, End], distance: ComponentScore) -> None:
    stream, project = ends
    said = f"Du gisement ({stream.commune}) au projet ({project.commune})"
    with st.container(key=f"keep_pair_{pair[0]}_{pair[1]}"):
        figure = _figure(_version(), ends, french.kilometres(round(distance.amount or 0.0)))
        st.plotly_chart(
            map_backgrounds.dressed(figure, key=f"pair_{pair[0]}_{pair[1]}"),
            config={"locale": "fr", "displayModeBar": False},
            alt=f"Carte. {said}\u00a0: {component_sentence(distance)}.",
            key=f"chart_pair_{pair[0]}_{pair[1]}",
        )
        st.caption(
            f"{said}\u00a0: {component_sentence(distance)}. Rond\u00a0: le gisement\u202f; "
            "carré\u00a0: le projet\u202f; chacun au centre de sa commune."
        )


def _version() -> tuple[str, int]:
    with session.reading() as db:
        return str(settings().database), accounts.data_version(db)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _figure(version: tuple[str, int], ends: tuple[End, End], distance: str) -> Any:
    """Draw the pair once for each version of the data."""
    del version
    with session.reading() as db:
        places = territory.map_places(db)
    return settled(match_places(places, stream=ends[0], project=ends[1], distance=distance))
