"""A settled figure says what the figure it was made from says, and says it without a copy."""

import json

import plotly.graph_objects as go
import plotly.io

from circular.charts.map_backgrounds import with_background
from circular.charts.settled import Settled


def _figure() -> go.Figure:
    figure = go.Figure(go.Scatter(x=[1, 2, 3], y=[0.5, 1.5, 2.5], name="Emplois"))
    figure.update_layout(height=220, separators=", ")
    return figure


def test_a_settled_figure_says_what_the_figure_said() -> None:
    said = [plotly.io.to_json(each, validate=False) for each in (Settled(_figure()), _figure())]
    assert json.loads(said[0]) == json.loads(said[1])


def test_it_says_it_twice_alike_and_without_a_copy() -> None:
    settled = Settled(_figure())
    first = plotly.io.to_json(settled, validate=False)
    assert settled.to_dict() is settled.to_dict()
    assert plotly.io.to_json(settled, validate=False) == first


def test_what_is_made_from_it_is_another_figure() -> None:
    settled = Settled(_figure())
    before = plotly.io.to_json(settled, validate=False)
    other = go.Figure(settled)
    other.update_layout(height=500)
    with_background(settled, "https://tiles.example/{z}/{x}/{y}.png")
    assert plotly.io.to_json(settled, validate=False) == before
    assert plotly.io.to_json(other, validate=False) != before
