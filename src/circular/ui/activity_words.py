"""The sentences of the page « Activité »."""

from datetime import date

from circular.domain import french
from circular.domain.activity import ActivityFilters, ActivityRows, Deed, Step
from circular.domain.exchanges import Direction
from circular.domain.stages import Stage
from circular.queries.activity import Activity

SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)


def lead(found: Activity) -> str:
    """Say what was done in the period, and how it compares with the one before."""
    filters = found.filters
    period = f"Du {french.day(filters.since)} au {french.day(filters.as_of)}"
    exchanges = found.count(Deed.EXCHANGE)
    before = found.before.get(Deed.EXCHANGE, 0)
    told = [
        french.plural(exchanges, "échange", "échanges"),
        french.plural(found.count(Deed.VISIT), "visite", "visites"),
        french.plural(found.count(Deed.SERVICE_GIVEN), "prestation rendue", "prestations rendues"),
        french.plural(found.count(Deed.SIGNATURE), "convention signée", "conventions signées"),
    ]
    return (
        f"{period}\u00a0: **{told[0]}**, dont {told[1]}, {told[2]} et {told[3]}. "
        f"{french.plural(before, 'échange', 'échanges')} sur la période d’avant, de même longueur."
    )


def exchanges(found: Activity) -> str:
    """Say how many exchanges came from people, and in which step there were most."""
    received = found.count(Deed.EXCHANGE, side=Direction.FROM_PERSON.value)
    steps = found.filters.steps
    most = max(steps, key=lambda day: found.count(Deed.EXCHANGE, step_on=day))
    return (
        f"{french.number(received)} sur {french.number(found.count(Deed.EXCHANGE))} viennent des "
        f"personnes suivies\u202f; le plus fort\u00a0: {found.filters.step.called(most)} "
        f"({french.number(found.count(Deed.EXCHANGE, step_on=most))})."
    )


def short(step: Step, day: date) -> str:
    """Name a step under its bar: « nov. 26 », « T4 26 », « 2026 »."""
    year = f"{day.year % 100:02d}"
    if step is Step.MONTH:
        return f"{SHORT_MONTHS[day.month - 1]} {year}"
    return step.called(day) if step is Step.YEAR else f"T{(day.month + 2) // 3} {year}"


def opened(asked: ActivityRows, filters: ActivityFilters) -> str:
    """Say which number is opened."""
    if asked.charge is not None:
        where = f", {Stage(asked.stage).reached}" if asked.stage in list(Stage) else ""
        return f"{asked.charge.label}{where} au {french.day(filters.as_of)}"
    label = asked.deed.label if asked.deed else ""
    if asked.is_before:
        since, last = filters.before
        return f"{label}, du {french.day(since)} au {french.day(last)}"
    return f"{label}, {filters.step.called(asked.step_on)}" if asked.step_on else label
