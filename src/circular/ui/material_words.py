"""The sentences of the page « Matières »: one that answers each question, one for what is apart."""

from circular.charts.material_flows import MOST, drawn
from circular.domain import french
from circular.queries.dashboard import Place
from circular.queries.materials import (
    RESERVED,
    CommuneMaterials,
    Flow,
    Materials,
    Months,
    Season,
)

STREAMS = ("gisement", "gisements")
FIRST = 3


def lead(found: Materials) -> str:
    """Say what there is, and what no agreement has taken yet."""
    if not found.shown:
        return "**Aucun gisement** ne correspond."
    told = found.shown - found.withheld
    if not told:
        return f"**{french.plural(found.shown, *STREAMS)}**."
    verb = "fait" if told < french.PLURAL_FROM else "font"
    tonnes = french.tonnes(round(found.tonnes))
    left = french.tonnes(round(found.remaining))
    return (
        f"**{french.plural(told, *STREAMS)}** {verb} **{tonnes} par an**\u202f; "
        f"il en reste {left} à promettre{_unknown(found.without_tonnes)}, une fois retirés les "
        "accords en vigueur et ceux qui commenceront."
    )


def reserved(found: Materials) -> str:
    """Say what confidential producers have together, and what nothing is told of."""
    said = []
    if found.reserve.streams:
        count = french.number(found.reserve.streams)
        tonnes = french.tonnes(round(found.reserve.tonnes))
        said.append(
            f"Gisements réservés ({count})\u00a0: {tonnes} par an, comptées en tout et ni dans "
            "les familles, ni dans les lieux, ni dans ce qui reste à promettre."
        )
    if found.withheld:
        noun = french.plural(found.withheld, "gisement réservé", "gisements réservés")
        verb = "n\u2019est" if found.withheld < french.PLURAL_FROM else "ne sont"
        said.append(
            f"{noun} {verb} dans aucun tonnage montré ici\u00a0: "
            "le chiffre dirait ce que fait un seul producteur."
        )
    return " ".join(said)


def _unknown(count: int) -> str:
    return f", et {french.number(count)} sans tonnage connu" if count else ""


def families(found: Materials) -> str:
    """Say which families weigh the most, and what has no area."""
    sums: dict[str, float] = {}
    for row in found.told_families:
        sums[row.family] = sums.get(row.family, 0.0) + (row.tonnes or 0.0)
    total = sum(sums.values())
    if not total:
        return "Aucun tonnage n\u2019est connu par famille."
    first = sorted(sums, key=lambda name: -sums[name])[:FIRST]
    share = french.percent(sum(sums[name] for name in first) / total)
    names = french.join([french.quoted(name) for name in first])
    if len(sums) <= FIRST:
        return f"Tout vient de {names}."
    number = french.number(len(sums))
    noun = "famille" if len(sums) == 1 else "familles"
    return f"Sur {number} {noun}, {names} font **{share}** du tonnage."


def without_area(found: Materials) -> str | None:
    """Say how many streams the drawing cannot show."""
    if not found.without_tonnes:
        return None
    noun = french.plural(found.without_tonnes, *STREAMS)
    return f"{noun} sans tonnage connu\u00a0: sans surface ici, comptés dans les chiffres."


def season(found: Season) -> str:
    """Say the fullest and the emptiest month, and when more is sought than there is."""
    tonnes = found.available.tonnes
    if not any(tonnes):
        return "Aucun gisement n\u2019a de saison connue."
    most = max(range(len(tonnes)), key=lambda month: tonnes[month])
    least = min(range(len(tonnes)), key=lambda month: tonnes[month])
    said = (
        f"Le plus disponible en **{french.MONTHS[most]}** ({french.tonnes(round(tonnes[most]))}), "
        f"le moins en {french.MONTHS[least]} ({french.tonnes(round(tonnes[least]))})."
    )
    wanted = found.wanted.tonnes if found.wanted else ()
    short = [
        french.MONTHS[month] for month, each in enumerate(wanted) if round(each - tonnes[month]) > 0
    ]
    if not short:
        return said
    return (
        f"{said} Saisons connues\u00a0: on cherche plus que le disponible en {french.join(short)}."
    )


def season_apart(found: Season) -> str | None:
    """Say what no month is known of: it is counted apart, never spread over the year."""
    sides = [_apart(found.available, STREAMS)]
    if found.wanted:
        sides.append(_apart(found.wanted, ("besoin", "besoins")))
    told = [side for side in sides if side]
    if not told:
        return None
    return f"Saison inconnue, donc compté à part\u00a0: {french.join(told)}."


def _apart(months: Months, nouns: tuple[str, str]) -> str:
    if not months.apart:
        return ""
    count = french.plural(months.apart, *nouns)
    return f"{count} ({french.tonnes(round(months.apart_tonnes))} par an)"


def flows(found: tuple[Flow, ...]) -> str:
    """Say what is agreed and what is still talked about."""
    agreed = sum(flow.agreed for flow in found)
    considered = sum(flow.considered for flow in found)
    if not found:
        return "Aucun gisement n\u2019est encore retenu pour un projet."
    projects = len({flow.project_id for flow in found})
    return (
        f"**{french.tonnes(round(agreed))} par an convenues** et "
        f"{french.tonnes(round(considered))} envisagées, vers "
        f"{french.plural(projects, 'projet', 'projets')}."
    )


def flows_caption(found: tuple[Flow, ...]) -> str:
    """Say how the drawing reads, and what it leaves out."""
    said = (
        "Foncé\u00a0: convenu par un accord. Clair\u00a0: encore en discussion\u202f; ce qui reste "
        "d\u2019un gisement est partagé à parts égales entre les projets qui en parlent."
    )
    unknown = sum(flow.without_tonnes for flow in found)
    if unknown:
        said += f" Sans tonnage connu, donc hors du dessin\u00a0: {french.number(unknown)}."
    if len(drawn(found)) == MOST < len(found):
        said += (
            f" Seuls les {MOST} plus gros flux sont dessinés\u202f; tous sont dans les chiffres."
        )
    return said


def places(found: tuple[CommuneMaterials, ...], total: float) -> str:
    """Say where most tonnes are."""
    heavy = [row for row in found if row.tonnes]
    if not heavy or not total:
        return "Aucun tonnage n\u2019est connu pour ces lieux."
    first = heavy[0]
    share = french.percent((first.tonnes or 0.0) / total)
    communes = french.plural(len([row for row in found if row.streams]), "commune", "communes")
    return (
        f"Les gisements sont dans {communes}\u202f; **{first.commune}** vient en tête avec "
        f"{french.tonnes(round(first.tonnes or 0.0))} par an, {share} du tonnage."
    )


def places_caption(found: tuple[CommuneMaterials, ...], *, with_projects: bool) -> str:
    """Say how the map reads, and what it leaves out."""
    marks = ["rond, les gisements, d\u2019autant plus grand que leur tonnage"]
    if with_projects:
        marks.append("carré, les projets en cours")
    marks.append("losange, les locaux et installations")
    told = "\u202f; ".join(marks)
    said = (
        f"Chaque marque est près du centre de sa commune\u00a0: {told}. Le nombre dit "
        "combien, à partir de deux. Famille et disponibilité ne trient que les gisements."
    )
    away = sum(row.streams for row in found if row.point is None)
    if away:
        said += f" Hors de la carte, faute de lieu connu\u00a0: {french.plural(away, *STREAMS)}."
    return said


def epcis(found: tuple[Place, ...]) -> str:
    """Say which EPCI has the most tonnes."""
    total = sum(place.net_fte for place in found)
    if not total:
        return "Aucun tonnage n\u2019est connu."
    first = max((place for place in found if place.name != RESERVED), key=lambda at: at.net_fte)
    share = french.percent(first.net_fte / total)
    return f"**{first.name}**\u00a0: {french.tonnes(first.net_fte)} par an, {share} du tonnage."
