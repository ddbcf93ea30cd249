"""The smallest figure: drawn once at start so that no visitor pays for loading plotly."""

import plotly.graph_objects as go


def draw() -> go.Figure:
    """Return a figure with one point."""
    return go.Figure(go.Scatter(x=[0], y=[0]))
