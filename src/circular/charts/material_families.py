"""The tonnes of streams as areas: one per family, cut by waste code where codes are known.

Unknown tonnes have no area: the sentence beside the drawing counts them. Colours are placeholders
that the browser replaces by the theme's, light or dark.
"""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap

import plotly.graph_objects as go

from circular.domain import french
from circular.queries.materials import UNKNOWN_CODE, FamilyTonnes

FILL = "#000001"
HEADER = "#000012"
INK = "#000005"
GROUND = "#000038"
HEIGHT = 380
TEXT_SIZE = 13
SMALL = 0.04  # of all tonnes: an area too small for its name joins the other families
LINE = 17  # letters: a label is cut into lines so that it fits in narrow areas


def material_families(rows: Sequence[FamilyTonnes]) -> go.Figure | None:
    """Draw the families and their codes; None when no tonnage is known."""
    heavy = _named([row for row in rows if row.tonnes])
    if not heavy:
        return None
    figure = go.Figure(_areas(heavy))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        colorway=[FILL],
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    return figure


def _named(heavy: Sequence[FamilyTonnes]) -> list[FamilyTonnes]:
    """Put the families too small to bear a name together, when there are several."""
    sums: dict[str, float] = {}
    for row in heavy:
        sums[row.family] = sums.get(row.family, 0.0) + (row.tonnes or 0.0)
    least = SMALL * sum(sums.values())
    small = {family for family, tonnes in sums.items() if tonnes < least}
    kept = [row for row in heavy if row.family not in small]
    if len(small) == 1 or not kept:
        return list(heavy)
    if small:
        others = replace(
            next(row for row in heavy if row.family in small),
            family=french.plural(len(small), "autre famille", "autres familles"),
            code=None,
            waste=f"{french.plural(len(small), 'famille', 'familles')} sous 4\u00a0% chacune",
            tonnes=sum(sums[family] for family in small),
        )
        kept.append(others)
    return kept


def _areas(heavy: Sequence[FamilyTonnes]) -> go.Treemap:
    """Return one area a family, cut by code when codes are known."""
    sums: dict[str, float] = {}
    for row in heavy:
        sums[row.family] = sums.get(row.family, 0.0) + (row.tonnes or 0.0)
    cut = heavy if any(row.code for row in heavy) else []
    names = [*(map(_header, sums) if cut else map(_lines, sums))]
    codes = [row.waste or UNKNOWN_CODE for row in cut]
    values = [*sums.values(), *(row.tonnes or 0.0 for row in cut)]
    return go.Treemap(
        ids=[*sums, *(f"{row.family}/{row.code}" for row in cut)],
        labels=names + [_lines(code) for code in codes],
        parents=[*("" for _ in sums), *(row.family for row in cut)],
        values=values,
        text=[french.tonnes(round(value, 1)) for value in values],
        branchvalues="total",
        textinfo="label+text",
        customdata=[*sums, *codes],
        hovertemplate="%{customdata}<br>%{text} par an<extra></extra>",
        textfont={
            "color": [INK if cut else GROUND] * len(sums) + [GROUND] * len(cut),
            "size": TEXT_SIZE,
        },
        marker={
            "colors": [HEADER if cut else FILL] * len(sums) + [FILL] * len(cut),
            "line": {"color": GROUND, "width": 1.5},
            "pad": {"t": 22, "l": 2, "r": 2, "b": 2},
        },
        tiling={"pad": 2},
        pathbar={"visible": False},
    )


def _lines(text: str) -> str:
    return "<br>".join(wrap(text, LINE, break_long_words=False))


def _header(family: str) -> str:
    """Cut the name of a family so that it stands on the one line of its header."""
    return family if len(family) <= LINE else family[: LINE - 1].rstrip(" ,") + "…"
