"""The discreet way from a figure to the rows behind it, as of the same day and territory."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.ui import indicators, navigation


def figure_link(
    visitor: Visitor,
    perimeter: Perimeter,
    key: str,
    label: str,
    *,
    place: DeltaGenerator | None = None,
) -> None:
    """Draw the link to a figure's page in `place`; nothing for who may not open rows."""
    if not visitor.may(Permission.SEE_FIGURE_ROWS):
        return
    (place or st).page_link(
        navigation.path_of("indicators.py"),
        label=label,
        width="content",
        query_params={indicators.KEY: key, **indicators.parameters(perimeter)},
    )
