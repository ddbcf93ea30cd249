"""Every figure of the product, declared once: label, unit, definition, source and computation.

One declaration feeds the tile, its help, the chart, the table and the report. To add an indicator,
add a line to `INDICATORS` and, if needed, the function that measures it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from circular.domain import french
from circular.domain.indicators import Figure, Perimeter, Unit
from circular.queries import facility_bookings, funnel, jobs
from circular.store import benefits
from circular.store import indicators as store
from circular.store.connection import Database
from circular.store.rows import Row

Measure = Callable[[Database, Perimeter], Figure]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: what it is called, what it counts, where the data come from, how it is measured.

    `definition` is plain French; `source` says who enters the data.
    """

    key: str
    label: str
    unit: Unit
    definition: str
    source: str
    measure: Measure
    more_is_better: bool = True

    def help(self, perimeter: Perimeter) -> str:
        """Return the definition with its source and its day, for the help of a tile."""
        return (
            f"{self.definition} Source\u00a0: {self.source}. "
            f"Situation au {french.day(perimeter.as_of)}."
        )


def _full_time(part: str) -> Measure:
    def measure(db: Database, perimeter: Perimeter) -> Figure:
        return Figure(getattr(jobs.figures(db, perimeter), part).fte)

    return measure


def _verified(db: Database, perimeter: Perimeter) -> Figure:
    return Figure(jobs.figures(db, perimeter).net.verified_fte)


def _heads(part: str) -> Measure:
    def measure(db: Database, perimeter: Perimeter) -> Figure:
        found: jobs.JobSum = getattr(jobs.figures(db, perimeter), part)
        return Figure(found.known_heads, missing=found.lines_without_heads)

    return measure


def _agreements(column: str) -> Measure:
    def measure(db: Database, perimeter: Perimeter) -> Figure:
        return Figure(store.agreement_counts(db, perimeter)[column])

    return measure


def _projects(db: Database, perimeter: Perimeter) -> Figure:
    return Figure(funnel.projects_followed(db, perimeter))


def _delay(db: Database, perimeter: Perimeter) -> Figure:
    found = store.signature_delay(db, perimeter)
    return Figure(found["median_days"], records=found["projects"] or 0)


def _tonnes(db: Database, perimeter: Perimeter) -> Figure:
    return _shareable(store.stream_tonnes(db, perimeter))


def _kept_tonnes(db: Database, perimeter: Perimeter) -> Figure:
    return _shareable(store.kept_tonnes(db, perimeter))


def _agreed_tonnes(db: Database, perimeter: Perimeter) -> Figure:
    return _shareable(benefits.agreed_tonnes(db, perimeter))


def _measured_tonnes(db: Database, perimeter: Perimeter) -> Figure:
    return _shareable(benefits.measured_tonnes(db, perimeter))


def _booked_rate(db: Database, perimeter: Perimeter) -> Figure:
    rate, facilities = facility_bookings.booked_rate(db, perimeter)
    return Figure(rate, records=facilities)


def _shareable(found: Row) -> Figure:
    """Return the tonnes of some streams, unless they tell what a confidential producer has."""
    streams = found["streams"]
    if found["confidential"] and found["producers"] < FEWEST_PRODUCERS:
        return Figure(None, missing=streams, records=streams)
    tonnes = 0.0 if streams == 0 else found["tonnes"]
    return Figure(tonnes, missing=found["without_tonnes"], records=streams)


FEWEST_PRODUCERS = 3  # below, a sum would tell what one confidential producer has
_LINES = "lignes d\u2019emplois notées par l\u2019équipe, déclarées ou vérifiées"
_MOVES = "historique des étapes, dates d\u2019effet"
_CONVENTIONS = "registre des conventions"
_NET = (
    "Emplois créés par les projets et toujours en place ce jour-là, en équivalents temps plein. "
    "Les emplois terminés sont retirés\u202f; les emplois prévus ou sauvegardés n\u2019y sont pas."
)
_CREATED = (
    "Emplois créés par les projets et commencés à cette date, en équivalents temps plein, "
    "y compris ceux qui se sont terminés depuis."
)
_SAFEGUARDED = (
    "Emplois qui existaient et que le projet a permis de garder, encore en place à cette date. "
    "Ils ne s\u2019ajoutent jamais aux emplois créés."
)
_PLANNED = "Emplois que les projets prévoient et qui ne sont pas encore créés."
_IN_PEOPLE = " Compté en personnes, sur les lignes qui le disent."

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "jobs_net", "Emplois nets", Unit.FULL_TIME_EQUIVALENT, _NET, _LINES, _full_time("net")
    ),
    Indicator(
        "jobs_net_verified",
        "Emplois nets vérifiés",
        Unit.FULL_TIME_EQUIVALENT,
        f"{_NET} Seules comptent les lignes que l\u2019équipe a vérifiées.",
        _LINES,
        _verified,
    ),
    Indicator(
        "jobs_net_heads",
        "Personnes en emploi net",
        Unit.PEOPLE,
        _NET + _IN_PEOPLE,
        _LINES,
        _heads("net"),
    ),
    Indicator(
        "jobs_created",
        "Emplois créés",
        Unit.FULL_TIME_EQUIVALENT,
        _CREATED,
        _LINES,
        _full_time("created"),
    ),
    Indicator(
        "jobs_created_heads",
        "Personnes embauchées",
        Unit.PEOPLE,
        _CREATED + _IN_PEOPLE,
        _LINES,
        _heads("created"),
    ),
    Indicator(
        "jobs_safeguarded",
        "Emplois sauvegardés",
        Unit.FULL_TIME_EQUIVALENT,
        _SAFEGUARDED,
        _LINES,
        _full_time("safeguarded"),
    ),
    Indicator(
        "jobs_safeguarded_heads",
        "Personnes maintenues",
        Unit.PEOPLE,
        _SAFEGUARDED + _IN_PEOPLE,
        _LINES,
        _heads("safeguarded"),
    ),
    Indicator(
        "jobs_planned",
        "Emplois prévus",
        Unit.FULL_TIME_EQUIVALENT,
        _PLANNED,
        _LINES,
        _full_time("planned"),
    ),
    Indicator(
        "jobs_planned_heads",
        "Personnes à embaucher",
        Unit.PEOPLE,
        _PLANNED + _IN_PEOPLE,
        _LINES,
        _heads("planned"),
    ),
    Indicator(
        "projects_followed",
        "Projets suivis",
        Unit.PROJECTS,
        "Projets entrés dans le parcours, de la détection au suivi, ni sortis ni archivés "
        "à cette date.",
        _MOVES,
        _projects,
    ),
    Indicator(
        "agreements_signed",
        "Conventions signées",
        Unit.AGREEMENTS,
        "Conventions signées depuis l\u2019origine, y compris celles qui sont terminées.",
        _CONVENTIONS,
        _agreements("signed"),
    ),
    Indicator(
        "agreements_in_force",
        "Conventions",
        Unit.AGREEMENTS,
        "Conventions signées et en vigueur ce jour-là\u00a0: commencées, ni terminées ni "
        "résiliées.",
        _CONVENTIONS,
        _agreements("in_force"),
    ),
    Indicator(
        "agreements_to_come",
        "Conventions à venir",
        Unit.AGREEMENTS,
        "Conventions en préparation, en relecture ou à signer à cette date.",
        _CONVENTIONS,
        _agreements("to_come"),
    ),
    Indicator(
        "signature_delay",
        "Délai",
        Unit.DAYS,
        "Nombre de jours, médian, entre le premier contact et la signature de la première "
        "convention du projet.",
        f"échanges et {_CONVENTIONS}",
        _delay,
        more_is_better=False,
    ),
    Indicator(
        "stream_tonnes",
        "Gisements",
        Unit.TONNES,
        "Tonnes par an, valeur probable, des gisements recensés et non archivés. Ce sont des "
        "matières disponibles, pas encore des matières valorisées.",
        "fiches des gisements",
        _tonnes,
    ),
    Indicator(
        "kept_tonnes",
        "Gisements retenus",
        Unit.TONNES,
        "Tonnes par an, valeur probable, des gisements rapprochés d\u2019un projet et "
        "retenus\u202f; chaque gisement compte une fois.",
        "rapprochements retenus par l\u2019équipe",
        _kept_tonnes,
    ),
    Indicator(
        "tonnes_agreed",
        "Tonnes promises",
        Unit.TONNES,
        "Tonnes par an des accords en vigueur ce jour-là, entre un gisement et un projet. Un "
        "accord compte de son premier jour à son dernier, ou à la fin de l\u2019échange.",
        "accords du suivi des rapprochements",
        _agreed_tonnes,
    ),
    Indicator(
        "tonnes_measured",
        "Tonnes mesurées",
        Unit.TONNES,
        "Tonnes réellement échangées pendant l\u2019année civile qui précède cette date, telles "
        "que l\u2019équipe les a notées\u202f; un rapprochement sans relevé est compté comme "
        "inconnu, jamais comme zéro.",
        "relevés annuels du suivi des rapprochements",
        _measured_tonnes,
    ),
    Indicator(
        "facilities_booked",
        "Installations",
        Unit.PERCENT,
        "Usage des installations techniques (déchèteries, plateformes, ateliers partagés) sur "
        f"les douze derniers mois. {facility_bookings.USAGE_DEFINITION}",
        "réservations confirmées des installations",
        _booked_rate,
    ),
)
_BY_KEY: Mapping[str, Indicator] = {each.key: each for each in INDICATORS}


def indicator(key: str) -> Indicator:
    """Return the declaration of an indicator; raises KeyError when there is none."""
    return _BY_KEY[key]


def measured(db: Database, key: str, perimeter: Perimeter) -> Figure:
    """Measure an indicator for a perimeter; raises KeyError when it is not declared."""
    return _BY_KEY[key].measure(db, perimeter)
