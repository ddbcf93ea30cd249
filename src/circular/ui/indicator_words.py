"""The sentences of the page « Indicateurs »: values, gaps, perimeters and how a figure is made."""

from collections.abc import Mapping

from circular.domain import french
from circular.domain.indicators import Combination, Figure, Perimeter, Span, Unit
from circular.domain.labels import Labelled
from circular.queries.indicator_measures import Indicator

WHOLE = "tout le territoire"
LEGEND = (
    "«\u00a0–\u00a0» veut dire inconnu, jamais zéro. «\u00a0Non renseigné\u00a0» compte les fiches "
    "qui ne disent pas ce qu\u2019il faut et ne sont donc pas dans le chiffre. Chaque nom ouvre "
    f"la définition du chiffre et les lignes qui le font. {french.FTE_MEANING}"
)
UNEQUAL = "Les deux périodes n\u2019ont pas la même longueur\u00a0: comparez avec prudence."
_MADE = {
    Combination.SUM: "Le chiffre est la somme des valeurs ci-dessous.",
    Combination.COUNT: "Le chiffre est le nombre de lignes ci-dessous.",
    Combination.MEDIAN: "Le chiffre est la médiane des valeurs ci-dessous\u00a0: la moitié des "
    "cas est en dessous, l\u2019autre au-dessus.",
    Combination.SHARE: "Le chiffre est la somme des valeurs, divisée par la somme des bases.",
}


class Against(Labelled):
    """What the figures are compared with."""

    NOTHING = "rien", "Sans comparaison"
    DAY = "date", "Avec une autre date"
    PERIOD = "periode", "Avec une autre période"
    PLACE = "territoire", "Avec un autre territoire"


def written(declared: Indicator, figure: Figure) -> str:
    """Write a figure with its unit, as tables show it."""
    return figure.written(declared.unit)


def cell(declared: Indicator, figure: Figure) -> float | str | None:
    """Return what a file holds: the number, or the words that stand in its place."""
    if figure.value is None and (figure.is_masked or figure.withheld):
        return figure.written(declared.unit)
    return figure.value


def gap(declared: Indicator, now: Figure, other: Figure) -> str:
    """Write the difference between two values, with its sign; unknown when one of them is.

    The unit is that of the value beside it, but for shares, whose difference is in points.
    """
    if now.value is None or other.value is None:
        return french.UNKNOWN
    difference = round(now.value - other.value, 2)
    sign = "+" if difference > 0 else ""
    if not difference:
        return "égal"
    if declared.unit is not Unit.PERCENT:
        return f"{sign}{french.number(difference)}"
    points = "points" if abs(difference) >= french.PLURAL_FROM else "point"
    return f"{sign}{french.number(difference)}\u00a0{points}"


def named(declared: Indicator, perimeter: Perimeter) -> str:
    """Name a figure with the first day that it counts from, when it counts a period."""
    if declared.span is Span.DAY:
        return declared.name
    if perimeter.since is None:
        return f"{declared.name}, depuis l\u2019origine"
    return f"{declared.name}, depuis le {french.day(perimeter.since)}"


def when(perimeter: Perimeter, span: Span = Span.PERIOD) -> str:
    """Say the day or the period of a perimeter: « au … », « du … au … »."""
    last = french.day(perimeter.as_of)
    if span is Span.DAY:
        return f"au {last}"
    if perimeter.since is None:
        return f"depuis l\u2019origine et jusqu\u2019au {last}"
    return f"du {french.day(perimeter.since)} au {last}"


def twelve_months(perimeter: Perimeter) -> str:
    """Say which period is compared when nobody said where it starts."""
    return (
        "Sans début choisi, la période comparée est celle des douze derniers mois, "
        f"{when(perimeter)}."
    )


def as_long(one: Perimeter, other: Perimeter) -> bool:
    """Say whether two periods last as long, a leap day apart."""
    if one.since is None or other.since is None:
        return one.since is other.since
    lasted = (one.as_of - one.since).days - (other.as_of - other.since).days
    return abs(lasted) <= 1


def where(name: str | None) -> str:
    """Say the territory within a sentence."""
    return name or WHOLE


def upside_down(perimeter: Perimeter) -> str:
    """Say that a period ends before it starts, and how to mend it."""
    return (
        f"La période finit le {french.day(perimeter.as_of)}, avant de commencer le "
        f"{french.day(perimeter.since)}. Corrigez l\u2019une des deux dates\u00a0: rien n\u2019est "
        "compté d\u2019ici là."
    )


def lead(
    now: tuple[Perimeter, str | None, Mapping[str, Figure]],
    other: tuple[Perimeter, str | None, Mapping[str, Figure]] | None,
) -> str:
    """Say the net jobs and the agreements signed, then what they are compared with."""
    perimeter, name, figures = now
    jobs = figures["jobs_net"].value or 0
    said = french.plural(jobs, "emploi net", "emplois nets") if jobs else "Aucun emploi net"
    first = f"**{said}** au {french.day(perimeter.as_of)}, {where(name)}"
    if other is None:
        signed = figures["agreements_signed"].value or 0
        agreements = french.plural(signed, "convention signée", "conventions signées")
        told = agreements if signed else "aucune convention signée"
        return f"{first}\u202f; {told} {when(perimeter)}."
    there, place, before = other
    return (
        f"{first}, face à {french.number(before['jobs_net'].value or 0)} au "
        f"{french.day(there.as_of)}, {where(place)}."
    )


def nothing_yet(declared: Indicator, perimeter: Perimeter) -> str:
    """Say that nothing makes the figure, and what would."""
    return f"Rien à compter {when(perimeter, declared.span)}. Source\u00a0: {declared.source}."


def made_of(combine: Combination) -> str:
    """Say how the rows make the figure."""
    return _MADE[combine]
