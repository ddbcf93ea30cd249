"""What matches divert, year by year and family by family, and the CO2e it avoids, with sources.

Whoever may not see confidential producers reads sums only, never families, and without the tonnes
of these producers, whose exchanges are counted apart (see `domain.secrecy`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from circular.domain.benefit_factors import BenefitKind, FactorDraft, JobActivity
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.reference import written_waste_code
from circular.domain.visitors import Visitor, require, require_epci
from circular.queries.unmatched import UsedFactor, used_factor
from circular.store import benefit_factors
from circular.store import benefits as store
from circular.store.connection import Database
from circular.store.rows import Row

_FIGURES = (
    *("agreed", "measured", "without_measure", "matches", "co2_low", "co2_high"),
    *("agreed_co2_low", "agreed_co2_high", "measured_with_factor", "agreed_with_factor"),
)


@dataclass(frozen=True, slots=True)
class Benefit:
    """What matches divert in a year: tonnes, and tonnes of CO2e avoided (negative: emitted).

    `agreed` counts agreements by the days in force; `co2_low` and `co2_high` come from the
    measured tonnes, `agreed_co2_…` from the agreed ones; `…_with_factor` are the tonnes that a
    factor speaks of. `without_measure` counts the matches of the year that nobody measured,
    `withheld` those of confidential producers, which no tonnage counts for this reader.
    """

    year: int
    family: str | None
    matches: int
    without_measure: int
    agreed: float | None
    measured: float | None
    co2_low: float | None
    co2_high: float | None
    agreed_co2_low: float | None
    agreed_co2_high: float | None
    measured_with_factor: float | None
    agreed_with_factor: float | None
    withheld: int = 0

    @property
    def coverage(self) -> float | None:
        """Return the share of the measured tonnes that have a factor, in [0, 1]."""
        if not self.measured or self.measured_with_factor is None:
            return None
        return self.measured_with_factor / self.measured


@dataclass(frozen=True, slots=True)
class Benefits:
    """The whole page: every year, then one year by family with the factors behind its CO2e.

    `families` is None for whoever may read sums only.
    """

    perimeter: Perimeter
    years: tuple[Benefit, ...]
    chosen: Benefit | None
    families: tuple[Benefit, ...] | None
    factors: tuple[UsedFactor, ...]


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A factor as it is listed: what it applies to, its range, its source, whose it is."""

    id: int
    version: int
    kind: BenefitKind
    activity: JobActivity | None
    label: str
    applies_to: str | None
    low: float
    high: float
    perimeter: str | None
    source: str
    year: int | None
    is_own: bool
    is_archived: bool
    draft: FactorDraft


def benefits(
    db: Database, visitor: Visitor, perimeter: Perimeter, *, year: int | None = None
) -> Benefits:
    """Return what is diverted up to a day; `year` is the one told by family, the latest if None.

    Raises:
        NotAllowedError: the visitor may not read the dashboard, or not this perimeter.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    require_epci(visitor.only_epcis, perimeter.epci_siren)
    sees = visitor.may(Permission.SEE_CONFIDENTIAL) and visitor.may(Permission.SEE_MATCHES)
    years = tuple(_benefit(row) for row in store.by_year(db, perimeter, sees=sees))
    told = [each for each in years if each.year == year] or list(years[:1])
    chosen = told[0] if told else None
    if chosen is None or not sees:
        return Benefits(perimeter, years, chosen, None if not sees else (), ())
    families = store.by_family(db, perimeter, chosen.year)
    return Benefits(
        perimeter,
        years,
        chosen,
        tuple(_benefit({**row, "year": chosen.year}) for row in families),
        tuple(used_factor(row) for row in store.factors_of(db, perimeter, chosen.year)),
    )


def factor_lines(db: Database, visitor: Visitor) -> tuple[FactorLine, ...]:
    """Return every factor, those no longer used last.

    Raises:
        NotAllowedError: the visitor may not read the dashboard.
    """
    require(visitor, Permission.SEE_DASHBOARD)
    return tuple(_factor(row) for row in benefit_factors.factors(db))


def _benefit(row: Mapping[str, Any]) -> Benefit:
    """Make a line of what the store adds up."""
    figures: dict[str, Any] = {name: row[name] for name in _FIGURES}
    return Benefit(
        year=row["year"],
        family=row.get("family_label"),
        withheld=row["withheld"],
        **figures,
    )


def _factor(row: Row) -> FactorLine:
    codes, families = json.loads(row["codes"]), json.loads(row["families"])
    labels = json.loads(row["family_labels"])
    draft = {name: row[name] for name in FactorDraft.model_fields if name in row}
    kind = BenefitKind(row["kind"])
    activity = JobActivity(row["activity"]) if row["activity"] else None
    read = {"codes": tuple(codes), "families": tuple(families), "kind": kind, "activity": activity}
    return FactorLine(
        id=row["id"],
        version=row["version"],
        kind=kind,
        activity=activity,
        label=row["label"],
        applies_to=", ".join([*map(written_waste_code, codes), *labels]) or None,
        low=row["low"],
        high=row["high"],
        perimeter=row["perimeter"],
        source=row["source"],
        year=row["year"],
        is_own=row["origin"] == "association",
        is_archived=row["archived_at"] is not None,
        draft=FactorDraft.model_construct(**{**draft, **read}),
    )
