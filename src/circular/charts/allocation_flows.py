"""The tonnes of a plan as a Sankey: from families of material to the projects that receive them.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from circular.domain import french
from circular.queries.allocation_plans import PlanLine

SOURCE = "#000001"
TARGET = "#000004"
LINK = "#000013"
INK = "#000005"
TEXT_SIZE = 13
MOST_FAMILIES = 6
MOST_PROJECTS = 9
LONGEST = 24
LINE_HEIGHT = 40
LOWEST = 220
OTHERS = "Autres"
NO_FAMILY = "Famille non renseignée"


@dataclass(frozen=True, slots=True)
class Band:
    """Tonnes a year that go from a family to a project."""

    family: str
    project: str
    tonnes: float


def bands(lines: Sequence[PlanLine]) -> tuple[Band, ...]:
    """Add up the lines by family and project, the smallest of each under « Autres »."""
    named = [(line.family or NO_FAMILY, line.project_title, line.tonnes) for line in lines]
    families = _largest([(family, tonnes) for family, _, tonnes in named], MOST_FAMILIES)
    projects = _largest([(project, tonnes) for _, project, tonnes in named], MOST_PROJECTS)
    total: dict[tuple[str, str], float] = {}
    for family, project, tonnes in named:
        key = (
            family if family in families else OTHERS,
            project if project in projects else OTHERS,
        )
        total[key] = total.get(key, 0.0) + tonnes
    found = [Band(family, project, tonnes) for (family, project), tonnes in total.items()]
    return tuple(sorted(found, key=lambda band: (-band.tonnes, band.family, band.project)))


def allocation_flows(found: Sequence[Band]) -> go.Figure:
    """Draw the bands; there is at least one."""
    families = _others_last([band.family for band in found])
    projects = _others_last([band.project for band in found])
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": [_short(name) for name in (*families, *projects)],
                "color": [SOURCE] * len(families) + [TARGET] * len(projects),
                "thickness": 12,
                "pad": 16,
                "line": {"width": 0},
                "hoverinfo": "skip",
            },
            link={
                "source": [families.index(band.family) for band in found],
                "target": [len(families) + projects.index(band.project) for band in found],
                "value": [band.tonnes for band in found],
                "color": [LINK] * len(found),
                "customdata": [french.tonnes(round(band.tonnes, 1)) for band in found],
                "hovertemplate": "%{source.label}, %{target.label}<br>%{customdata}<extra></extra>",
            },
            textfont={"color": INK, "size": TEXT_SIZE},
        )
    )
    figure.update_layout(
        height=max(LOWEST, LINE_HEIGHT * max(len(families), len(projects)) + 40),
        margin={"l": 4, "r": 4, "t": 16, "b": 16},
        separators=", ",
        colorway=[SOURCE, TARGET],
    )
    return figure


def _largest(parts: Sequence[tuple[str, float]], most: int) -> set[str]:
    """Return the names that carry most tonnes."""
    total: dict[str, float] = {}
    for name, tonnes in parts:
        total[name] = total.get(name, 0.0) + tonnes
    ordered = sorted(total, key=lambda name: (-total[name], name))
    return set(ordered if len(ordered) <= most + 1 else ordered[:most])


def _others_last(names: Sequence[str]) -> list[str]:
    """Return each name once, in order, « Autres » at the end."""
    return sorted(dict.fromkeys(names), key=lambda name: name == OTHERS)


def _short(name: str) -> str:
    """Return a name that leaves room for the bands on a phone."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
