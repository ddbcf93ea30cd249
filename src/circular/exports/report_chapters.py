"""The report as chapters: the same sentences, tiles, drawings and tables for every file.

The text document and the PDF lay them out, the workbook takes the tables: none computes anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from circular.domain import french
from circular.domain.indicators import Unit
from circular.domain.reports import Section
from circular.exports import dashboard_words, report_charts, report_outlook, report_words
from circular.exports.report_charts import Bar
from circular.exports.report_parts import Chapter, Part, Points, Tile, Tiles, drawing
from circular.exports.report_tables import TONNES, Grid, Tables
from circular.queries.indicators import indicator
from circular.queries.reports import Report

HEADLINES = (
    *("jobs_net", "jobs_created", "projects_detected", "projects_set_up"),
    *("agreements_signed", "agreements_in_force", "tonnes_agreed", "signature_delay"),
)
"""The figures in the tiles of the summary."""


def chapters(report: Report, author: str) -> tuple[Chapter, ...]:
    """Return the chapters that were asked for, in their order."""
    return tuple(_chapter(section, report, author) for section in report.draft.sections)


def key_figures(report: Report) -> tuple[Tile, ...]:
    """Return the key figures alone, as the summary shows them."""
    return _Writer(report, Tables(report, "")).key_figures()


def _chapter(section: Section, report: Report, author: str) -> Chapter:
    parts = _PARTS[section](_Writer(report, Tables(report, author)))
    kept = [part for part in parts if part and not (isinstance(part, Grid) and part.says_nothing)]
    return Chapter(section, section.label, tuple(kept))


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the parts are written from: the report and its tables."""

    report: Report
    tables: Tables

    def summary(self) -> list[Part | None]:
        """Return the sentences a mayor can repeat, then the key figures."""
        return [
            report_words.lead(self.report),
            *report_words.of_period(self.report),
            Tiles(self.key_figures()),
            report_words.DEMONSTRATION if self.report.is_demonstration else None,
        ]

    def key_figures(self) -> tuple[Tile, ...]:
        """Return the figures in the tiles."""
        return tuple(
            Tile(
                indicator(reading.key).name,
                self._headline(reading.key),
                report_words.compared(self.report, reading),
            )
            for reading in map(self.report.reading, HEADLINES)
        )

    def _headline(self, key: str) -> str:
        target = self.report.page.target
        reading = self.report.reading(key)
        if key == "jobs_net" and target is not None:
            reached = french.number(reading.now.value)
            return f"{reached} sur {french.number(target.value)}"
        unit = indicator(key).unit
        if unit in {Unit.PROJECTS, Unit.AGREEMENTS}:
            return french.number(reading.now.value)
        return report_words.value_of(reading)

    def jobs(self) -> list[Part | None]:
        """Return the jobs against the path, their table and what is shown apart."""
        page = self.report.page
        path = page.target.path if page.target else None
        pace = dashboard_words.pace(page)
        return [
            pace,
            drawing("jobs", pace, report_charts.jobs(page.months, path), "Emplois nets par mois"),
            dashboard_words.jobs_apart(page),
            self._target_source(),
            self.tables.jobs_by_kind(),
            self.tables.months(whole=False),
        ]

    def _target_source(self) -> str:
        target = self.report.page.target
        if target is None:
            return ""
        by = f" par {target.decided_by}" if target.decided_by else ""
        decided = f"Objectif décidé le {french.day(target.decided_on)}{by}."
        revised = dashboard_words.revised(self.report.page)
        return f"{revised or decided} Source\u00a0: {target.source.rstrip('.')}."

    def forecast(self) -> list[Part | None]:
        """Return the jobs to come, as the page of the forecast says them."""
        return report_outlook.forecast(self.tables)

    def survival(self) -> list[Part | None]:
        """Return how long companies last, as the page of survival says it."""
        return report_outlook.survival(self.tables)

    def funnel(self) -> list[Part | None]:
        """Return where projects stand, how long they stay, and who left."""
        found = self.report.page.funnel
        sentence = dashboard_words.funnel(found)
        bars = [
            Bar(
                each.stage.label,
                each.projects,
                french.number(each.projects)
                + (
                    ""
                    if each.median_days is None
                    else f"   durée médiane\u00a0: {french.number(each.median_days, decimals=0)}"
                    "\u00a0jours"
                ),
            )
            for each in found.stages
        ]
        return [
            sentence,
            drawing("funnel", sentence, report_charts.bars(bars), "Projets par étape"),
            self.tables.stages(),
            dashboard_words.exits(found, year=self.report.period.until.year),
            self.tables.exits(),
        ]

    def agreements_told(self) -> list[Part | None]:
        """Return how many agreements stand where, then each of them."""
        found = self.report.page.agreements
        sentence = dashboard_words.agreements(found)
        counts = (
            ("En vigueur", found.in_force),
            ("À signer", found.to_sign),
            ("En préparation", found.to_come - found.to_sign),
        )
        bars = [Bar(label, count, french.number(count)) for label, count in counts]
        return [
            sentence,
            drawing("agreements", sentence, report_charts.bars(bars), "Conventions par état"),
            *_printed(self.tables.agreements()),
        ]

    def materials(self) -> list[Part | None]:
        """Return the tonnes listed, kept, agreed and measured, and the use of facilities."""
        sentence = report_words.materials(self.report)
        told = {key: self.report.reading(key).now.value for key in TONNES}
        bars = [
            Bar(indicator(key).name, value, french.tonnes(None if value is None else round(value)))
            for key, value in told.items()
        ]
        is_kept_back = any(each.withheld for each in self.report.benefits) or any(
            self.report.reading(key).now.withheld for key in TONNES
        )
        return [
            sentence,
            drawing("tonnes", sentence, report_charts.bars(bars), "Tonnes par an"),
            self.tables.tonnes(),
            self.tables.years(),
            report_words.KEPT_BACK if is_kept_back else None,
            report_words.facilities(self.report),
        ]

    def places_told(self) -> list[Part | None]:
        """Return the map of the members with its table."""
        found = self.report.page.places
        sentence = dashboard_words.places(found, sum(place.net_fte for place in found))
        if self.report.draft.epci_siren is not None:
            return self._one_place()
        picture = report_charts.territory(found)
        return [
            sentence,
            drawing("places", sentence, picture, "Carte des intercommunalités membres"),
            self.tables.places(),
        ]

    def _one_place(self) -> list[Part | None]:
        """Return the map of the one member that the report is about, with its communes."""
        sentence = report_words.one_territory(self.report)
        found = [
            each for each in self.report.page.places if each.siren == self.report.draft.epci_siren
        ]
        picture = report_charts.one_place(found[0], self.report.communes) if found else None
        return [
            sentence,
            drawing(
                "places", sentence, picture, "Carte de l\u2019intercommunalité et ses communes"
            ),
            self.tables.places(),
        ]

    def decisions(self) -> list[Part | None]:
        """Return what calls for a decision, and the agreements it is about."""
        points = report_words.decisions(self.report)
        if not points:
            return ["Rien n\u2019appelle de décision à cette date."]
        to_sign = self.tables.agreements(only_to_sign=True)
        return [
            Points(points),
            *(_printed(to_sign) if to_sign.table.rows else ()),
            *_printed(self.tables.ending()),
        ]

    def defined(self) -> list[Part | None]:
        """Return all figures, then what each one means."""
        return [
            report_words.LEGEND,
            self.tables.figures(),
            self.tables.definitions(),
        ]


def _printed(grid: Grid) -> tuple[Part, ...]:
    """Return the first rows of a list, and how many more the workbook holds."""
    shown, total = len(grid.printed.table.rows), len(grid.table.rows)
    more = (report_words.first_of(shown, total),) if shown < total else ()
    return (grid.printed, *more)


_PARTS: Mapping[Section, Callable[[_Writer], list[Part | None]]] = {
    Section.SUMMARY: _Writer.summary,
    Section.JOBS: _Writer.jobs,
    Section.FORECAST: _Writer.forecast,
    Section.FUNNEL: _Writer.funnel,
    Section.SURVIVAL: _Writer.survival,
    Section.AGREEMENTS: _Writer.agreements_told,
    Section.MATERIALS: _Writer.materials,
    Section.PLACES: _Writer.places_told,
    Section.DECISIONS: _Writer.decisions,
    Section.DEFINITIONS: _Writer.defined,
}
