"""Every deadline that agreements bring, gathered in one statement: ends, notices, commitments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.agreement_lists import SHARED_TITLE
from circular.store.commitments import AROUND, party_name
from circular.store.places import PLACES, among, within
from circular.store.rows import Row, one, rows
from circular.store.trials import real

_TYPED = "JOIN agreement_type t ON t.key = a.type_key AND t.version = a.type_version"
_RENEWALS = "(SELECT count(*) FROM agreement_renewal w WHERE w.agreement_id = a.id)"
_NOTICE = "date(a.ends_on, '-' || t.notice_days || ' days')"

DUE = f"""
due AS (
    SELECT CASE WHEN t.renewals > {_RENEWALS} THEN 'renewal' ELSE 'end' END AS kind,
        a.id AS agreement_id, NULL AS commitment_id, a.ends_on AS day
    FROM agreement a {_TYPED}
    WHERE a.state = 'signed' AND a.ends_on IS NOT NULL AND a.archived_at IS NULL
    UNION ALL
    SELECT 'notice', a.id, NULL, {_NOTICE}
    FROM agreement a {_TYPED}
    WHERE a.state = 'signed' AND t.notice_days > 0 AND a.archived_at IS NULL
        AND {_NOTICE} >= :today
    UNION ALL
    SELECT CASE WHEN c.kind = 'report' THEN 'report' ELSE 'commitment' END, c.agreement_id, c.id,
        c.due_on
    FROM commitment c JOIN agreement a ON a.id = c.agreement_id
    WHERE c.done_on IS NULL AND a.state IN ('signed', 'ended') AND a.archived_at IS NULL
)
"""
"""Each deadline that stands: what, of which agreement, of which commitment, on which day.

A notice that nobody gave in time is over; an end or a commitment that is past stays late.
"""

SCOPE = f"""
FROM due d
JOIN agreement a ON a.id = d.agreement_id
{_TYPED}
JOIN project p ON p.id = a.project_id
JOIN place ON place.project_id = p.id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
LEFT JOIN commitment c ON c.id = d.commitment_id
{AROUND}
WHERE {real("place")} AND p.archived_at IS NULL AND {within("place.epci_siren")}
    AND (:organisation IS NULL OR c.organisation_id = :organisation)
"""
_ASKED = "AND (:kind IS NULL OR d.kind = :kind) AND d.day BETWEEN :first AND :last"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader may read: people, texts, confidential names, and of which deadlines.

    `organisation_id` is the only organisation whose commitments are read; None: no such limit.
    """

    with_people: bool
    with_texts: bool
    with_confidential: bool
    only_epcis: Sequence[str] = ()
    organisation_id: int | None = None

    def values(self, today: date) -> dict[str, Any]:
        """Return the values of the scope."""
        return {
            "today": today.isoformat(),
            "organisation": self.organisation_id,
            **among(self.only_epcis),
        }

    @property
    def columns(self) -> str:
        """The columns that this reader may read."""
        name = party_name(with_people=self.with_people, with_confidential=self.with_confidential)
        title = "p.title" if self.with_people else SHARED_TITLE
        return (
            "d.kind, d.day, d.agreement_id, d.commitment_id, a.number, a.project_id,"
            f" {title} AS project, t.label AS type, e.name AS epci, c.kind AS commitment_kind,"
            f" c.party_kind, {name} AS party, {'c.label' if self.with_texts else 'NULL AS label'}"
        )


def listed(
    db: Database,
    reader: Reader,
    *,
    kind: str | None,
    days: tuple[date, date],
    today: date,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Return the deadlines between two days, both included, the nearest first."""
    return rows(
        db,
        f"WITH {PLACES}, {DUE} SELECT {reader.columns} {SCOPE} {_ASKED}"
        " ORDER BY d.day, d.agreement_id, d.kind, d.commitment_id LIMIT :limit OFFSET :offset",
        {
            **reader.values(today),
            **_asked(kind, days),
            "limit": -1 if limit is None else limit,
            "offset": offset,
        },
    )


def counts(
    db: Database,
    reader: Reader,
    *,
    kind: str | None,
    days: tuple[date, date],
    today: date,
    soon: date,
) -> Row:
    """Count the deadlines: all of them, late, due until `soon`, and those that are asked for."""
    found = one(
        db,
        f"""WITH {PLACES}, {DUE} SELECT count(*) AS total,
            count(*) FILTER (WHERE d.day < :today) AS late,
            count(*) FILTER (WHERE d.day BETWEEN :today AND :soon) AS soon,
            count(*) FILTER (WHERE 1 {_ASKED}) AS shown
        {SCOPE}""",
        {**reader.values(today), **_asked(kind, days), "soon": soon.isoformat()},
    )
    return found or {"total": 0, "late": 0, "soon": 0, "shown": 0}


def near(
    db: Database,
    kinds: Sequence[str],
    *,
    owner: int | None,
    today: date,
    last: date,
    limit: int,
) -> list[Row]:
    """Return the first deadlines of some kinds until a day, late ones included, with their total.

    `owner` is the account that follows the project; None: the whole team.
    """
    marks = ", ".join(f":kind{at}" for at in range(len(kinds)))
    return rows(
        db,
        f"""WITH {PLACES}, {DUE} SELECT a.id, p.title AS label, c.label AS note, d.day,
            count(*) OVER () AS total {SCOPE} AND d.kind IN ({marks}) AND d.day <= :last
            AND (:owner IS NULL OR COALESCE(p.adviser_id, :owner) = :owner)
        ORDER BY d.day, a.id LIMIT :limit""",
        {
            "today": today.isoformat(),
            "organisation": None,
            **among(()),
            **{f"kind{at}": kind for at, kind in enumerate(kinds)},
            "owner": owner,
            "last": last.isoformat(),
            "limit": limit,
        },
    )


def _asked(kind: str | None, days: tuple[date, date]) -> dict[str, Any]:
    first, last = days
    return {"kind": kind, "first": first.isoformat(), "last": last.isoformat()}
