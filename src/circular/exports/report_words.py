"""The sentences that only the report says: its period, what it compares with, what to decide.

Those of the last day of the period are the very sentences of the elected page. Nobody is named;
`**words**` stand out.
"""

from circular.domain import french
from circular.domain.dates import MONTHS_A_YEAR, add_months
from circular.domain.indicators import Figure, Span, Unit
from circular.domain.reports import ENDS_TODAY, periods
from circular.domain.targets import YEAR_END
from circular.domain.territory import WHOLE
from circular.exports import dashboard_words, decision_words
from circular.queries.benefits import Benefit
from circular.queries.dashboard import SharedAgreement
from circular.queries.indicators import indicator
from circular.queries.reports import Report, ReportReading

BILAN, ON_THE_WAY = "Bilan", "Bilan d\u2019étape"
NOTHING = (
    "Rien n\u2019est noté avant la fin de cette période\u00a0: aucun projet, aucune convention, "
    "aucun emploi. Les chiffres qui suivent sont donc nuls ou inconnus."
)
DEMONSTRATION = "Démonstration\u00a0: les projets, les emplois et les conventions sont fictifs."
SHARED = (
    "Ce bilan peut circuler\u00a0: il ne nomme personne, ne dit rien d\u2019un producteur "
    "confidentiel et tait les nombres de personnes inférieurs à 5."
)
KEPT_BACK = (
    "Ce que font des producteurs confidentiels n\u2019est compté que réuni, pour tout le "
    "territoire, quand ils sont assez nombreux\u202f; sinon, ces tonnages n\u2019y sont pas."
)
LEGEND = (
    "Tous les chiffres à la fin de la période. Ceux d\u2019une date se comparent à la veille de la "
    "période, les autres à la période d\u2019avant\u202f; «\u00a0–\u00a0» veut dire inconnu, "
    "jamais zéro."
)
NO_TARGET = (
    "**Aucun objectif** pour ce territoire à cette date\u00a0: il n\u2019a donc pas de trajectoire."
)
_SHORT_UNITS = {Unit.TONNES: "t", Unit.DAYS: "j", Unit.PERCENT: "%"}


def title(report: Report) -> str:
    """Return the title: « Bilan 2025 », « Bilan d’étape 2026 », « Bilan du T3 2026 », « Bilan »."""
    since, until = report.period.since, report.period.until
    if (since.month, since.day) == (1, 1) and since.year == until.year:
        is_over = (until.month, until.day) == YEAR_END
        return f"{BILAN if is_over else ON_THE_WAY}\u00a0{since.year}"
    named = next((each for each in periods(until) if each.period == report.period), None)
    if named is None or ENDS_TODAY in named.label:
        return BILAN
    if named.key.startswith("t"):
        return f"Bilan du {named.label}"
    return f"Bilan de la {named.label[0].lower()}{named.label[1:]}"


def territory(report: Report) -> str:
    """Return the name of the territory."""
    return report.epci_name or WHOLE


def made(report: Report) -> str:
    """Say when the report was made."""
    return f"Fait le {french.long_day(report.made_on)}"


def notes(report: Report) -> tuple[str, ...]:
    """Return what the cover says of the report: that it may circulate, that it is invented."""
    return (SHARED, DEMONSTRATION) if report.is_demonstration else (SHARED,)


def value_of(reading: ReportReading) -> str:
    """Write a figure with its unit; few people are « moins de 5 personnes », the unknown « – »."""
    unit = indicator(reading.key).unit
    return reading.now.masked_words(unit) if reading.is_masked else written(reading.now, unit)


def masked(reading: ReportReading) -> str:
    """Say that a figure is kept back, in a column that stands beside its unit."""
    unit = indicator(reading.key).unit
    return few(reading.now, unit)


def few(figure: Figure, unit: Unit) -> str:
    """Write what stands for a value that is kept back, in a column that stands beside its unit."""
    is_alone = unit is Unit.PEOPLE and not figure.kept_back
    return french.masked_count(1) if is_alone else figure.masked_words(unit)


def foreword(report: Report) -> list[str]:
    """Return the paragraphs that open the report."""
    lines = (report.draft.foreword or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def written(figure: Figure, unit: Unit) -> str:
    """Write a figure with the short form of its unit."""
    if figure.value is None:
        return figure.written(unit)
    return f"{french.number(figure.value)}\u00a0{_SHORT_UNITS.get(unit, unit.label)}"


def compared(report: Report, reading: ReportReading) -> str:
    """Say what a figure was before: since the eve of the period, or in the period to compare."""
    declared = indicator(reading.key)
    if reading.now.value is None or reading.before.value is None:
        return ""
    if declared.span is Span.PERIOD:
        return f"{french.number(reading.before.value)} {_then(report)}"
    change = reading.change or 0.0
    if change == 0:
        return f"sans changement depuis le {french.day(reading.compared_on)}"
    sign = "+" if change > 0 else ""
    return f"{sign}{french.number(change)} depuis le {french.day(reading.compared_on)}"


def _then(report: Report) -> str:
    period = report.period
    is_a_year = period.before.since == add_months(period.since, -MONTHS_A_YEAR)
    return "un an plus tôt" if is_a_year else "sur la période d\u2019avant"


def lead(report: Report) -> str:
    """Say where things stand at the end of the period, as the elected page says it."""
    return NOTHING if report.is_blank else dashboard_words.lead(report.page)


def of_period(report: Report) -> tuple[str, ...]:
    """Say what happened during the period, and how it compares."""
    if report.is_blank:
        return ()
    words = [
        ("projects_detected", "projet détecté", "projets détectés"),
        ("projects_accompanied", "projet entré en accompagnement", "projets accompagnés"),
        ("projects_set_up", "projet ouvert", "projets ouverts"),
        ("agreements_signed", "convention signée", "conventions signées"),
        ("services_given", "prestation rendue", "prestations rendues"),
    ]
    told = [
        french.plural(report.reading(key).now.value, one, many)
        for key, one, many in words
        if report.reading(key).now.value
    ]
    when = report.period.written[:1].upper() + report.period.written[1:]
    happened = french.join(told) if told else "ni projet détecté, ni convention, ni installation"
    net = report.reading("jobs_net")
    sentences = [f"{when}\u00a0: {happened}."]
    if net.change is not None:
        sentences.append(_net_change(net))
    return tuple(sentences)


def _net_change(net: ReportReading) -> str:
    change = net.change or 0.0
    eve = french.day(net.compared_on)
    if change == 0:
        return f"Le nombre d\u2019emplois nets n\u2019a pas changé depuis le {eve}."
    verb = "gagné" if change > 0 else "perdu"
    jobs = french.plural(abs(change), f"emploi net {verb}", f"emplois nets {verb}s")
    return f"**{jobs}** depuis le {eve} ({french.number(net.before.value)} ce jour-là)."


def materials(report: Report) -> str:
    """Say the tonnes that are listed, agreed and measured at the end of the period."""
    listed, agreed, measured = (
        report.reading(key) for key in ("stream_tonnes", "tonnes_agreed", "tonnes_measured")
    )
    parts = []
    if listed.now.records:
        streams = french.plural(listed.now.records, "gisement recensé", "gisements recensés")
        known = "tonnage non montré" if listed.now.value is None else french.tonnes(_whole(listed))
        parts.append(f"**{streams}** ({known} par an)")
    else:
        parts.append("**Aucun gisement** n\u2019est recensé à cette date")
    if agreed.now.value is not None:
        promised = "rien n\u2019est promis" if not agreed.now.value else ""
        promised = promised or f"{french.tonnes(_whole(agreed))} par an sont promises"
        parts.append(promised)
    if measured.now.value:
        parts.append(f"{french.tonnes(_whole(measured))} ont été mesurées")
    return "\u202f; ".join(parts) + "."


def one_territory(report: Report) -> str:
    """Say the net jobs of the one EPCI that the report is about."""
    net = report.page.jobs.net.fte
    jobs = french.plural(net, "emploi net", "emplois nets") if net else "aucun emploi net"
    return f"**{territory(report)}**\u00a0: {jobs} à cette date."


def first_of(shown: int, total: int) -> str:
    """Say that a list goes on in the workbook."""
    return (
        f"Les {french.number(shown)}\u00a0premières sur {french.number(total)}\u202f; la liste "
        "entière est dans le classeur."
    )


def _whole(reading: ReportReading) -> float | None:
    return None if reading.now.value is None else round(reading.now.value)


def year_of_matches(year: Benefit) -> str:
    """Say what is unknown, or kept back, in a year of exchanges."""
    if year.withheld:
        return "en partie non montré"
    if year.without_measure:
        return french.plural(year.without_measure, "sans relevé", "sans relevé")
    return "tout est relevé"


def facilities(report: Report) -> str:
    """Say how much the technical facilities were used."""
    used = report.reading("facilities_booked").now
    if used.value is None:
        return "L\u2019usage des installations techniques n\u2019est pas connu."
    count = french.plural(used.records, "installation", "installations")
    return (
        f"Usage des installations techniques sur douze mois\u00a0: "
        f"**{french.number(used.value)}\u00a0%** ({count})."
    )


def decisions(report: Report) -> tuple[str, ...]:
    """Say what calls for a decision at the end of the period, as the elected page does."""
    page = report.page
    found = [decision_words.sentence(each, page.perimeter) for each in page.decisions.shown]
    if page.target is None:
        found.insert(0, NO_TARGET)
    silent = page.agreements.to_come_without_jobs
    if silent:
        many = french.plural(silent, "convention à venir ne dit", "conventions à venir ne disent")
        found.append(f"**{many}** pas combien d\u2019emplois.")
    if page.decisions.left_out:
        found.append(decision_words.left_out(page.decisions.left_out))
    return tuple(found)


def project_of(row: SharedAgreement) -> str:
    """Return the title of a project, or its number when its title would name someone."""
    return row.project_title or f"Projet n°\u00a0{row.project_id}"


def signature_lines(report: Report) -> tuple[tuple[str, str], ...]:
    """Return what the last page says of the data: label, words."""
    signature = report.signature
    return (
        ("Association", report.association),
        ("Territoire", territory(report)),
        ("Période", report.period.written),
        ("Fait le", french.day(report.made_on)),
        ("Version des données", french.number(signature.data_version)),
        ("Empreinte SHA-256", signature.digest),
        ("Signature", signature.code),
    )


SIGNATURE_NOTE = (
    "L\u2019empreinte résume tous les chiffres du bilan\u00a0: deux bilans qui portent la même "
    "disent les mêmes chiffres. La page «\u00a0Bilan\u00a0» vérifie une signature\u00a0: elle "
    "refait les calculs et dit si les chiffres sont restés les mêmes."
)
