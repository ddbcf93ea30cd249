"""The blank page of the report's drawings, and what several of them draw alike.

They are drawn in memory by matplotlib's own objects (never `pyplot`, which several visitors would
share), with the font of the product, and come out the same for the same figures. One green; what
matters is also told by length, place or lightness, so that a grey copy says as much.
"""

import atexit
import io
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from circular.domain.targets import Path
from circular.exports.pdf import FONTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GREEN, GREY, INK, MUTED, HAIRLINE, PALE = (
    *("#0E6753", "#7C8D86", "#0A1A16", "#50645D", "#D3DDD7", "#E6EFEA"),
)
WIDTH = 17.0  # centimetres: what an A4 page leaves between its margins
DOTS_PER_INCH = 300
SMALL, USUAL = 8.5, 9.5  # points
_INCH = 2.54
_STEPS = 48  # points on a path, which need not be straight


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that can be written as vectors or as dots, the same bytes for the same figures."""

    figure: "Figure"

    def svg(self) -> str:
        """Return the vectors; letters are outlines, so that no font is asked for."""
        made = io.StringIO()
        nothing = {"Date": None, "Creator": None}
        self.figure.savefig(made, format="svg", metadata=nothing, transparent=True)
        return made.getvalue()

    def png(self) -> bytes:
        """Return the dots, fit for print."""
        made = io.BytesIO()
        quick = {"compress_level": 4}
        nothing = {"Software": None}
        self.figure.savefig(
            made, format="png", dpi=DOTS_PER_INCH, metadata=nothing, pil_kwargs=quick
        )
        return made.getvalue()


def blank(height: float) -> "tuple[Figure, Axes]":
    """Return an empty figure of the width of the page, its height in centimetres."""
    _prepare()
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / _INCH, height / _INCH))
    axes = figure.add_subplot()
    figure.subplots_adjust(left=0.055, right=0.985, top=0.97, bottom=0.11)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(colors=MUTED, labelsize=SMALL, length=0)
    axes.set_axisbelow(True)
    return figure, axes


def note(
    axes: "Axes",
    day: date,
    height: float,
    text: str,
    *,
    up: bool,
    right: bool = True,
    color: str = MUTED,
    weight: str = "normal",
) -> None:
    """Write beside a point of a drawing whose axis is time; nothing cuts the text."""
    axes.annotate(
        plain(text),
        (ordinal(day), height),
        xytext=(8 if right else -8, 5 if up else -5),
        textcoords="offset points",
        ha="left" if right else "right",
        va="bottom" if up else "top",
        color=color,
        weight=weight,
        fontsize=USUAL,
        annotation_clip=False,
    )


def draw_path(axes: "Axes", path: Path, last: date) -> None:
    """Draw the path from its start, level after its due day, and a ring where it stands."""
    whole = (path.due_on - path.starts_on).days
    days = [path.starts_on + timedelta(days=round(whole * at / _STEPS)) for at in range(_STEPS + 1)]
    days += [last] if last > path.due_on else []
    axes.plot(
        [ordinal(day) for day in days],
        [path.at(day) for day in days],
        color=GREY,
        linewidth=1.5,
        linestyle=(0, (5, 3)),
    )
    axes.plot(
        [ordinal(last)],
        [path.at(last)],
        "o",
        markerfacecolor="white",
        markeredgecolor=GREY,
        markersize=6,
        clip_on=False,
    )


def mark_years(axes: "Axes", start: date, end: date) -> None:
    """Mark the turns of years, all of them or one in two."""
    years = list(range(start.year + 1, end.year + 1))
    years = years or [start.year]
    step = 1 if len(years) <= 8 else 2  # noqa: PLR2004
    shown = [year for year in years[::step] if start <= date(year, 1, 1) <= end] or [start.year]
    days = [max(date(year, 1, 1), start) for year in shown]
    axes.set_xticks([ordinal(day) for day in days], [str(year) for year in shown])


def ordinal(day: date) -> int:
    """Return where a day is on an axis of time, in days."""
    return day.toordinal()


def plain(text: str) -> str:
    """Return a text that the library does not read as mathematics."""
    return text.replace("$", r"\$")


@cache
def _prepare() -> None:
    """Load the library once, with its cache in a temporary folder and the font of the product."""
    if "MPLCONFIGDIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="circular-")
        os.environ["MPLCONFIGDIR"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    import matplotlib as mpl
    from matplotlib import font_manager

    for font in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(font)
    mpl.rcParams.update(
        {
            "font.family": "Public Sans",
            "svg.fonttype": "path",
            "svg.hashsalt": "circular",
            "axes.unicode_minus": True,
        }
    )
