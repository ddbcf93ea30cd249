"""The sentences of the forecast: what a mayor can repeat, and how sure one may be of it."""

from circular.domain import french
from circular.domain.forecast import (
    FEW_PAST_FORECASTS,
    MIN_OUTCOMES,
    MIN_SIGNED,
    HypothesisKey,
    chances,
)
from circular.domain.stages import Stage
from circular.domain.targets import DAYS_A_YEAR, by_when
from circular.queries.forecast import MOST_AGREEMENTS, Forecast, Needed, StageAhead
from circular.queries.forecast_facts import Range
from circular.queries.forecast_hypotheses import Hypothesis
from circular.queries.past_forecasts import BackTest

TOO_FEW = "Trop peu de conventions signées pour prévoir sérieusement."
ORDER = (
    "Les chiffres de cette page sont des ordres de grandeur\u00a0: ils viennent plus de nos "
    "hypothèses de départ que de vos données."
)
DEFINITION = (
    "Emplois nets\u00a0: emplois créés par les projets et encore en place, en équivalents temps "
    "plein. Fourchette\u00a0: sur dix futurs possibles, un reste au-dessous, un passe au-dessus, "
    "huit tombent dedans."
)
MORE_AGREEMENTS = (
    "Conventions signées dès ce jour-là, en plus de ce que le rythme habituel "
    "apporterait, avec le nombre moyen d’emplois promis. Une convention signée plus "
    "tard compte moins."
)
SUPPOSED = (
    "Avant toute donnée, nous supposons ce que dit la deuxième colonne\u202f; plus votre "
    "association note de faits, moins ces suppositions pèsent. Pour une étape\u00a0: "
    "combien de projets passent à la suivante, et leur séjour moyen."
)
LEAST_TO_LEAN = 3
ROUNDED_TO = 5
_MONTHS = 12
_SHORT = {
    HypothesisKey.ARRIVALS: "arrivées",
    HypothesisKey.PROMISE: "promesses",
    HypothesisKey.RATIO: "emplois créés pour un promis",
    HypothesisKey.LOSS: "pertes",
}
_TENTHS = 10


def lead(page: Forecast) -> str:
    """Say the range at the last day and the chance of keeping the promise."""
    last = page.last
    if last is None:
        return (
            f"Rien n’est noté jusqu’au {french.day(page.perimeter.as_of)}\u00a0: "
            "il n’y a rien à prévoir à cette date."
        )
    where = "ce territoire" if page.perimeter.epci_siren else "l’association"
    ranged = (
        f"{by_day(page)}, {where} compterait **{between(last.jobs)}** "
        f"(8\u00a0chances sur\u00a010), contre {jobs(page.net_fte)} au "
        f"{french.day(page.perimeter.as_of)}."
    )
    opening = f"**{TOO_FEW}** " if page.is_too_few else ""
    return f"{opening}{ranged[0].upper()}{ranged[1:]} {promise(page)}".strip()


def in_short(page: Forecast) -> str:
    """Say the range and the chance in one sentence, for a page that speaks of other things."""
    last = page.last
    if last is None:
        return "Prévision\u00a0: rien n’est noté jusqu’à cette date."
    name = "Prévision fragile" if page.is_too_few else "Prévision"
    ranged = f"{name}\u00a0: **{between(last.jobs)}** {by_day(page)}"
    if page.target is None or page.probability is None:
        return f"{ranged}."
    goal = french.number(page.target.value)
    return f"{ranged}\u202f; {chances(page.probability)} d’atteindre {goal}."


def promise(page: Forecast) -> str:
    """Say how likely the target is, or why nothing is said of it."""
    target = page.target
    if target is None:
        return "Aucun objectif n’est fixé\u00a0: la prévision s’arrête à trois ans."
    value = f"l’objectif de {french.number(target.value)}"
    if target.due_on <= page.perimeter.as_of:
        met = "est atteint" if page.net_fte >= target.value else "n’est pas atteint"
        return (
            f"L’échéance de {value} est passée ({french.day(target.due_on)})\u00a0: il {met}. "
            "La prévision s’arrête à trois ans."
        )
    if page.probability is None:
        return f"L’échéance de {value} est à plus de dix ans\u00a0: c’est trop loin."
    chance = f"il y a **{chances(page.probability)}** d’atteindre {value}"
    if page.net_fte >= target.value:
        return f"L’objectif est déjà atteint\u202f; {chance} encore à l’échéance."
    return f"{chance[0].upper()}{chance[1:]}."


def by_day(page: Forecast) -> str:
    """Say the last day the way people do: « d’ici fin 2029 »."""
    return f"d’ici {by_when(page.last.day)}" if page.last else ""


def between(found: Range) -> str:
    """Say a range in whole jobs: « entre 17 et 69 emplois nets »."""
    low, high = french.number(found.low, decimals=0), french.number(found.high, decimals=0)
    if low == high:
        return f"environ {jobs(round(found.low))}"
    return f"entre {low} et {high}\u00a0emplois nets"


def jobs(value: float) -> str:
    """Write jobs as a count of full-time equivalents with its noun."""
    return french.plural(value, "emploi net", "emplois nets")


def warning(page: Forecast, *, with_counts: bool = True) -> str:
    """Say how few facts there are, and what the figures are then worth.

    The counts are those of the whole association: not for whoever is limited to some EPCI.
    """
    signed = french.plural(page.signed, "convention suivie", "conventions suivies")
    so_far = (
        (f" ({signed} à ce jour)", f" ({page.outcomes} à ce jour)") if with_counts else ("", "")
    )
    return (
        f"{ORDER} Il faudrait au moins {MIN_SIGNED} projets passés en accompagnement{so_far[0]}, "
        f"{MIN_OUTCOMES} sortis de l’accompagnement{so_far[1]} et un an d’histoire."
    )


def chart(page: Forecast) -> str:
    """Answer the question of the chart, without the projects nobody knows yet too."""
    last = page.last
    if last is None:
        return ""
    middle = round(last.jobs.middle)
    half = (
        f"Il y a autant de chances d’avoir plus de **{jobs(middle)}** que d’en avoir moins "
        f"{by_day(page)}"
        if middle
        else f"Une fois sur deux, il n’y aurait **aucun emploi net** {by_day(page)}"
    )
    return f"{half}. Sans aucun nouveau porteur, ce serait {between(last.without_arrivals)}."


def stages(page: Forecast) -> str:
    """Say where the jobs to come would come from."""
    under_way = sum(each.expected for each in page.stages)
    if page.projects == 0:
        return (
            "**Aucun projet n’est en cours dans ce territoire**\u00a0: seuls les porteurs à venir "
            f"pourraient apporter des emplois ({_about(page.arrivals_fte)} en moyenne)."
        )
    projects = french.plural(page.projects, "projet en cours", "projets en cours")
    return (
        f"**{projects}** apporteraient {_about(under_way)} en moyenne {by_day(page)}\u202f; "
        f"les porteurs encore inconnus, {_about(page.arrivals_fte)}. Des emplois déjà là, "
        f"{french.number(page.kept_fte, decimals=0)} sur {french.number(page.net_fte)} seraient "
        f"encore là. {in_all(page)}".strip()
    )


def in_all(page: Forecast) -> str:
    """Say what the lines of the stages add up to, a mean, beside the middle of the range."""
    if page.last is None:
        return ""
    return (
        f"En tout, **{_about(page.mean_fte)} en moyenne**\u202f; une fois sur deux, plus de "
        f"{french.number(page.last.jobs.middle, decimals=0)}\u00a0: ce sont deux mesures, la "
        "moyenne et le milieu des mêmes futurs possibles."
    )


def needed(page: Forecast) -> str:
    """Say how many more agreements it takes for one chance in two and for eight in ten."""
    if not page.needed or page.target is None:
        return (
            "Sans objectif à venir dans les dix ans, la question ne se pose pas\u00a0: l’équipe "
            "fixe un objectif à la page «\u00a0Objectifs\u00a0»."
        )
    half, most = (one_needed(each, is_rough=page.is_too_few) for each in page.needed)
    target = french.number(page.target.value)
    if half == most:
        return f"Pour atteindre {target} une fois sur deux, et même huit sur dix\u00a0: {half}."
    return (
        f"Pour une chance sur deux d’atteindre {target}\u00a0: {half}. "
        f"Pour huit chances sur dix\u00a0: {most}."
    )


def usual_pace(page: Forecast) -> str:
    """Say how many projects an agreement took into support so far, and in how long."""
    if page.first_day is None:
        return ""
    months = round((page.perimeter.as_of - page.first_day).days * _MONTHS / DAYS_A_YEAR)
    years = round(months / _MONTHS)
    lasted = (
        f"{french.number(months)}\u00a0mois" if years < 1 else french.plural(years, "an", "ans")
    )
    if months < 1:
        return ""
    signed = french.plural(page.signed, "convention suivie", "conventions suivies")
    told = signed if page.signed else "aucune convention suivie"
    return f"À comparer au rythme de toute l’association\u00a0: {told} en {lasted}."


def one_needed(found: Needed, *, is_rough: bool = False) -> str:
    """Say a number of agreements, or that no number would do; a rough one is rounded to fives."""
    if found.more == 0:
        return "**aucune convention de plus**"
    if found.more is None and found.is_too_late:
        return "**hors de portée**, une convention signée aujourd’hui n’aurait plus le temps d’agir"
    if found.more is None:
        return f"**plus de {french.number(MOST_AGREEMENTS)}\u00a0conventions de plus**"
    if is_rough and found.more > ROUNDED_TO:
        about = -(-found.more // ROUNDED_TO) * ROUNDED_TO
        return f"**de l’ordre de {french.number(about)}\u00a0conventions de plus**"
    return f"**{french.plural(found.more, 'convention de plus', 'conventions de plus')}**"


def back_test(found: BackTest) -> str:
    """Say how many past ranges held what happened, and how far their middle was."""
    made = len(found.forecasts)
    if made == 0:
        return (
            "**Pas encore d’essai possible**\u00a0: il faut au moins six mois d’histoire pour "
            "refaire une prévision passée et la comparer aux faits."
        )
    past = french.plural(made, "prévision passée", "prévisions passées")
    fell = "est tombée" if found.inside == 1 else "sont tombées"
    some = french.number(found.inside) if found.inside else "aucune"
    fell = "n’est tombée" if found.inside == 0 else fell
    sentence = f"Sur {past}, **{some} {fell} dans la fourchette**"
    error = f"l’écart moyen au milieu est de {french.plural(found.mean_error, 'emploi', 'emplois')}"
    few = (
        "\u202f; c’est trop peu d’essais pour juger la méthode" if made < FEW_PAST_FORECASTS else ""
    )
    return (
        f"{sentence}, quand 8 sur 10 sont attendues\u202f; {error}{few}. {_leaning(found)}".strip()
    )


def doubt(found: BackTest) -> str | None:
    """Warn when most past ranges missed what happened, None when they held or are too few."""
    made = len(found.forecasts)
    if made < FEW_PAST_FORECASTS or found.inside * 2 >= made:
        return None
    fell = f"que {found.inside}\u00a0fois" if found.inside else ""
    right = f"n’est tombée juste {fell}" if fell else "n’est jamais tombée juste"
    leaning = _leaning(found).replace("Elles étaient", " Ces prévisions étaient")
    return (
        f"Refaite à {made}\u00a0dates passées, cette prévision {right}\u00a0: "
        f"ne la citez pas sans cette réserve.{leaning}"
    )


def _leaning(found: BackTest) -> str:
    """Say whether the past forecasts were too low or too high, when they lean clearly."""
    bias, error = found.bias or 0.0, found.mean_error or 0.0
    if len(found.forecasts) < LEAST_TO_LEAN or abs(bias) < max(1.0, error / 2):
        return ""
    too = "trop élevées" if bias > 0 else "trop basses"
    return f"Elles étaient plutôt {too}."


def set_up(found: StageAhead) -> str:
    """Say how likely the projects of a stage are to be set up in time, or where they already are.

    At « Implantation » the place is chosen and the opening planned; at « Suivi » it has opened.
    """
    if found.chance is not None:
        return chances(found.chance)
    return "en cours d’installation" if found.stage is Stage.IMPLANTATION else "déjà ouverts"


def counted(page: Forecast) -> str:
    """Say what the figures of the stages count."""
    day = french.day(page.last.day) if page.last else french.UNKNOWN
    return (
        "Restant à créer\u00a0: emplois promis (convention, sinon fiche du projet) moins ceux "
        "déjà créés, en ETP. Attendus\u00a0: moyenne des futurs possibles, encore en place au "
        f"{day}\u202f; «\u00a0–\u00a0»\u00a0: sans objet ou inconnu."
    )


def of_whom(page: Forecast) -> str:
    """Say whose facts the hypotheses are learnt from, and where suppositions come from."""
    return (
        "Un passage ne compte que les projets dont l’étape est finie\u202f; "
        "«\u00a0Parcours\u00a0» compte aussi ceux qui y attendent, d’où une part plus basse. "
        "Les passages, promesses et pertes sont ceux de toute l’association\u202f; les "
        f"arrivées, celles du territoire choisi. {sources(page)}"
    )


def made_again(page: Forecast) -> str:
    """Say what a past forecast knew, and that they are not independent."""
    return (
        "Chaque ligne refait la prévision avec les seuls faits déjà effectifs ce jour-là, pour "
        f"le {french.day(page.perimeter.as_of)}. Ces prévisions se recoupent\u00a0: elles ne "
        "sont pas autant d’épreuves indépendantes."
    )


def supposed(found: Hypothesis) -> str:
    """Say in words what is supposed of a quantity before any fact."""
    return _valued(found.key, found.supposed, found.supposed_years)


def observed(found: Hypothesis) -> str:
    """Say what was observed of it, « – » when nothing was."""
    if found.observed is None:
        return french.UNKNOWN
    return _valued(found.key, found.observed, found.observed_years)


def kept(found: Hypothesis) -> str:
    """Say what is kept of both."""
    return _valued(found.key, found.kept, found.kept_years)


def weight(found: Hypothesis) -> str:
    """Say what the supposition weighs."""
    return _counted(found.key, found.weight)


def count(found: Hypothesis) -> str:
    """Say how much was observed."""
    return _counted(found.key, found.count)


def sources(page: Forecast) -> str:
    """Say where the suppositions come from, those of one source together."""
    found: dict[str, list[str]] = {}
    for each in page.hypotheses:
        found.setdefault(each.source, []).append(_SHORT.get(each.key, "passages entre étapes"))
    said = "\u202f; ".join(
        f"{french.join(list(dict.fromkeys(names)))}, {source}" for source, names in found.items()
    )
    return f"D’où viennent les suppositions\u00a0: {said}."


def _valued(key: HypothesisKey, value: float, years: float | None) -> str:
    if years is not None:
        months = french.number(years * _MONTHS, decimals=0)
        share = french.number(value * _TENTHS, decimals=0)
        return f"{share} sur\u00a010, {months}\u00a0mois"
    if key is HypothesisKey.ARRIVALS:
        return f"{french.number(value, decimals=1 if value < _TENTHS else 0)} par an"
    if key is HypothesisKey.PROMISE:
        return f"{french.number(round(value, 1))}\u00a0ETP"
    if key is HypothesisKey.RATIO:
        return f"{french.number(round(value, 2))} pour\u00a01"
    return f"{french.percent(value)} par an"


def _counted(key: HypothesisKey, value: float) -> str:
    if key is HypothesisKey.LOSS:
        return f"{french.number(value, decimals=0)}\u00a0emplois suivis un an"
    if key is HypothesisKey.ARRIVALS and value < 1:
        return f"{french.number(value * _MONTHS, decimals=0)}\u00a0mois d’arrivées"
    return french.plural(round(value), "projet", "projets")


def _about(value: float) -> str:
    """Write a mean as a whole number of jobs."""
    rounded = round(value)
    if rounded == 0 and value > 0:
        return "moins d’un emploi"
    return french.plural(rounded, "emploi", "emplois")
