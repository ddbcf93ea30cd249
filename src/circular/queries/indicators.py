"""Every figure of the product, declared once: label, unit, definition, source and computation.

One declaration feeds the tile, its help, the chart, the table and the report. To add an indicator,
add a line to `INDICATORS` and, if needed, the function that measures it.
"""

from collections.abc import Mapping, Sequence

from circular.domain.indicators import Figure, Perimeter, Span, Theme, Unit
from circular.queries import facility_bookings, waiting_indicators
from circular.queries import indicator_measures as measures
from circular.queries.indicator_measures import CONVENTIONS, MOVES, Indicator, Measure, Sums
from circular.store.connection import Database

_LINES = "lignes d\u2019emplois notées par l\u2019équipe, déclarées ou vérifiées"
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
_PLANNED = (
    "Emplois que les porteurs annoncent, notés «\u00a0prévu\u00a0» sur la fiche de leur projet et "
    "comptés dès que le projet est connu. Ils ne sont ni créés, ni promis par une convention."
)
_FTE_WORDS = ", en équivalents temps plein"
_IN_PEOPLE = " Compté en personnes, sur les lignes qui en disent le nombre."
_DURABLE = (
    "Emplois nets dont le contrat est de six mois ou plus, ou qui durent depuis six mois au moins, "
    "en équivalents temps plein. Les contrats non renseignés de moins de six mois sont comptés "
    "à part, comme inconnus."
)
_WOMEN = (
    "Part des femmes parmi les personnes en emploi net dont la ligne dit le sexe\u202f; les autres "
    "lignes sont comptées à part, comme inconnues."
)
_DISTRICT = (
    "Part des emplois nets tenus par des projets situés dans un quartier prioritaire (QPV), parmi "
    "les projets dont on sait s\u2019ils y sont\u202f; les autres sont comptés à part."
)
_WITHOUT = "Hors de l\u2019équipe, les gisements réservés n\u2019y sont pas comptés."
_FULL_TIME = Unit.FULL_TIME_EQUIVALENT


def _in_people(definition: str) -> str:
    """Say of people what a definition says of full-time equivalents."""
    return definition.replace(_FTE_WORDS, "") + _IN_PEOPLE


def _of_jobs(  # a line of declaration
    key: str,
    label: str,
    definition: str,
    measure: Measure,
    *,
    unit: Unit = _FULL_TIME,
    long_name: str = "",
) -> Indicator:
    """Declare a figure of jobs; those created are counted over a period when one is asked for."""
    span = Span.PERIOD if key.startswith("jobs_created") else Span.DAY
    return Indicator(
        key=key,
        label=label,
        unit=unit,
        theme=Theme.JOBS,
        definition=definition,
        source=_LINES,
        measure=measures.within_period(key, measure) if span is Span.PERIOD else measure,
        span=span,
        long_name=long_name,
    )


_JOBS = (
    _of_jobs("jobs_net", "Emplois nets", _NET, measures.full_time("net")),
    _of_jobs(
        "jobs_net_verified",
        "Nets vérifiés",
        f"{_NET} Seules comptent les lignes que l\u2019équipe a vérifiées.",
        measures.verified,
        long_name="Emplois nets vérifiés",
    ),
    _of_jobs(
        "jobs_net_heads",
        "Personnes",
        _in_people(_NET),
        measures.heads("net"),
        unit=Unit.PEOPLE,
        long_name="Personnes en emploi net",
    ),
    _of_jobs("jobs_created", "Emplois créés", _CREATED, measures.full_time("created")),
    _of_jobs(
        "jobs_created_heads",
        "Embauches",
        _in_people(_CREATED),
        measures.heads("created"),
        unit=Unit.PEOPLE,
        long_name="Personnes embauchées",
    ),
    _of_jobs(
        "jobs_safeguarded",
        "Sauvegardés",
        _SAFEGUARDED,
        measures.full_time("safeguarded"),
        long_name="Emplois sauvegardés",
    ),
    _of_jobs(
        "jobs_safeguarded_heads",
        "Maintenues",
        _in_people(_SAFEGUARDED),
        measures.heads("safeguarded"),
        unit=Unit.PEOPLE,
        long_name="Personnes maintenues",
    ),
    _of_jobs("jobs_planned", "Emplois annoncés", _PLANNED, measures.full_time("planned")),
    _of_jobs(
        "jobs_planned_heads",
        "À embaucher",
        _in_people(_PLANNED),
        measures.heads("planned"),
        unit=Unit.PEOPLE,
        long_name="Personnes à embaucher",
    ),
    _of_jobs("jobs_durable", "Emplois durables", _DURABLE, measures.of_rows("jobs_durable")),
    _of_jobs(
        "women_share",
        "Part des femmes",
        _WOMEN,
        measures.of_rows("women_share"),
        unit=Unit.PERCENT,
    ),
    _of_jobs(
        "priority_district_share",
        "Part en QPV",
        _DISTRICT,
        measures.of_rows("priority_district_share"),
        unit=Unit.PERCENT,
        long_name="Part des emplois en QPV",
    ),
)
_PROJECTS = (
    Indicator(
        key="projects_followed",
        label="Projets suivis",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition="Projets entrés dans le parcours, de la détection au suivi, ni sortis ni "
        "archivés à cette date.",
        source=MOVES,
        measure=measures.followed,
    ),
    Indicator(
        key="projects_detected",
        label="Détectés",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition="Projets dont le premier contact date de la période, quoi qu\u2019il en soit "
        "advenu depuis.",
        source="date de détection des projets",
        measure=measures.of_rows("projects_detected"),
        span=Span.PERIOD,
        long_name="Projets détectés",
    ),
    Indicator(
        key="projects_accompanied",
        label="Accompagnés",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition="Projets entrés en accompagnement (ou plus loin) pour la première fois pendant "
        "la période.",
        source=MOVES,
        measure=measures.of_rows("projects_accompanied"),
        span=Span.PERIOD,
        long_name="Projets accompagnés",
    ),
    Indicator(
        key="projects_set_up",
        label="Ouverts",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition="Projets dont l\u2019activité a ouvert sur le territoire pendant la période, "
        "même si elle a cessé depuis.",
        source="dates d\u2019ouverture des implantations",
        measure=measures.of_rows("projects_set_up"),
        span=Span.PERIOD,
        long_name="Projets ouverts",
    ),
    Indicator(
        key="opening_delay",
        label="Délai d\u2019ouverture",
        unit=Unit.DAYS,
        theme=Theme.PROJECTS,
        definition="Nombre de jours, médian, entre le premier contact et l\u2019ouverture, pour "
        "les activités ouvertes pendant la période.",
        source="échanges et dates d\u2019ouverture des implantations",
        measure=measures.of_rows("opening_delay"),
        span=Span.PERIOD,
        more_is_better=False,
    ),
    Indicator(
        key="survival",
        label="Survie à 2 ans",
        unit=Unit.PERCENT,
        theme=Theme.PROJECTS,
        definition="Part des entreprises encore ouvertes deux ans après leur ouverture, dites à "
        "partir de dix suivies aussi longtemps. La page «\u00a0Survie\u00a0» en donne la méthode "
        "et les entreprises.",
        source=f"dates d\u2019ouverture et {MOVES}",
        measure=measures.survival,
    ),
)
_AGREEMENTS = (
    Indicator(
        key="agreements_signed",
        label="Signées",
        unit=Unit.AGREEMENTS,
        theme=Theme.AGREEMENTS,
        definition="Conventions signées pendant la période, y compris celles qui sont terminées.",
        source=CONVENTIONS,
        measure=measures.within_period("agreements_signed", measures.agreements("signed")),
        span=Span.PERIOD,
        long_name="Conventions signées",
    ),
    Indicator(
        key="agreements_in_force",
        label="Conventions",
        unit=Unit.AGREEMENTS,
        theme=Theme.AGREEMENTS,
        definition="Conventions signées et en vigueur ce jour-là\u00a0: commencées, ni terminées "
        "ni résiliées.",
        source=CONVENTIONS,
        measure=measures.agreements("in_force"),
        long_name="Conventions en vigueur",
    ),
    Indicator(
        key="agreements_to_come",
        label="À venir",
        unit=Unit.AGREEMENTS,
        theme=Theme.AGREEMENTS,
        definition="Conventions en préparation, en relecture ou à signer à cette date.",
        source=CONVENTIONS,
        measure=measures.agreements("to_come"),
        long_name="Conventions à venir",
    ),
    Indicator(
        key="signature_delay",
        label="Délai",
        unit=Unit.DAYS,
        theme=Theme.AGREEMENTS,
        definition="Nombre de jours, médian, entre le premier contact et la signature de la "
        "première convention du projet, pour les signatures de la période.",
        source=f"échanges et {CONVENTIONS}",
        measure=measures.of_rows("signature_delay"),
        span=Span.PERIOD,
        more_is_better=False,
        long_name="Délai de signature",
    ),
    Indicator(
        key="services_given",
        label="Prestations",
        unit=Unit.SERVICES,
        theme=Theme.AGREEMENTS,
        definition="Prestations du bouquet données aux projets pendant la période.",
        source="prestations notées par l\u2019équipe",
        measure=measures.of_rows("services_given"),
        span=Span.PERIOD,
        long_name="Prestations données",
    ),
)
_MATERIALS = (
    Indicator(
        key="stream_tonnes",
        label="Gisements",
        unit=Unit.TONNES,
        theme=Theme.MATERIALS,
        definition="Tonnes par an, valeur probable, des gisements recensés et non archivés. Ce "
        "sont des matières disponibles, pas encore des matières valorisées. Hors de l\u2019équipe, "
        "les gisements réservés n\u2019y comptent que réunis, pour tout le territoire.",
        source="fiches des gisements",
        measure=measures.noted_tonnes,
        long_name="Gisements recensés",
    ),
    Indicator(
        key="kept_tonnes",
        label="Retenus",
        unit=Unit.TONNES,
        theme=Theme.MATERIALS,
        definition="Tonnes par an, valeur probable, des gisements rapprochés d\u2019un projet et "
        f"retenus\u202f; chaque gisement compte une fois. {_WITHOUT}",
        source="rapprochements retenus par l\u2019équipe",
        measure=measures.kept_tonnes,
        long_name="Gisements retenus",
    ),
    Indicator(
        key="tonnes_agreed",
        label="Promis par an",
        unit=Unit.TONNES,
        theme=Theme.MATERIALS,
        definition="Tonnes par an des accords en vigueur ce jour-là, entre un gisement et un "
        "projet, comme s\u2019ils duraient l\u2019année entière. Un accord compte de son premier "
        "jour à son dernier, ou à la fin de l\u2019échange. La page «\u00a0Matières\u00a0» retire "
        "aussi des gisements les accords qui commenceront plus tard\u202f; la page "
        "«\u00a0Bénéfices\u00a0» ne compte d\u2019une année que les jours en vigueur. "
        f"{_WITHOUT}",
        source="accords du suivi des rapprochements",
        measure=measures.agreed_tonnes,
        long_name="Tonnes promises par an",
    ),
    Indicator(
        key="tonnes_measured",
        label="Tonnes mesurées",
        unit=Unit.TONNES,
        theme=Theme.MATERIALS,
        definition="Tonnes réellement échangées pendant la dernière année civile achevée à "
        "cette date, telles que l\u2019équipe les a notées\u202f; un rapprochement sans relevé est "
        f"compté comme inconnu, jamais comme zéro. {_WITHOUT}",
        source="relevés annuels du suivi des rapprochements",
        measure=measures.measured_tonnes,
    ),
)
_FACILITIES = (
    Indicator(
        key="facilities_booked",
        label="Installations",
        unit=Unit.PERCENT,
        theme=Theme.FACILITIES,
        definition="Usage des installations techniques (déchèteries, plateformes, ateliers "
        f"partagés) sur les douze derniers mois. {facility_bookings.USAGE_DEFINITION}",
        source="réservations confirmées des installations",
        measure=measures.booked_rate,
        long_name="Usage des installations",
    ),
)
INDICATORS = (
    *_JOBS,
    *_PROJECTS,
    *waiting_indicators.PROJECTS,
    *_AGREEMENTS,
    *waiting_indicators.AGREEMENTS,
    *_MATERIALS,
    *_FACILITIES,
)
_BY_KEY: Mapping[str, Indicator] = {each.key: each for each in INDICATORS}


def indicator(key: str) -> Indicator:
    """Return the declaration of an indicator; raises KeyError when there is none."""
    return _BY_KEY[key]


def measured(
    db: Database, key: str, perimeter: Perimeter, *, sees_confidential: bool = False
) -> Figure:
    """Measure an indicator for a perimeter, as shared views tell it unless told otherwise.

    Raises KeyError when it is not declared.
    """
    sums = Sums(db, perimeter, sees_confidential=sees_confidential)
    return measured_together(sums, (key,))[key]


def all_measured(
    db: Database,
    perimeter: Perimeter,
    keys: Sequence[str] = tuple(_BY_KEY),
    *,
    sees_confidential: bool = False,
) -> dict[str, Figure]:
    """Measure several indicators for one perimeter, what they share being read once."""
    return measured_together(Sums(db, perimeter, sees_confidential=sees_confidential), keys)


def measured_together(sums: Sums, keys: Sequence[str]) -> dict[str, Figure]:
    """Measure several indicators from sums that the caller reads too."""
    return {key: _measured(_BY_KEY[key], sums) for key in keys}


def _measured(declared: Indicator, sums: Sums) -> Figure:
    figure = declared.measure(sums)
    if declared.unit is Unit.PEOPLE:
        figure = figure.of_people
    return figure if sums.sees_confidential else sums.with_secrecy(declared.key, figure)
