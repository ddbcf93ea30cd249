"""From families to projects: the tonnes agreed, dark, and those still talked about, light.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french
from circular.queries.materials import Flow

NODE = "#000001"
AGREED = "#000014"
CONSIDERED = "#000012"
INK = "#000005"
MOST = 14
ROW = 46  # pixels
LEAST_HEIGHT = 180
LONGEST = 26
TEXT_SIZE = 13


def drawn(flows: Sequence[Flow]) -> list[Flow]:
    """Return the flows that have tonnes, the heaviest first, no more than can be read."""
    heavy = [flow for flow in flows if flow.agreed + flow.considered > 0]
    return sorted(heavy, key=lambda flow: -(flow.agreed + flow.considered))[:MOST]


def material_flows(flows: Sequence[Flow]) -> go.Figure | None:
    """Draw the heaviest flows; None when none has tonnes."""
    kept = drawn(flows)
    if not kept:
        return None
    families = list(dict.fromkeys(flow.family for flow in kept))
    projects = {flow.project_id: flow.project for flow in kept}
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            textfont={"color": INK, "size": TEXT_SIZE},
            node={
                "label": [_short(name) for name in (*families, *projects.values())],
                "color": NODE,
                "pad": 18,
                "thickness": 10,
                "line": {"width": 0},
                "hoverinfo": "none",
            },
            link=_links(kept, families, list(projects)),
        )
    )
    figure.update_layout(
        height=max(LEAST_HEIGHT, ROW * max(len(families), len(projects))),
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        colorway=[NODE],
    )
    return figure


def _links(
    flows: Sequence[Flow], families: Sequence[str], projects: Sequence[int]
) -> dict[str, object]:
    """Return one link for what is agreed and one for what is considered, where there is any."""
    links = [
        (families.index(flow.family), len(families) + projects.index(flow.project_id), *part)
        for flow in flows
        for part in (
            (flow.agreed, AGREED, _told(flow, flow.agreed, "convenues")),
            (flow.considered, CONSIDERED, _told(flow, flow.considered, "envisagées")),
        )
        if part[0] > 0
    ]
    names = ("source", "target", "value", "color", "customdata")
    columns = dict(zip(names, map(list, zip(*links, strict=True)), strict=True))
    return {**columns, "hovertemplate": "%{customdata}<extra></extra>"}


def _told(flow: Flow, tonnes: float, word: str) -> str:
    amount = french.tonnes(round(tonnes, 1))
    return f"{flow.family}<br>{flow.project}<br>{amount} par an {word}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
