"""What the screen of the allocation says: its lead, what is unknown, what stays closed."""

from collections.abc import Sequence

from circular.charts.allocation_flows import OTHERS, Band
from circular.charts.allocation_map import Road
from circular.domain import french
from circular.domain.allocation import WhyClosed
from circular.queries.allocation_plans import Allocation, Around, ClosedLine, PlanLine

YEARLY = "par an"


def lead(plan: Allocation) -> str:
    """Say in one sentence what the plan places, whom it serves, what stays closed."""
    if not plan.lines:
        return "Aucun gisement connu ne peut aller à un besoin noté."
    served = french.plural(len(plan.open_needs), "besoin servi", "besoins servis")
    closed = ""
    if plan.closed_count:
        stays = "reste fermé" if plan.closed_count == 1 else "restent fermés"
        closed = f", {french.number(plan.closed_count)} {stays} faute de tonnage suffisant"
    placed = french.tonnes(round(plan.tonnes))
    return (
        f"**{placed} {YEARLY}** trouveraient preneur sur {french.tonnes(round(plan.offered))} "
        f"offertes\u00a0: **{served}** sur {french.number(plan.needs)}{closed}."
    )


def how(plan: Allocation) -> str:
    """Say how the plan was found, how sure it is, and what is unknown."""
    parts = [f"{plan.method_sentence} {plan.gap_sentence}".strip(), plan.rule_sentence]
    if plan.unlimited:
        count = french.plural(len(plan.unlimited), "besoin", "besoins")
        says = (
            "ne dit pas son maximum" if len(plan.unlimited) == 1 else "ne disent pas leur maximum"
        )
        parts.append(f"{count} {says}\u00a0: le calcul ne les limite pas.")
    if plan.unknown_tonnes:
        count = french.plural(plan.unknown_tonnes, "gisement", "gisements")
        stay = "reste" if plan.unknown_tonnes == 1 else "restent"
        parts.append(f"{count} sans tonnage connu {stay} hors du calcul.")
    return " ".join(parts)


def line_facts(line: PlanLine) -> str:
    """Write what is known of a line: tonnes, distance, score, places."""
    places = [each for each in (line.commune, line.project_commune) if each]
    facts = [
        f"{french.tonnes(round(line.tonnes, 1))} {YEARLY}",
        "distance inconnue"
        if line.kilometres is None
        else french.kilometres(round(line.kilometres)),
        f"note {round(100 * line.score)}",
        " vers ".join(dict.fromkeys(places)),
    ]
    return " · ".join(filter(None, facts))


def closed_sentence(line: ClosedLine) -> str:
    """Say why a need stays closed, and what would open it."""
    least = french.tonnes(round(line.minimum, 1))
    found = f"{french.tonnes(round(line.within, 1))} à sa portée{_taken(line)}"
    little = "rien n\u2019est à sa portée" if line.within == 0 else f"il n\u2019y a que {found}"
    sentences = {
        WhyClosed.NOTHING_FITS: f"Il lui faut {least}\u202f; rien de connu ne lui convient.",
        WhyClosed.TOO_LITTLE: f"Il lui faut {least}\u202f; {little}.",
        WhyClosed.BETTER_ELSEWHERE: (
            f"Il lui faut {least}\u202f; il y a {found}, "
            "mais ces gisements servent mieux d\u2019autres besoins."
        ),
    }
    return f"{sentences[line.why]} {_remedy(line)}".strip()


def _taken(line: ClosedLine) -> str:
    """Say what the plan gives to other needs, of the tonnes within reach."""
    taken = round(line.within - line.free, 1)
    return f", dont {french.tonnes(taken)} que le plan donne à d\u2019autres" if taken > 0 else ""


def _remedy(line: ClosedLine) -> str:
    """Say which streams would open a need, and within what distance."""
    if not line.neighbours:
        return ""
    left = french.tonnes(round(line.around, 1))
    if line.opens_at is None:
        return f"Même en cherchant plus loin, les gisements libres n\u2019offrent que {left}."
    if all(each.is_within_reach for each in line.neighbours):
        return "Les gisements libres à sa portée y suffiraient pourtant, à moindre note."
    far = french.kilometres(round(line.opens_at))
    limit = french.kilometres(line.distance_max_km)
    return f"En allant jusqu\u2019à {far} au lieu de {limit}, il ouvrirait."


def neighbour(each: Around) -> str:
    """Write a stream around a closed need, on one line."""
    far = (
        "distance inconnue"
        if each.kilometres is None
        else french.kilometres(round(each.kilometres))
    )
    where = "à sa portée" if each.is_within_reach else "au-delà de sa distance maximale"
    commune = f", {each.commune}" if each.commune else ""
    free = f"{french.tonnes(round(each.tonnes, 1))} libres"
    return f"{free}, {each.title}{commune}\u00a0: {far}, {where}"


def unnamed(line: ClosedLine) -> str:
    """Count the streams around a closed need that are not named; nothing when all are."""
    if not line.unnamed:
        return ""
    return f"Et {french.plural(line.unnamed, 'autre gisement', 'autres gisements')} plus loin."


def flows_answer(found: Sequence[Band]) -> str:
    """Say which family makes most of the plan, and who receives most."""
    total = sum(band.tonnes for band in found)
    family, share = _largest([(band.family, band.tonnes) for band in found])
    project, received = _largest([(band.project, band.tonnes) for band in found])
    return (
        f"**{family}** fait {french.percent(share / total)} des tonnes placées\u202f; "
        f"**{project}** en reçoit le plus, {french.tonnes(round(received, 1))} {YEARLY}."
    )


def map_answer(found: Sequence[Road]) -> str:
    """Say how far the tonnes travel on average, and how many places are unknown."""
    known = [road for road in found if road.kilometres is not None]
    tonnes = sum(road.tonnes for road in known)
    if not tonnes:
        return "Aucune distance n\u2019est connue."
    mean = sum(road.tonnes * (road.kilometres or 0.0) for road in known) / tonnes
    unknown = sum(road.tonnes for road in found) - tonnes
    rest = f", sans compter {french.tonnes(round(unknown, 1))} de lieu inconnu" if unknown else ""
    return (
        f"Une tonne fait **{french.kilometres(round(mean))}** en moyenne, "
        f"à vol d\u2019oiseau × 1,3{rest}."
    )


def _largest(parts: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Return the name that adds up to most; « Autres » is nobody's name."""
    total: dict[str, float] = {}
    for name, tonnes in parts:
        total[name] = total.get(name, 0.0) + tonnes
    return max(total.items(), key=lambda item: (item[0] != OTHERS, item[1], item[0]))
