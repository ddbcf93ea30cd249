"""The discreet way from a figure to the rows behind it, as of the same day and territory."""

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
    navigation.link(
        "indicators.py",
        label,
        place=place,
        asked={indicators.KEY: key, **indicators.parameters(perimeter)},
    )
