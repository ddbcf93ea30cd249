"""The background of a map: images of a server, only where one is set, once asked for."""

from typing import Any

import streamlit as st

from circular.charts.map_backgrounds import with_background
from circular.config import settings


def dressed(figure: Any, *, key: str) -> Any:
    """Draw the switch of the background over a map and return the map as it is asked for.

    Nothing is drawn, and no other site is ever asked, where the machine has no map server.
    """
    template = settings().map_tiles
    if not template:
        return figure
    is_on = st.toggle(
        "Fond de carte",
        key=f"background_{key}",
        help="Les images viennent d\u2019un autre site, qui voit l\u2019adresse de votre "
        "connexion et la zone regardée, rien d\u2019autre.",
    )
    if not is_on:
        return figure
    if settings().map_credit:
        st.caption(f"Fond de carte\u00a0: {settings().map_credit}")
    return with_background(figure, template)
