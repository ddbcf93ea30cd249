"""The share of companies still open, month by month after opening, against published rates.

Colours are placeholders that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.domain import french
from circular.domain.survival import HORIZONS, Cohort, SurvivalReference
from circular.queries.survival import CohortSurvival

ALL = "#000001"
PRIORITY = "#000002"
LABEL = "#000004"
GROUND = "#000038"
HEIGHT = 300
WEAK_WIDTH = 1.2
BREAK = "<br>"
SHADE = 0.1
TEXT_SIZE = 13
ROOM_ON_THE_RIGHT = 1.45
TOP = 1.06
LABEL_MONTHS = 9  # the width of a label, in months of the axis
APART = 0.08  # of the whole: closer, two labels would cover one another


def survival_curve(
    cohorts: Sequence[CohortSurvival], references: Sequence[SurvivalReference]
) -> go.Figure:
    """Draw the curve of each cohort in steps, the first with its interval, and the references.

    Masked and empty cohorts are left out; a curve ends with the company followed longest.
    """
    shown = [each for each in cohorts if each.companies]
    last = max([HORIZONS[-1], *(each.followed_months for each in shown)])
    figure = go.Figure()
    if shown:
        figure.add_traces(_band(shown[0]) if shown[0].is_telling else [])
    figure.add_traces([_curve(each) for each in shown])
    figure.add_traces([_mark(each) for each in references])
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 12, "t": 12, "b": 0, "pad": 4},
        showlegend=False,
        separators=", ",
        colorway=[ALL, PRIORITY],
        hovermode="closest",
        xaxis=_time_axis(last),
        yaxis={
            "range": [0, TOP],
            "tickvals": [0, 0.5, 1],
            "ticktext": [french.percent(share) for share in (0, 0.5, 1)],
            "tickfont": {"color": LABEL, "size": TEXT_SIZE},
            "fixedrange": True,
            "zeroline": False,
        },
        annotations=_labels(shown, references),
    )
    return figure


def _time_axis(last: float) -> dict[str, object]:
    years = range(0, int(last) + 1, 12)
    return {
        "range": [0, last * ROOM_ON_THE_RIGHT],
        "tickvals": list(years),
        "ticktext": ["ouverture" if not each else f"{each}\u00a0mois" for each in years],
        "tickfont": {"color": LABEL, "size": TEXT_SIZE},
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def _points(found: CohortSurvival) -> list[tuple[float, float]]:
    """Return the corners of a curve, from everybody open to the one followed longest."""
    height = found.steps[-1][1] if found.steps else 1.0
    return [(0.0, 1.0), *found.steps, (found.followed_months, height)]


def _curve(found: CohortSurvival) -> go.Scatter:
    points, is_priority = _points(found), found.cohort is Cohort.PRIORITY
    color = (PRIORITY if is_priority else ALL) if found.is_telling else LABEL
    return go.Scatter(
        x=[month for month, _ in points],
        y=[share for _, share in points],
        mode="lines",
        line={
            "color": color,
            "width": (2 if is_priority else 3.5) if found.is_telling else WEAK_WIDTH,
            "shape": "hv",
            "dash": "dot" if is_priority or not found.is_telling else "solid",
        },
        hovertemplate="%{x:.0f}\u00a0mois\u00a0: %{y:.0%}<extra></extra>"
        if found.is_telling
        else f"{_end(found, 0)[0]}<extra></extra>",
    )


def _band(found: CohortSurvival) -> list[go.Scatter]:
    """Draw the interval in steps as a closed ground, thin, and its bounds dotted."""
    if not found.bands:
        return []
    ends = [*(month for month, _, _ in found.bands[1:]), found.followed_months]
    low = [(at, bound) for (month, bound, _), end in _until(found, ends) for at in (month, end)]
    high = [(at, bound) for (month, _, bound), end in _until(found, ends) for at in (month, end)]
    outline = [*high, *reversed(low), high[0]]
    return [
        go.Scatter(
            x=[month for month, _ in outline],
            y=[share for _, share in outline],
            mode="none",
            fill="toself",
            fillcolor=ALL,
            opacity=SHADE,
            hoverinfo="skip",
        ),
        *(
            go.Scatter(
                x=[month for month, _ in edge],
                y=[share for _, share in edge],
                mode="lines",
                line={"color": ALL, "width": 1, "dash": "dot"},
                hoverinfo="skip",
            )
            for edge in (low, high)
        ),
    ]


def _until(
    found: CohortSurvival, ends: Sequence[float]
) -> list[tuple[tuple[float, float, float], float]]:
    return list(zip(found.bands, ends, strict=True))


def _mark(reference: SurvivalReference) -> go.Scatter:
    """Draw a published rate as a diamond at its month."""
    return go.Scatter(
        x=[reference.months],
        y=[reference.share],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 11,
            "color": GROUND,
            "line": {"color": LABEL, "width": 2},
        },
        hoverinfo="skip",
    )


def _labels(
    shown: Sequence[CohortSurvival], references: Sequence[SurvivalReference]
) -> list[dict[str, object]]:
    """Label the references on one line at their right, the curves where the longest ends.

    Curves that end too near that line are labelled on it; on one line, labels are kept apart.
    """
    ends = [(each, *_points(each)[-1]) for each in shown]
    longest = max([month for _, month, _ in ends], default=0.0)
    right = max([longest, *(float(each.months) for each in references)])
    wanted = [
        *(
            (
                longest if longest < right - LABEL_MONTHS else right,
                share,
                *_end(found, share),
            )
            for found, _, share in ends
        ),
        *(
            (right, each.share, f"{french.percent(each.share)} {each.label}", LABEL)
            for each in references
        ),
    ]
    labels: list[dict[str, object]] = []
    above: dict[float, tuple[float, int]] = {}
    for at, share, text, color in sorted(wanted, key=lambda each: -each[1]):
        lines = 1 + text.count(BREAK)
        before, its_lines = above.get(at, (TOP + APART * lines, lines))
        above[at] = min(share, before - APART * (lines + its_lines) / 2), lines
        labels.append(
            {
                "x": at,
                "y": above[at][0],
                "text": text,
                "showarrow": False,
                "xanchor": "left",
                "align": "left",
                "xshift": 10,
                "font": {"color": color, "size": TEXT_SIZE},
            }
        )
    return labels


def _end(found: CohortSurvival, share: float) -> tuple[str, str]:
    """Name a curve where it ends, with the colour; one of too few companies says it in grey."""
    if found.is_telling:
        return f"<b>{french.percent(share)} {found.cohort.short}</b>", ALL
    return found.too_few.replace("\u00a0: ", f"\u00a0:{BREAK}"), LABEL
