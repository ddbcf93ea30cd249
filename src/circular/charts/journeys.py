"""The moves of a period as a Sankey: from contact to suivi, with the exits under each stage.

Colours are placeholders that the browser replaces by the theme's, light or dark. Moves back and
projects taken up again would draw loops: the table beside tells them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from circular.domain import french
from circular.domain.stages import ExitKind, MoveKind, Stage
from circular.queries.journeys import Flow, Journeys

INK = "#000005"
ENTRY = "#000002"
EXIT = "#000003"
FORWARD = "#000013"
OUTWARD = "#000012"
TEXT_SIZE = 13
MAIN = 220  # pixels, of the part where stages lie
GAP, LEAST = 10, 18  # pixels, between two exits, and of the label of one
MARGIN = 12
FIRST, STEP = 0.01, 0.168
EXIT_AT = 1.55  # in steps, from the first
NEW = "Contacts"


@dataclass
class _Drawing:
    """Nodes and links while they are gathered."""

    labels: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    links: list[tuple[int, int, int, str, str]] = field(default_factory=list)

    def node(self, label: str, colour: str, x: float, y: float) -> int:
        self.labels.append(label)
        self.colours.append(colour)
        self.x.append(x)
        self.y.append(y)
        return len(self.labels) - 1

    def link(self, ends: tuple[int, int], count: int, colour: str, told: str) -> None:
        self.links.append((*ends, count, colour, f"{told}\u00a0: {french.number(count)}"))


def is_drawable(found: Journeys) -> bool:
    """Say whether anything went forward or out: what a Sankey shows."""
    return bool(found.exits or forward(found.flows))


def forward(flows: Sequence[Flow]) -> list[Flow]:
    """Return entries and advances, the flows that a drawing from left to right can hold."""
    return [flow for flow in flows if flow.kind in {MoveKind.ENTRY, MoveKind.ADVANCE}]


def journeys_flow(found: Journeys) -> go.Figure:
    """Draw the moves of the period; something is drawable.

    Stages lie in the upper part, whose height fits the largest of them; exits lie below it.
    """
    drawing = _Drawing()
    stages = _stages(drawing, found)
    _moves(drawing, stages, forward(found.flows))
    below = _exits(drawing, stages, found)
    height = MAIN + below + 2 * MARGIN
    sankey = _sankey(drawing).update(domain={"y": [below / (MAIN + below), 1]})
    figure = go.Figure(sankey)
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 4, "t": MARGIN, "b": MARGIN},
        separators=", ",
        colorway=[ENTRY, EXIT],
    )
    return figure


def _sankey(drawing: _Drawing) -> go.Sankey:
    names = ("source", "target", "value", "color", "customdata")
    links: dict[str, Any] = dict(
        zip(names, map(list, zip(*drawing.links, strict=True)), strict=True)
    )
    return go.Sankey(
        arrangement="fixed",
        textfont={"color": INK, "size": TEXT_SIZE},
        node={
            "label": drawing.labels,
            "color": drawing.colours,
            "x": drawing.x,
            "y": drawing.y,
            "thickness": 12,
            "pad": 14,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        link={**links, "hovertemplate": "%{customdata}<extra></extra>"},
    )


def _stages(drawing: _Drawing, found: Journeys) -> dict[Stage, int]:
    """Draw the stages that something comes to or leaves, in their order."""
    used = {end for flow in forward(found.flows) for end in (flow.origin, flow.stage)}
    used |= {each.stage for each in found.exits}
    return {
        stage: drawing.node(
            stage.label, f"#0000{16 + stage.rank}", FIRST + STEP * (stage.rank + 1), 0.5
        )
        for stage in Stage
        if stage in used
    }


def _moves(drawing: _Drawing, stages: dict[Stage, int], flows: Sequence[Flow]) -> None:
    new = None
    for flow in sorted(flows, key=lambda each: each.stage.rank):
        if flow.origin is None:
            new = drawing.node(NEW, ENTRY, FIRST, 0.5) if new is None else new
            told, start = f"Entrés {flow.stage.reached}", new
        else:
            told, start = f"{flow.origin.label}, {flow.stage.label}", stages[flow.origin]
        drawing.link((start, stages[flow.stage]), flow.count, FORWARD, told)


def _exits(drawing: _Drawing, stages: dict[Stage, int], found: Journeys) -> float:
    """Draw the exits under the stage that they leave; return the height that they take, pixels."""
    counts: Counter[tuple[Stage, ExitKind]] = Counter()
    for each in found.exits:
        counts[each.stage, each.kind] += each.count
    pixels = MAIN / _largest(found)
    lowest = 0.0
    for stage, start in stages.items():
        reached = 0.0
        for kind in ExitKind:
            count = counts[stage, kind]
            if not count:
                continue
            size = max(LEAST, count * pixels)
            middle = 1 + (reached + GAP + size / 2) / MAIN
            reached += GAP + size
            label, x = f"{kind.label} {french.number(count)}", FIRST + STEP * (stage.rank + EXIT_AT)
            end = drawing.node(label, EXIT, x, middle)
            drawing.link((start, end), count, OUTWARD, f"{kind.label}, {stage.reached}")
        lowest = max(lowest, reached)
    return lowest


def _largest(found: Journeys) -> int:
    """Return how many projects the tallest stage holds: what comes to it, or what leaves it."""
    coming: Counter[Stage] = Counter()
    leaving: Counter[Stage | None] = Counter()
    for flow in forward(found.flows):
        coming[flow.stage] += flow.count
        leaving[flow.origin] += flow.count
    for each in found.exits:
        leaving[each.stage] += each.count
    return max(*coming.values(), *leaving.values())
