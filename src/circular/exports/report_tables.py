"""The tables of the report: rows already read, columns declared once for paper and workbook.

A cell of the text document or of the PDF is what the screen would show; the workbook gets the
number itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circular.domain import french
from circular.domain.agreements import AgreementState
from circular.domain.indicators import Figure, Unit
from circular.domain.territory import short_name
from circular.exports import report_words
from circular.exports.columns import Column, Kind, Table
from circular.queries.indicators import INDICATORS, indicator
from circular.queries.jobs import MonthOfJobs
from circular.queries.reports import Report

MOST_MONTHS = 13
MOST_PRINTED = 200  # rows of a list on paper: some eight pages
TONNES = ("stream_tonnes", "kept_tonnes", "tonnes_agreed", "tonnes_measured")
"""The four tonnages, from what is listed to what is measured."""

_KINDS = (
    ("created", "Créés depuis l\u2019origine"),
    ("net", "Nets, encore en place"),
    ("safeguarded", "Sauvegardés"),
    ("planned", "Prévus, pas encore créés"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the report, and the sentence that stands in its place when it has no row.

    Without a sentence it then vanishes. `fixed` are the shares of the width, where they are set.
    """

    table: Table
    empty: str
    fixed: tuple[int, ...] = ()

    @property
    def cells(self) -> list[list[str]]:
        """Every cell in French, as the screen writes it."""
        return [[each.shown(row) for each in self.table.columns] for row in self.table.rows]

    @property
    def shares(self) -> tuple[int, ...]:
        """How the columns share the width: that of words grows, 0 keeps to its contents."""
        found = self.fixed or tuple(
            width if column.kind is Kind.TEXT else 0
            for column, width in zip(self.table.columns, self.table.widths, strict=True)
        )
        return found if any(found) else (1,) * len(found)

    @property
    def printed(self) -> "Grid":
        """The table as paper shows it: its first rows."""
        return replace(self, table=replace(self.table, rows=self.table.rows[:MOST_PRINTED]))

    @property
    def says_nothing(self) -> bool:
        """Whether there is neither a row nor a sentence to write."""
        return not (self.table.rows or self.empty)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a report, whose files bear the name of their author."""

    report: Report
    author: str

    def all(self) -> tuple[Grid, ...]:
        """Return every table, whatever the sections that were asked for."""
        return (
            self.figures(),
            self.jobs_by_kind(),
            self.months(whole=True),
            self.stages(),
            self.exits(),
            self.agreements(),
            self.ending(),
            self.tonnes(),
            self.years(),
            self.places(),
            self.definitions(),
        )

    def figures(self) -> Grid:
        """Return every figure with what it is compared with and what is not known."""
        rows = [
            {
                "theme": indicator(each.key).theme.label,
                "label": indicator(each.key).name,
                "unit": indicator(each.key).unit.label,
                "now": report_words.masked(each) if each.is_masked else each.now.value,
                "before": each.before.value,
                "compared_on": each.compared_on,
                "missing": each.now.missing,
            }
            for each in self.report.readings
        ]
        columns = (
            Column("label", "Chiffre"),
            Column("now", "À la fin", Kind.NUMBER),
            Column("unit", "Unité"),
            Column("before", "Avant", Kind.NUMBER),
            Column("compared_on", "Comparé au", Kind.DATE),
            Column("missing", "Inconnus", Kind.INTEGER),
        )
        return self.grid("Chiffres", columns, rows, "")

    def jobs_by_kind(self) -> Grid:
        """Return the four sums of jobs, never added."""
        figures = self.report.page.jobs
        rows = [
            {
                "kind": label,
                "fte": getattr(figures, name).fte,
                "verified": getattr(figures, name).verified_fte,
                "heads": _people(self.report.page.heads[name]),
            }
            for name, label in _KINDS
        ]
        columns = (
            Column("kind", f"Emplois au {self._day()}"),
            Column("fte", "ETP", Kind.NUMBER),
            Column("verified", "Dont vérifiés", Kind.NUMBER),
            Column("heads", "Personnes", Kind.INTEGER),
        )
        return self.grid("Emplois", columns, rows, "")

    def months(self, *, whole: bool) -> Grid:
        """Return net jobs month by month: those of the period, or `whole`, since the beginning."""
        page, period = self.report.page, self.report.period
        path = page.target.path if page.target else None
        shown = [
            month for month in page.months if whole or period.since <= month.day <= period.until
        ]
        rows = [
            {
                "day": month.day,
                "net": month.net_fte,
                "verified": month.net_verified_fte,
                "path": round(path.at(month.day), 1) if path else None,
                "gap": round(month.net_fte - path.at(month.day), 1) if path else None,
            }
            for month in (shown if whole else spaced(shown))
        ]
        columns = (
            Column("day", "Au", Kind.DATE),
            Column("net", "Nets (ETP)", Kind.NUMBER),
            Column("verified", "Dont vérifiés", Kind.NUMBER),
            Column("path", "Trajectoire", Kind.NUMBER),
            Column("gap", "Écart", Kind.NUMBER),
        )
        return self.grid("Emplois par mois", columns, rows, "Aucun mois à montrer.")

    def stages(self) -> Grid:
        """Return the projects of each stage and how long they stay in it."""
        rows = [
            {
                "stage": each.stage.label,
                "projects": each.projects,
                "days": None if each.median_days is None else round(each.median_days),
                "stays": each.stays,
            }
            for each in self.report.page.funnel.stages
        ]
        columns = (
            Column("stage", f"Étape au {self._day()}"),
            Column("projects", "Projets", Kind.INTEGER),
            Column("days", "Durée médiane (jours)", Kind.INTEGER),
            Column("stays", "Passages achevés", Kind.INTEGER),
        )
        return self.grid("Projets par étape", columns, rows, "")

    def exits(self) -> Grid:
        """Return the projects that left since the first of January."""
        year = self.report.period.until.year
        rows = [
            {"kind": kind.label, "projects": count} for kind, count in self.report.page.funnel.exits
        ]
        columns = (
            Column("kind", f"Sorties depuis le 01/01/{year}"),
            Column("projects", "Projets", Kind.INTEGER),
        )
        return self.grid("Sorties", columns, rows, "")

    def agreements(self, *, only_to_sign: bool = False) -> Grid:
        """Return the agreements in force and to come, or those to sign, nobody named."""
        rows = [
            {
                "number": row.number,
                "project": report_words.project_of(row),
                "state": row.state.label,
                "signing": row.signing_on,
                "jobs": row.jobs_committed,
            }
            for row in self.report.page.agreements.rows
            if row.state is AgreementState.TO_SIGN or not only_to_sign
        ]
        columns = (
            Column("number", "N°", Kind.CODE),
            Column("project", "Projet"),
            Column("state", "État"),
            Column("signing", "Signature", Kind.DATE),
            Column("jobs", "Emplois promis (ETP)", Kind.NUMBER),
        )
        none = "Aucune convention n\u2019est en vigueur ni à venir à cette date."
        title = "Conventions à signer" if only_to_sign else "Conventions"
        return self.grid(title, columns, rows, none)

    def ending(self) -> Grid:
        """Return the agreements that end soon after the period."""
        rows = [
            {"number": row.number, "project": row.project, "ends": row.ends, "jobs": row.jobs}
            for row in self.report.ending
        ]
        columns = (
            Column("number", "N°", Kind.CODE),
            Column("project", "Projet"),
            Column("ends", "Fin", Kind.DATE),
            Column("jobs", "Emplois promis (ETP)", Kind.NUMBER),
        )
        return self.grid("Conventions qui finissent", columns, rows, "")

    def tonnes(self) -> Grid:
        """Return the four tonnages, from what is listed to what is measured."""
        rows = [
            {
                "what": indicator(key).name,
                "tonnes": _rounded(self.report.reading(key).now.value),
                "records": self.report.reading(key).now.records,
                "missing": self.report.reading(key).now.missing,
            }
            for key in TONNES
        ]
        columns = (
            Column("what", f"Matières au {self._day()}"),
            Column("tonnes", "Tonnes par an", Kind.NUMBER),
            Column("records", "Fiches", Kind.INTEGER),
            Column("missing", "Sans tonnage", Kind.INTEGER),
        )
        return self.grid("Matières", columns, rows, "")

    def years(self) -> Grid:
        """Return the years of exchanges that the period touches."""
        rows = [
            {
                "year": str(each.year),
                "matches": each.matches,
                "agreed": _rounded(each.agreed),
                "measured": _rounded(each.measured),
                "note": report_words.year_of_matches(each),
            }
            for each in self.report.benefits
        ]
        columns = (
            Column("year", "Année", Kind.CODE),
            Column("matches", "Échanges", Kind.INTEGER),
            Column("agreed", "Promises (t)", Kind.NUMBER),
            Column("measured", "Mesurées (t)", Kind.NUMBER),
            Column("note", "Relevés"),
        )
        none = "Aucun échange de matière n\u2019est en cours sur la période."
        return self.grid("Échanges par année", columns, rows, none)

    def places(self) -> Grid:
        """Return the net jobs of each member."""
        rows = [
            {"name": short_name(each.name) if each.siren else each.name, "net": each.net_fte}
            for each in self.report.page.places
        ]
        columns = (
            Column("name", f"Intercommunalité, au {self._day()}"),
            Column("net", "Emplois nets (ETP)", Kind.NUMBER),
        )
        none = "Le territoire n\u2019a pas encore d\u2019intercommunalité membre."
        return self.grid("Emplois par intercommunalité", columns, rows, none)

    def definitions(self) -> Grid:
        """Return what each figure counts and who enters its data."""
        rows = [
            {"label": each.name, "definition": each.definition, "source": each.source}
            for each in INDICATORS
        ]
        columns = (
            Column("label", "Chiffre"),
            Column("definition", "Définition"),
            Column("source", "Source"),
        )
        return replace(self.grid("Définitions", columns, rows, ""), fixed=(3, 10, 5))

    def grid(
        self, title: str, columns: Sequence[Column], rows: Sequence[object], empty: str = ""
    ) -> Grid:
        """Return a table of the report, whose criteria and author are those of them all."""
        return Grid(
            Table(title, columns, rows, self._criteria(), self.author, self.report.made_on), empty
        )

    def _criteria(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Territoire", report_words.territory(self.report)),
            ("Période", self.report.period.written),
            ("Signature", self.report.signature.code),
        )

    def _day(self) -> str:
        return french.day(self.report.period.until)


def spaced(months: Sequence[MonthOfJobs], most: int = MOST_MONTHS) -> list[MonthOfJobs]:
    """Return at most so many months, evenly taken, the last one always."""
    step = -(-len(months) // most) or 1
    return list(months[::-1][::step][::-1])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _people(heads: Figure) -> float | str | None:
    """Return a count of people, put into words when it is kept back."""
    return report_words.few(heads, Unit.PEOPLE) if heads.is_masked else heads.value
