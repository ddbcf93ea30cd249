"""The sentences of the page « Parcours »."""

from circular.domain import french
from circular.domain.journeys import JourneyPart, JourneyRows, Outcome
from circular.domain.stages import MoveKind
from circular.queries.journeys import Journeys


def period(found: Journeys) -> str:
    """Say the period: « Du 01/01/2026 au 22/11/2026 »."""
    until = french.day(found.filters.as_of)
    if found.filters.since is None:
        return f"Depuis l’origine, au {until}"
    return f"Du {french.day(found.filters.since)} au {until}"


def lead(found: Journeys) -> str:
    """Say what entered, what moved on, what left, and where it takes longest."""
    entered = found.moved(MoveKind.ENTRY)
    advanced = found.moved(MoveKind.ADVANCE)
    if not (entered or advanced or found.left):
        return f"{period(found)}\u00a0: **aucun mouvement**."
    parts = [
        french.plural(entered, "projet entré", "projets entrés"),
        french.plural(advanced, "passage", "passages"),
        french.plural(found.left, "sortie", "sorties"),
    ]
    told = f"{period(found)}\u00a0: **{parts[0]}**, {parts[1]} à une étape suivante, {parts[2]}."
    return " ".join([told, *_where_it_takes_long(found)])


def _where_it_takes_long(found: Journeys) -> list[str]:
    """Say where stays are the longest, when enough are over, and where most projects wait."""
    told = []
    slow, crowded = found.slowest, found.crowded
    if slow is not None:
        days = french.plural(round(slow.ended.median or 0), "jour", "jours")
        cases = french.plural(slow.ended.count, "cas", "cas")
        where = f"C’est {slow.stage.reached} que l’on reste le plus"
        told.append(f"{where}\u00a0: {days} (médiane, {cases}).")
    if crowded is not None:
        count = french.plural(crowded.still.count, "projet attend", "projets attendent")
        told.append(f"{count} {crowded.stage.reached}.")
    return told


def made_of(asked: JourneyRows, whole: Journeys) -> str:
    """Say which figure the rows of a number make: a median of days, or a share; else nothing."""
    one = next((each for each in whole.stages if each.stage is asked.stage), None)
    if one is None:
        return ""
    if asked.part is JourneyPart.COHORT and asked.outcome is None and one.conversion is not None:
        went_on = french.number(one.outcomes.get(Outcome.WENT_ON, 0))
        share = french.percent(one.conversion)
        return f"{went_on} sur {french.number(one.arrived)} sont allés plus loin\u00a0: {share}."
    lengths = {JourneyPart.ENDED: one.ended, JourneyPart.OPEN: one.still}.get(asked.part)
    if lengths is None or not lengths.count:
        return ""
    median, quarter, three, nine = (french.number(days, decimals=0) for days in lengths.shares)
    return (
        f"Jours de chaque séjour, du plus long au plus court. Médiane\u00a0: {median}\u202f; un "
        f"sur quatre a duré {quarter} au plus, trois sur quatre {three}, neuf sur dix {nine}."
    )


def exits(found: Journeys) -> str:
    """Say how many left and for which reason most of all, or that none stands out."""
    left, most = french.plural(found.left, "sortie", "sorties"), found.main_exits
    if most is None:
        return f"{left}\u202f; aucun motif ne domine."
    reason = f"{most.reason_label.lower()}, {most.stage.reached}"
    return f"{left}\u202f; premier motif\u00a0: {reason} ({french.number(most.count)})."


def flow(found: Journeys) -> str:
    """Say how many went on at each step, what came back, and what was taken up again."""
    back, again = found.moved(MoveKind.BACK), found.moved(MoveKind.RETURN)
    parts = [
        f"{each.outcomes.get(Outcome.WENT_ON, 0)} sur {french.number(each.arrived)}"
        f" {each.stage.reached}"
        for each in found.stages[:-1]
        if each.arrived
    ]
    told = (
        f"Sont allés plus loin\u00a0: {french.join(parts)}."
        if parts
        else "Aucun projet n’est arrivé dans une étape pendant la période."
    )
    returns = [
        *([f"{french.plural(back, 'retour', 'retours')} en arrière"] if back else []),
        *([f"{french.plural(again, 'reprise', 'reprises')} après une sortie"] if again else []),
    ]
    return f"{told} {french.join(returns).capitalize()}." if returns else told


def alt(found: Journeys) -> str:
    """Say the drawing to who does not see it."""
    return (
        f"Flux des projets entre les étapes, avec les sorties. {lead(found)} {flow(found)}".replace(
            "**", ""
        )
    )
