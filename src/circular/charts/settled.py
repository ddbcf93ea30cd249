"""A figure that nobody changes any more: Streamlit may then read it again without copying it."""

from typing import Any

import plotly.graph_objects as go


class Settled(go.Figure):  # type: ignore[misc]  # plotly is untyped
    """A finished figure, kept from visit to visit: what it says is put together once."""

    _said: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return what the figure says; it is shared, so nobody may change it.

        A plain figure copies every point and looks for those to compress, each time it is shown.
        """
        if self._said is None:
            self._said = super().to_dict()
        return self._said


def settled(figure: go.Figure | None) -> Settled | None:
    """Return a finished figure as it is kept; where nothing could be drawn, nothing is."""
    return None if figure is None else Settled(figure)
