"""What a forecast supposes before any fact, when the facts are too few, and how a chance is said.

The suppositions are data: each has its value, its weight in words and in figures, and where it
comes from, so that a screen can show them beside what was observed.
"""

from dataclasses import dataclass

from circular.domain.labels import Labelled

MIN_SIGNED = 8
MIN_OUTCOMES = 5
MIN_DAYS = 365
FEW_PAST_FORECASTS = 5
MAX_YEARS = 10
DEFAULT_YEARS = 3
LEVELS = (0.5, 0.8)
RARE = 0.05
FAIR_SHARES = 10
_OWN_CHOICE = (
    "choix de départ de Circular, faute de chiffre publié pour ce métier\u202f; la structure "
    "d’origine dit de ses projets qu’ils sont «\u00a0très fragiles\u00a0» et que le succès "
    "«\u00a0n’est pas certain à chaque fois\u00a0» (présentation publique du 15 mars 2019)"
)


class HypothesisKey(Labelled):
    """A quantity that a forecast needs, whatever is known of it."""

    DETECTION = "detection", "Passer de la détection à la qualification"
    QUALIFICATION = "qualification", "Passer de la qualification à l’accompagnement"
    SUPPORT = "support", "Passer de l’accompagnement à l’implantation"
    ARRIVALS = "arrivals", "Nouveaux projets détectés"
    PROMISE = "promise", "Emplois promis par projet"
    RATIO = "ratio", "Emplois créés pour un emploi promis"
    LOSS = "loss", "Emplois qui disparaissent"


@dataclass(frozen=True, slots=True)
class StagePrior:
    """What is supposed of a stage before any fact, with the weight of some projects.

    `share` is the part of projects that go on rather than leave; `years` the mean stay.
    """

    key: HypothesisKey
    share: float
    years: float
    projects: float
    source: str


@dataclass(frozen=True, slots=True)
class AmountPrior:
    """What is supposed of an amount before any fact, and how much observation it is worth.

    `weight` is in the unit of what is counted: projects, years, jobs followed for a year.
    """

    key: HypothesisKey
    value: float
    weight: float
    source: str


STAGE_PRIORS: tuple[StagePrior, ...] = (
    StagePrior(HypothesisKey.DETECTION, 0.6, 4 / 12, 4, _OWN_CHOICE),
    StagePrior(HypothesisKey.QUALIFICATION, 0.5, 9 / 12, 4, _OWN_CHOICE),
    StagePrior(HypothesisKey.SUPPORT, 0.6, 12 / 12, 4, _OWN_CHOICE),
)
"""From détection to accompagnement: what becomes of projects in a stage."""

ARRIVALS = AmountPrior(HypothesisKey.ARRIVALS, 12.0, 0.5, _OWN_CHOICE)
PROMISE = AmountPrior(HypothesisKey.PROMISE, 4.0, 3, _OWN_CHOICE)
RATIO = AmountPrior(HypothesisKey.RATIO, 0.8, 4, _OWN_CHOICE)
LOSS = AmountPrior(
    HypothesisKey.LOSS,
    0.12,
    25,
    "choix de départ de Circular, un tiers de moins que les 18\u00a0% par an que donnent "
    "70\u00a0% d’entreprises encore ouvertes deux ans après en France (APEE Poitiers), parce que "
    "celles-ci sont accompagnées",
)


def is_too_few(*, signed: int, outcomes: int, days: int) -> bool:
    """Say whether the history is too short to be trusted more than the suppositions.

    `signed` counts the projects that ever entered support, `outcomes` the moves out of support,
    onward or out, and `days` those since the first fact. Below 8 signatures or 5
    outcomes, half the weight of the rate that decides is still the supposition's own.
    """
    return signed < MIN_SIGNED or outcomes < MIN_OUTCOMES or days < MIN_DAYS


def chances(probability: float) -> str:
    """Say a probability in whole tenths, « environ 3 chances sur 10 », never as a bare percentage.

    Below one in twenty and above nineteen in twenty only the bound is said: more would be false
    precision.
    """
    if probability < RARE:
        return "moins d’une chance sur\u00a020"
    if probability > 1 - RARE:
        return "plus de 19\u00a0chances sur\u00a020"
    tenths = min(max(int(probability * FAIR_SHARES + 0.5), 1), FAIR_SHARES - 1)
    if tenths == FAIR_SHARES // 2:
        return "environ une chance sur deux"
    return f"environ {tenths}\u00a0chance{'s' if tenths > 1 else ''} sur\u00a010"
