"""The sentences of the elected page and of its files: each says a figure, its day, its meaning.

They hold nobody's name; `**words**` stand out.
"""

from datetime import date

from circular.domain import french
from circular.domain.agreements import AgreementState
from circular.domain.indicators import Figure, Unit
from circular.domain.stages import FEWEST_STAYS, ExitKind, Stage
from circular.domain.targets import by_when
from circular.domain.territory import short_name
from circular.exports.target_words import nothing_expected
from circular.exports.target_words import revised as revision
from circular.queries.dashboard import Agreements, Dashboard, Place, SharedAgreement
from circular.queries.decisions import NOTICEABLE_GAP
from circular.queries.funnel import Funnel, StageFigures
from circular.queries.jobs import JobFigures, JobSum
from circular.queries.targets import Target

FEWEST_SIGNED = 5  # below, a pace says nothing of the years to come
TOO_FEW = "Trop peu de conventions signées pour prévoir sérieusement."
_EXITS = {
    ExitKind.ABANDONED: ("abandon", "abandons"),
    ExitKind.REDIRECTED: ("réorientation", "réorientations"),
    ExitKind.REFUSED: ("refus", "refus"),
    ExitKind.CEASED: ("cessation", "cessations"),
}


def lead(page: Dashboard) -> str:
    """Say where the jobs stand against the promise, and what the agreements to come add."""
    day = french.day(page.perimeter.as_of)
    jobs = french.plural(page.jobs.net.fte, "emploi net créé", "emplois nets créés")
    jobs = jobs if page.jobs.net.fte else "Aucun emploi net créé"
    where = f" ({page.epci_name})" if page.epci_name else ""
    if page.target is None:
        who = "Ce territoire" if page.epci_name else "L\u2019association"
        first = f"**{jobs}** au {day}{where}. {who} n\u2019a pas d\u2019objectif à cette date"
    else:
        promised = f"{french.number(page.target.value)} promis"
        first = (
            f"**{jobs}** au {day}{where} sur les {promised} d\u2019ici "
            f"{by_when(page.target.due_on)}. {_gap(page, page.target)}"
        )
    return f"{first}{_to_come(page.agreements)}."


def _gap(page: Dashboard, target: Target) -> str:
    """Say the gap to the path of the target, to a tenth as its table, without its full stop."""
    day, reached = page.perimeter.as_of, page.jobs.net.fte
    if reached >= target.value:
        return "**La promesse est tenue**"
    if day > target.due_on:
        left = french.number(target.value - reached, decimals=0)
        return f"L\u2019échéance est passée\u00a0: **il en manque {left}**"
    expected = target.path.expected(day)
    if expected is None:
        return nothing_expected(target.path, day)
    gap = reached - expected
    if abs(gap) < NOTICEABLE_GAP:
        return "C\u2019est **ce que prévoit la trajectoire**"
    word = "de plus" if gap > 0 else "de moins"
    return f"C\u2019est **{french.number(round(abs(gap), 1))} {word}** que la trajectoire prévue"


def why(page: Dashboard) -> str:
    """Say what weighs on the jobs when they are behind the path; nothing otherwise."""
    expected = page.target.path.expected(page.perimeter.as_of) if page.target else None
    if expected is None or page.jobs.net.fte - expected > -NOTICEABLE_GAP:
        return ""
    facts = [*_ended(page.jobs), *_promised(page.agreements), *_not_yet(page.funnel)]
    if not facts:
        return ""
    return f"Ce qui pèse\u00a0: {f'{chr(0x202F)}; '.join(facts)}."


def _ended(jobs: JobFigures) -> list[str]:
    created, ended = jobs.created.fte, round(jobs.created.fte - jobs.net.fte, 2)
    if not ended:
        return []
    one = french.plural(created, "emploi créé", "emplois créés")
    verb = "a" if ended < french.PLURAL_FROM else "ont"
    return [f"sur {one}, {french.number(ended)} {verb} pris fin"]


def _promised(agreements: Agreements) -> list[str]:
    if not agreements.in_force or not agreements.jobs_in_force:
        return []
    jobs = french.full_time_equivalents(agreements.jobs_in_force)
    if agreements.in_force == 1:
        return [f"la convention en vigueur promet {jobs} à terme"]
    return [
        f"les {french.number(agreements.in_force)} conventions en vigueur promettent {jobs} à terme"
    ]


def _not_yet(funnel: Funnel) -> list[str]:
    """Say how many projects have not reached the stage in which jobs are promised."""
    before = (Stage.DETECTION, Stage.QUALIFICATION)
    early = sum(each.projects for each in funnel.stages if each.stage in before)
    if not early:
        return []
    projects = french.plural(funnel.projects, "projet suivi", "projets suivis")
    verb = "n\u2019est pas encore accompagné" if early == 1 else "ne sont pas encore accompagnés"
    return [f"{french.number(early)} sur {projects} {verb}"]


def _to_come(agreements: Agreements) -> str:
    """Say what the agreements to come add, when there are some."""
    count = agreements.to_come
    if count == 0:
        return ""
    if agreements.to_come_without_jobs == count:
        if count == 1:
            return "\u202f; une convention à venir ne dit pas encore combien elle en promet"
        return (
            f"\u202f; {count} conventions à venir ne disent pas encore combien elles en promettent"
        )
    least = " au moins" if agreements.to_come_without_jobs else ""
    jobs = french.number(agreements.jobs_to_come)
    if count == 1:
        return f"\u202f; la convention à venir en promet{least} {jobs}"
    return f"\u202f; les {count} conventions à venir en promettent{least} {jobs}"


def pace(page: Dashboard) -> str:
    """Say the pace needed, the present one, and the year they lead to when that is serious."""
    target = page.target
    if target is None:
        return (
            "Sans objectif, il n\u2019y a pas de trajectoire\u00a0: voici les emplois nets seuls."
        )
    day, reached = page.perimeter.as_of, page.jobs.net.fte
    if day < target.starts_on:
        return f"La période de l\u2019objectif commence le {french.day(target.starts_on)}."
    if reached >= target.value:
        return f"Les {french.number(target.value)} emplois promis sont là."
    needed, current = target.path.pace_needed(reached, day), target.path.pace_so_far(reached, day)
    parts = []
    if needed is None:
        parts.append(f"L\u2019échéance ({by_when(target.due_on)}) est passée")
    else:
        a_year = french.plural(round(needed, 1), "emploi par an", "emplois par an")
        parts.append(f"Pour tenir {by_when(target.due_on)}, il faut **{a_year}**")
    if current is None:
        parts.append("il est trop tôt pour mesurer un rythme")
    else:
        parts.append(f"moyenne depuis le début\u00a0: {french.number(round(current, 1))}")
    return "\u202f; ".join(parts) + ". " + _forecast(page, target)


def _forecast(page: Dashboard, target: Target) -> str:
    """Say the year that the present pace leads to, or why nothing serious can be said."""
    if page.agreements.signed < FEWEST_SIGNED:
        return TOO_FEW
    year = target.path.year_reached(page.jobs.net.fte, page.perimeter.as_of)
    if year is None:
        return "À cette moyenne, l\u2019objectif ne serait pas atteint."
    return f"À cette moyenne, l\u2019objectif serait atteint **en {year}**."


def jobs_apart(page: Dashboard) -> str:
    """Say how sure the net jobs are, in heads too, and the jobs that are shown apart."""
    jobs = page.jobs
    return (
        f"{_how_sure(jobs.net, page.heads['net'])} À part, jamais ajoutés"
        f"\u00a0: {french.full_time_equivalents(jobs.safeguarded.fte)} sauvegardés, "
        f"{french.full_time_equivalents(jobs.planned.fte)} annoncés par les porteurs."
    )


def revised(page: Dashboard, *, with_author: bool = True) -> str:
    """Say that the target in force was revised, when it was."""
    if page.target is None:
        return ""
    return revision(page.target, page.revised, with_author=with_author)


def _how_sure(net: JobSum, heads: Figure) -> str:
    """Say the net jobs in FTE and in people, and the part of them that is verified."""
    if net.lines == 0:
        return "Aucun emploi net à cette date."
    people = "nombre de personnes non renseigné"
    if net.known_heads is not None:
        least = " au moins" if net.lines_without_heads and not heads.kept_back else ""
        people = f"{_people(heads)}{least}"
    return (
        f"{french.full_time_equivalents(net.fte)} ({people}), "
        f"dont {french.full_time_equivalents(net.verified_fte)} vérifiés."
    )


def _people(heads: Figure) -> str:
    """Write a count of people within a sentence."""
    masked = heads.is_masked and heads.kept_back
    return "nombre de personnes masqué" if masked else heads.written(Unit.PEOPLE)


def funnel(found: Funnel) -> str:
    """Say how many projects are followed and where they wait longest."""
    count = found.projects
    if count == 0:
        return "**Aucun projet** n\u2019est suivi à cette date."
    followed = f"**{french.plural(count, 'projet suivi', 'projets suivis')}**{_most(found)}"
    slowest = found.slowest
    if slowest is not None and _is_fullest(found, slowest):
        return f"{followed}, l\u2019étape où l\u2019on attend le plus longtemps."
    if slowest is not None:
        stage = slowest.stage.label.lower()
        return f"{followed}\u202f; c\u2019est en {stage} que l\u2019on attend le plus longtemps."
    if found.longest is None:
        return f"{followed}\u202f; aucun n\u2019a encore changé d\u2019étape."
    stage = found.longest.stage.label.lower()
    return (
        f"{followed}\u202f; trop peu de passages achevés en {stage} pour dire où l\u2019on attend "
        "le plus."
    )


def _most(found: Funnel) -> str:
    """Say the stage in which more than half of the projects are, when there is one."""
    fullest = max(found.stages, key=lambda each: each.projects)
    if found.projects < FEWEST_STAYS or 2 * fullest.projects <= found.projects:
        return ""
    return f", dont {french.number(fullest.projects)} en {fullest.stage.label.lower()}"


def _is_fullest(found: Funnel, stage: StageFigures) -> bool:
    """Say whether a stage is the one that the sentence has just named."""
    return bool(_most(found)) and 2 * stage.projects > found.projects


def exits(found: Funnel, *, year: int) -> str:
    """Say what the columns of the funnel are, and who left this year."""
    columns = "Nombre de projets, durée médiane des passages achevés et nombre de ces cas."
    if not found.exits:
        return f"{columns} Aucune sortie en {year}."
    words = [french.plural(count, *_EXITS[kind]) for kind, count in found.exits]
    return f"{columns} {french.join(words)} en {year}."


def agreements(found: Agreements) -> str:
    """Say how many agreements are in force, signed and not begun, to come, and to sign."""
    if not (found.in_force or found.to_begin or found.to_come):
        if not found.signed:
            return "**Aucune convention** à cette date."
        return f"**Aucune en vigueur**, {french.plural(found.signed, 'terminée', 'terminées')}."
    to_sign = f", dont {found.to_sign} à signer" if found.to_sign else ""
    in_force = f"{found.in_force or 'Aucune'} en vigueur"
    to_begin = ""
    if found.to_begin:
        begun = (
            "qui n\u2019a pas commencé" if found.to_begin == 1 else "qui n\u2019ont pas commencé"
        )
        to_begin = f", {french.plural(found.to_begin, 'signée', 'signées')} {begun}"
    to_come = f"{found.to_come or 'aucune'} à venir"
    return f"**{in_force}{to_begin}, {to_come}**{to_sign}."


def standing(row: SharedAgreement, day: date) -> str:
    """Write a state with the day of the signature, held or planned, and a start to come."""
    if row.signing_on is None:
        return row.state.written
    signing = f"le {french.day(row.signing_on)}"
    if row.state in {AgreementState.DRAFT, AgreementState.REVIEW}:
        return f"{row.state.written}, signature prévue {signing}"
    to_begin = row.starts_on and row.starts_on > day and row.state is AgreementState.SIGNED
    return f"{row.state.written} {signing}{', pas commencée' if to_begin else ''}"


def promised_jobs(row: SharedAgreement) -> str:
    """Write the jobs that an agreement promised on the day, and what an amendment made of them."""
    promised = french.number(row.jobs_committed)
    if row.jobs_amended is None:
        return promised
    return f"{promised} (avenant depuis\u00a0: {french.number(row.jobs_amended)})"


def places(found: tuple[Place, ...], total: float) -> str:
    """Say which member has most jobs, and how many members have some."""
    members = [place for place in found if place.siren]
    if not members:
        return "Le territoire n\u2019a pas encore d\u2019intercommunalité membre."
    with_jobs = [place for place in members if place.net_fte > 0]
    if not with_jobs:
        return "Aucun emploi net dans les intercommunalités membres à cette date."
    first = max(with_jobs, key=lambda place: place.net_fte)
    some = french.number(len(with_jobs))
    verb = "compte" if len(with_jobs) == 1 else "comptent"
    return (
        f"**{short_name(first.name)}\u00a0: {french.number(first.net_fte)} sur "
        f"{french.number(total)}**\u202f; {some} des {len(members)} membres en {verb}."
    )


def materials(page: Dashboard) -> str:
    """Say the tonnes that are noted, beside those that are promised and those measured."""
    noted = page.reading("stream_tonnes").now
    if not noted.records:
        return "**Matières**\u00a0: aucun gisement n\u2019était recensé à cette date."
    streams = french.plural(noted.records, "gisement", "gisements")
    if noted.missing:
        streams += f" (dont {french.number(noted.missing)} sans tonnage)"
    year = page.perimeter.last_full_year
    return (
        f"**Matières**\u00a0: {_yearly(noted)} dans {streams}, "
        f"{_yearly(page.tonnes_agreed)} promis par des accords en vigueur, "
        f"{_measured(page.tonnes_measured)} en {year}."
    )


def kept_back(page: Dashboard) -> str:
    """Tell the team, and it alone, what the tonnes leave out; nothing when they leave out none."""
    left_out = page.reading("stream_tonnes").now.withheld
    if not left_out:
        return ""
    streams = french.plural(left_out, "gisement réservé", "gisements réservés")
    return (
        "Pour l\u2019équipe\u00a0: ces tonnes sont celles que chacun peut lire, "
        f"sans {streams} que la page «\u00a0Indicateurs\u00a0» vous compte en plus."
    )


def _yearly(figure: Figure) -> str:
    if figure.value is None:
        return "un tonnage inconnu ou réservé"
    return f"{french.number(figure.value, decimals=0)}\u00a0t par an"


def _measured(figure: Figure) -> str:
    if not figure.records:
        return "aucun échange à mesurer"
    if figure.value is None:
        return "tonnes mesurées inconnues ou réservées"
    return f"{french.number(figure.value, decimals=0)}\u00a0t mesurées"


def net_jobs_told_apart(page: Dashboard) -> list[tuple[str, str]]:
    """Return what is known of the net jobs and what is not, a label and a figure a line."""
    net, women, district = page.jobs.net, page.women_share, page.priority_district_share
    lines, projects = ("ligne", "lignes"), ("projet", "projets")
    return [
        ("Vérifiés", french.full_time_equivalents(net.verified_fte)),
        ("Déclarés, à vérifier", french.full_time_equivalents(net.declared_fte)),
        ("En personnes", page.heads["net"].written(Unit.PEOPLE)),
        ("Lignes sans nombre de personnes", french.number(net.lines_without_heads)),
        ("Part des femmes, sexe connu", women.written(Unit.PERCENT)),
        ("Sexe non renseigné", french.plural(women.missing, *lines)),
        ("Part en quartier prioritaire (QPV)", district.written(Unit.PERCENT)),
        ("QPV non renseigné", french.plural(district.missing, *projects)),
    ]
