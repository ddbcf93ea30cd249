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
    projects = list(dict.fromkeys(flow.project_id for flow in kept))
    names = {flow.project_id: flow.project for flow in kept}
    links = [
        (families.index(flow.family), len(families) + projects.index(flow.project_id), *part)
        for flow in kept
        for part in (
            (flow.agreed, AGREED, _told(flow, flow.agreed, "convenues")),
            (flow.considered, CONSIDERED, _told(flow, flow.considered, "envisagées")),
        )
        if part[0] > 0
    ]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            textfont={"color": INK, "size": TEXT_SIZE},
            node={
                "label": [*map(_short, families), *(_short(names[each]) for each in projects)],
                "color": NODE,
                "pad": 18,
                "thickness": 10,
                "line": {"width": 0},
                "hoverinfo": "none",
            },
            link={
                "source": [link[0] for link in links],
                "target": [link[1] for link in links],
                "value": [link[2] for link in links],
                "color": [link[3] for link in links],
                "customdata": [link[4] for link in links],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )
    figure.update_layout(
        height=max(LEAST_HEIGHT, ROW * max(len(families), len(projects))),
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        colorway=[NODE],
    )
    return figure


def _told(flow: Flow, tonnes: float, word: str) -> str:
    amount = french.tonnes(round(tonnes, 1))
    return f"{flow.family}<br>{flow.project}<br>{amount} par an {word}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
