"""The curves of survival as the report prints them, in steps, against the published rates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from circular.domain import french
from circular.domain.survival import HORIZONS, Cohort
from circular.exports.report_canvas import (
    GREEN,
    GREY,
    HAIRLINE,
    MUTED,
    PALE,
    USUAL,
    Picture,
    blank,
    plain,
)
from circular.queries.survival import CohortSurvival, Survival

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 7.2  # centimetres
_TOP = 1.04
_ROOM_ON_THE_RIGHT = 1.42
_APART = 0.075  # of the whole: closer, two labels would cover one another
_DRAWN = (Cohort.ALL, Cohort.PRIORITY)
_YEAR, _MOST_YEARS = 12, 6


def curves(page: Survival) -> Picture | None:
    """Draw all companies with their interval, those of QPV when shown; None without a company."""
    whole = page.of(Cohort.ALL)
    if not whole.companies:
        return None
    shown = [each for each in map(page.of, _DRAWN) if each.companies and not each.is_masked]
    figure, axes = blank(HEIGHT)
    if whole.is_telling:
        _band(axes, whole)
    for each in shown:
        months, shares = zip(*_corners(each), strict=True)
        is_strong = each.cohort is Cohort.ALL and each.is_telling
        axes.step(
            months,
            shares,
            where="post",
            color=GREEN if is_strong else GREY,
            linewidth=2.6 if is_strong else 1.6 if each.is_telling else 0.9,
            linestyle="solid" if is_strong else (0, (1, 1.6)),
        )
    for mark in page.references:
        axes.plot(
            [mark.months],
            [mark.share],
            "D",
            markerfacecolor="white",
            markeredgecolor=MUTED,
            markeredgewidth=1.4,
            markersize=6.5,
        )
    last = max([HORIZONS[-1], *(each.followed_months for each in shown)])
    _label(axes, page, shown)
    _ticks(axes, last)
    return Picture(figure)


def _corners(found: CohortSurvival) -> list[tuple[float, float]]:
    """Return the corners of a curve, from everybody open to the one followed longest."""
    height = found.steps[-1][1] if found.steps else 1.0
    return [(0.0, 1.0), *found.steps, (found.followed_months, height)]


def _band(axes: "Axes", found: CohortSurvival) -> None:
    """Draw the interval in steps, its bounds dotted."""
    if not found.bands:
        return
    bands = [*found.bands, (found.followed_months, *found.bands[-1][1:])]
    months, low, high = zip(*bands, strict=True)
    axes.fill_between(months, low, high, step="post", color=PALE, linewidth=0)
    for edge in (low, high):
        axes.step(months, edge, where="post", color=GREEN, linewidth=0.9, linestyle=(0, (1, 2)))


def _label(axes: "Axes", page: Survival, shown: Sequence[CohortSurvival]) -> None:
    """Name curves and references on one line at their right, kept apart."""
    ends = [(each, *_corners(each)[-1]) for each in shown]
    wanted = [
        (share, f"{french.percent(share)} {each.cohort.short}", GREEN, "bold")
        if each.is_telling
        else (share, _broken(each.too_few), MUTED, "normal")
        for each, _, share in ends
    ]
    wanted += [
        (each.share, f"{french.percent(each.share)} {each.label}", MUTED, "normal")
        for each in page.references
    ]
    at = max([month for _, month, _ in ends] + [each.months for each in page.references])
    above, lines = _TOP + _APART, 1
    for share, text, color, weight in sorted(wanted, key=lambda each: -each[0]):
        above = min(share, above - _APART * (lines + 1 + text.count("\n")) / 2)
        lines = 1 + text.count("\n")
        axes.annotate(
            plain(text),
            (at, above),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=color,
            weight=weight,
            fontsize=USUAL,
            annotation_clip=False,
        )


def _broken(text: str) -> str:
    """Write a long name on two lines, as there is little room at the right of a curve."""
    return text.replace("\u00a0: ", "\u00a0:\n")


def _ticks(axes: "Axes", last: float) -> None:
    step = _YEAR if last <= _YEAR * _MOST_YEARS else 2 * _YEAR
    months = range(0, int(last) + 1, step)
    names = ["ouverture" if not each else f"{each}\u00a0mois" for each in months]
    axes.set_xlim(0, last * _ROOM_ON_THE_RIGHT)
    axes.set_xticks(list(months), names)
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.set_ylim(0, _TOP)
    axes.set_yticks([0, 0.5, 1], [french.percent(each) for each in (0, 0.5, 1)])
    axes.grid(visible=True, axis="y", color=HAIRLINE, linewidth=0.6)
