"""A scenario of any size, drawn from a fixed seed: to try the product at the size of real life."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from circular.domain.agreements import AgreementState
from circular.domain.exchanges import Direction, ExchangeKind
from circular.domain.jobs import JobKind
from circular.domain.next_actions import ActionKind
from circular.domain.scenario import Scenario, ScenarioStream
from circular.domain.scenario_projects import (
    ScenarioAction,
    ScenarioAgreement,
    ScenarioExchange,
    ScenarioExit,
    ScenarioImplantation,
    ScenarioJobs,
    ScenarioMove,
    ScenarioNeed,
    ScenarioPerson,
    ScenarioProject,
    ScenarioService,
)
from circular.domain.stages import ExitKind, Stage

FIRST_NAMES = """
    Abel Agathe Basile Capucine Dario Elvire Félix Garance Hector Ida Jules Katia Léandre
    Mona Nils Odile Paulin Quitterie Rémi Salomé Timéo Ursule Valère Wanda Xavier Yseult Zoé
""".split()  # noqa: SIM905  # a list of words reads better as prose
LAST_NAMES = """
    Aubrac Bellanger Castaing Dorval Estrade Fauvel Gervaise Hautier Imbert Jolivet Kerlau
    Larrieu Montagu Navarre Orsini Plantin Quéré Rastoul Sauvage Teulade Urbain Valmont
    Wagram
""".split()  # noqa: SIM905  # a list of words reads better as prose
OBJECTS = """
    Bocaux Briques Cagettes Cartons Chaises Chutes Coques Douelles Fenêtres Filets Huiles
    Lampes Livres Marcs Matelas Meubles Outils Palettes Pierres Sacs Sciures Tuiles Vélos
    Verres
""".split()  # noqa: SIM905  # a list of words reads better as prose
GESTES = ("réparés", "remis en route", "retrouvés", "de second usage", "à louer", "transformés")
FAMILIES = (
    ("bois", "150103"),
    ("papier_carton", "150101"),
    ("verre", "150107"),
    ("textiles", "200110"),
    ("biodechets", "200108"),
    ("dechets_verts", "200201"),
    ("plastiques", "200139"),
    ("metaux_ferreux", "170405"),
    ("gravats_mineraux", "170107"),
    ("huiles_alimentaires", "200125"),
)
ORIGINS = ("appel", "salon", "site", "partenaire", "permanence", "elu", "bouche_a_oreille")
PILLARS = ("recyclage", "duree_usage", "ecologie_industrielle", "ecoconception")
SERVICES = ("sourcing", "local", "financement", "recrutement", "reglementation")
LONGEST_AGO = 1000
SHARE_OF_EXITS = 0.15
EXCHANGES_EACH = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How much to draw: projects, streams, and agreements, of which the signed ones go furthest."""

    projects: int
    streams: int
    agreements: int


def enlarged(scenario: Scenario, size: Size, communes: Sequence[str], *, seed: int) -> Scenario:
    """Return a scenario with `size` more of everything, spread over communes (INSEE codes).

    The same seed always draws the same scenario.
    """
    random = Random(seed)  # noqa: S311  # made-up data, not a secret
    projects = tuple(_project(random, rank, size, communes) for rank in range(size.projects))
    streams = tuple(_stream(random, rank, communes) for rank in range(size.streams))
    return scenario.model_copy(
        update={"project": scenario.project + projects, "stream": scenario.stream + streams}
    )


def _project(random: Random, rank: int, size: Size, communes: Sequence[str]) -> ScenarioProject:
    detected = -random.randint(200, LONGEST_AGO)
    has_agreement = rank < size.agreements
    reached = _reached(random, has_agreement=has_agreement)
    family, code = random.choice(FAMILIES)
    days = sorted(random.randint(detected, 0) for _ in range(EXCHANGES_EACH))
    return ScenarioProject(
        title=f"{random.choice(OBJECTS)} {random.choice(GESTES)} n° {rank + 1}",
        detected=detected,
        origin=random.choice(ORIGINS),
        people=(_person(random, rank),),
        commune=random.choice(communes),
        summary="Projet inventé pour essayer l’application à la taille d’un vrai territoire.",
        pillars=(random.choice(PILLARS),),
        legal_planned=random.choice(("sas", "association", "scop", "eurl")),
        creation=True,
        siret="99999922000018" if reached is Stage.FOLLOW_UP else None,
        jobs_planned=float(random.randint(0, 12)),
        qpv=random.choice((True, False, None)),
        exchanges=tuple(
            ScenarioExchange(
                day, random.choice(list(ExchangeKind)), random.choice(list(Direction)), "Échange."
            )
            for day in days
        ),
        actions=_actions(random),
        services=(ScenarioService(random.choice(SERVICES), detected + 10),),
        needs=(ScenarioNeed(title="Matière", codes=(code,), families=(family,), min=5, max=200),),
        agreement=_agreement(random, detected, reached) if has_agreement else None,
        moves=_moves(detected, reached),
        exit=_ceased(rank, detected) if reached is Stage.FOLLOW_UP else _exit(random, reached),
        implantation=_site(random, detected, reached, communes),
        jobs=_jobs(random, detected, reached),
    )


def _reached(random: Random, *, has_agreement: bool) -> Stage:
    if not has_agreement:
        return random.choice((Stage.DETECTION, Stage.QUALIFICATION))
    signed = (Stage.SUPPORT, Stage.IMPLANTATION, Stage.FOLLOW_UP)
    return random.choice((Stage.QUALIFICATION, *signed))


def _person(random: Random, rank: int) -> ScenarioPerson:
    name = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}-{rank + 1}"
    return ScenarioPerson(name, "porteur", None, f"porteur{rank + 1}@exemple.fr")


def _actions(random: Random) -> tuple[ScenarioAction, ...]:
    if random.random() < SHARE_OF_EXITS:
        return ()
    return (
        ScenarioAction("Faire le point", random.choice(list(ActionKind)), random.randint(-30, 90)),
    )


def _moves(detected: int, reached: Stage) -> tuple[ScenarioMove, ...]:
    days = (detected + 30, detected + 100, detected + 140, detected + 180)
    stages = list(Stage)[1 : reached.rank + 1]
    return tuple(ScenarioMove(stage, day) for stage, day in zip(stages, days, strict=False))


def _agreement(random: Random, detected: int, reached: Stage) -> ScenarioAgreement:
    is_signed = reached.rank >= Stage.SUPPORT.rank
    states = (AgreementState.DRAFT, AgreementState.REVIEW, AgreementState.TO_SIGN)
    return ScenarioAgreement(
        state=AgreementState.SIGNED.value if is_signed else random.choice(states).value,
        drafted=detected + 60,
        signed=detected + 90 if is_signed else None,
        starts=detected + 90,
        months=12,
        jobs=float(random.randint(1, 12)),
        services=(random.choice(SERVICES),),
    )


def _site(
    random: Random, detected: int, reached: Stage, communes: Sequence[str]
) -> ScenarioImplantation | None:
    if reached.rank < Stage.IMPLANTATION.rank:
        return None
    is_open = reached is Stage.FOLLOW_UP
    return ScenarioImplantation(
        commune=random.choice(communes),
        address="1 rue inventée",
        planned=detected + 170,
        opened=detected + 175 if is_open else None,
        proof="bail" if is_open else None,
    )


def _jobs(random: Random, detected: int, reached: Stage) -> tuple[ScenarioJobs, ...]:
    if reached is not Stage.FOLLOW_UP:
        return ()
    heads = random.randint(1, 4)
    return (
        ScenarioJobs(JobKind.CREATED, float(heads), heads, None, "cdi", detected + 176),
        ScenarioJobs(JobKind.PLANNED, 1.5, 2, None, "cdi", 120),
    )


def _exit(random: Random, reached: Stage) -> ScenarioExit | None:
    if reached is not Stage.QUALIFICATION or random.random() > SHARE_OF_EXITS * 2:
        return None
    return ScenarioExit(ExitKind.ABANDONED, "raison_personnelle", -random.randint(1, 60))


def _ceased(rank: int, detected: int) -> ScenarioExit | None:
    """Return the end of one company in four, some time after it opened, without drawing lots."""
    if rank % 4:
        return None
    since_follow_up = -detected - 180
    day = -since_follow_up + since_follow_up * (rank % 7 + 1) // 8
    return ScenarioExit(ExitKind.CEASED, "arret_volontaire", day)


def _stream(random: Random, rank: int, communes: Sequence[str]) -> ScenarioStream:
    _, code = random.choice(FAMILIES)
    likely = random.choice((4, 12, 35, 80, 240, 900))
    return ScenarioStream(
        title=f"Gisement inventé n° {rank + 1}",
        producer=f"Entreprise fictive n° {rank % 400 + 1}",
        kind="entreprise",
        commune=random.choice(communes),
        code=code,
        tonnes_min=likely * 0.8,
        tonnes_likely=likely,
        tonnes_max=likely * 1.3,
        contamination=random.choice((None, 1, 4, 12)),
        confidential=random.random() < SHARE_OF_EXITS,
    )
