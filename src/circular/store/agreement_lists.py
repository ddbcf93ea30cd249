"""Lists and counts of agreements: one scope of tables and conditions, shared by all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from circular.store.agreement_situations import FINANCIAL, GIVEN, LAST_DAY, NOW, PROMISED, THEN
from circular.store.places import PLACES, among, within
from circular.store.rows import Row, rows, value
from circular.store.trials import real

Values = dict[str, Any]

_AROUND = """
JOIN project p ON p.id = a.project_id
JOIN agreement_type t ON t.key = a.type_key AND t.version = a.type_version
JOIN place ON place.project_id = a.project_id
LEFT JOIN ref_epci e ON e.siren = place.epci_siren
LEFT JOIN implantation i ON i.project_id = p.id
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN ref_commune c ON c.code = COALESCE(i.commune_code, f.commune_code, p.commune_code)
"""
_SCOPE = f"FROM standing a {_AROUND}"
_FIRST_CONTACT = """
MIN(p.detected_on, COALESCE(
    (SELECT MIN(x.happened_on) FROM exchange x WHERE x.project_id = p.id), p.detected_on))
"""
DELAY = f"""
CASE WHEN a.signed_on >= {_FIRST_CONTACT}
     THEN CAST(julianday(a.signed_on) - julianday({_FIRST_CONTACT}) AS INTEGER) END
"""
IN_FORCE = """
a.state IN ('signed', 'ended', 'terminated') AND a.starts_on <= :day
AND COALESCE(a.closed_on, a.ends_on, '9999-12-31') >= :day
"""
"""The condition that an agreement (aliased a) is in force on `:day`, both ends included."""

NAMES_SOMEONE = """
EXISTS (SELECT 1 FROM project_holder n JOIN holder o ON o.id = n.holder_id
    WHERE n.project_id = p.id AND instr(p.folded_title, o.folded_name) > 0)
"""
"""The condition that the title of a project (aliased p) bears the name of one of its people."""

SHARED_TITLE = f"CASE WHEN {NAMES_SOMEONE} THEN 'Projet n°\u00a0' || p.id ELSE p.title END"
"""The title of a project where names of people may not be seen."""

_DEADLINE = "CASE WHEN a.signed_on IS NOT NULL THEN COALESCE(a.closed_on, a.ends_on) END"
_SERVICES = f"""
(SELECT group_concat(label, ', ') FROM (
    SELECT COALESCE(r.label, k.service_type) AS label FROM {PROMISED} AS k
    LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = k.service_type
    ORDER BY r.position))
"""
_PROMISED = f"(SELECT count(*) FROM {PROMISED})"
_HOLDERS = """
(SELECT group_concat(name, ', ') FROM (
    SELECT h.name FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
    WHERE ph.project_id = a.project_id ORDER BY ph.position))
"""
_SIGNATORIES = """
(SELECT group_concat(signatory, ', ') FROM (
    SELECT y.signatory FROM agreement_party y
    WHERE y.agreement_id = a.id AND y.signatory IS NOT NULL ORDER BY y.position))
"""
_RENEWALS = """
(SELECT count(*) FROM agreement_renewal w WHERE w.agreement_id = a.id AND w.decided_on <= :on)
"""
_AMENDMENTS = """
(SELECT count(*) FROM amendment m
 WHERE m.agreement_id = a.id AND m.state = 'signed' AND m.effective_on <= :on)
"""
_COLUMNS = f"""
a.id, a.number, a.project_id, a.state, e.name AS epci,
COALESCE(a.signed_on, a.signing_planned_on) AS signing, {_DEADLINE} AS deadline,
a.jobs_committed AS jobs, t.label AS type, c.name AS commune, a.signed_on AS signed,
a.starts_on AS starts, a.ends_on AS ends, {DELAY} AS delay, {_SERVICES} AS services,
{_RENEWALS} AS renewals, {_AMENDMENTS} AS amendments, a.yearly_amount AS amount,
{_PROMISED} AS promised, {GIVEN} AS given,
a.is_fictitious, p.is_trial, a.archived_at IS NOT NULL AS is_archived
"""
_PEOPLE = f"p.title AS project, {_HOLDERS} AS holders, {_SIGNATORIES} AS signatories"
_NOBODY = f"{SHARED_TITLE} AS project, NULL AS holders, NULL AS signatories"

_STATE_RANK = """
CASE a.state WHEN 'draft' THEN 0 WHEN 'review' THEN 1 WHEN 'to_sign' THEN 2 WHEN 'signed' THEN 3
WHEN 'ended' THEN 4 WHEN 'terminated' THEN 5 ELSE 6 END
"""
SORTS: Mapping[str, str] = {
    "number": "a.year * 100000 + a.sequence",
    "project": "p.folded_title",
    "state": _STATE_RANK,
    "epci": "e.folded_name",
    "signing": "COALESCE(a.signed_on, a.signing_planned_on)",
    "deadline": _DEADLINE,
    "jobs": "a.jobs_committed",
    "type": "t.position",
    "commune": "c.folded_name",
    "signed": "a.signed_on",
    "starts": "a.starts_on",
    "ends": "a.ends_on",
    "delay": DELAY,
    "renewals": _RENEWALS,
    "services": _SERVICES,
    "amendments": _AMENDMENTS,
    "amount": "a.yearly_amount",
    "promised": _PROMISED,
    "given": GIVEN,
    "holders": _HOLDERS,
    "signatories": _SIGNATORIES,
}
"""What each column of the list is ordered by; what is unknown always comes last."""


_COMPARED: Mapping[str, str] = {
    "epci_siren": "place.epci_siren =",
    "type_key": "a.type_key =",
    "project_id": "a.project_id =",
    "signed_from": "a.signed_on >=",
    "signed_to": "a.signed_on <=",
}
"""What a scope compares, when it is asked."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which agreements are meant; `with_people` says whether names may be searched and read.

    `only_epcis` are the EPCI that the reader is limited to; empty: no limit. `on` is the day of
    which the situation is asked, None: as it is.
    """

    words: Sequence[str] = ()
    states: Sequence[str] = ()
    epci_siren: str | None = None
    type_key: str | None = None
    with_archived: bool = False
    with_trials: bool = False
    project_id: int | None = None
    with_people: bool = False
    only_epcis: Sequence[str] = ()
    on: date | None = None
    signed_from: date | None = None
    signed_to: date | None = None
    in_force_on: date | None = None
    financial: bool = False

    @property
    def standing(self) -> str:
        """The agreements as they are, or as they stood on the day asked for."""
        return NOW if self.on is None else THEN

    def condition(self) -> tuple[str, Values]:
        """Return the condition in SQL and its values."""
        parts, values = self._kept(), self._values()
        for at, word in enumerate(self.words):
            parts.append(f"{self._searched()} LIKE :word{at}")
            values[f"word{at}"] = f"%{word}%"
        if self.states:
            marks = ", ".join(f":state{at}" for at in range(len(self.states)))
            parts.append(f"a.state IN ({marks})")
            values |= {f"state{at}": state for at, state in enumerate(self.states)}
        for name, column in _COMPARED.items():
            asked = getattr(self, name)
            if asked is not None:
                parts.append(f"{column} :{name}")
                values[name] = asked.isoformat() if isinstance(asked, date) else asked
        return " AND ".join(parts), values

    def _kept(self) -> list[str]:
        """Return the conditions that a mere yes or no switches on."""
        switched = {
            "a.archived_at IS NULL": not self.with_archived,
            real("place"): not self.with_trials,
            FINANCIAL: self.financial,
            within("place.epci_siren"): bool(self.only_epcis),
            IN_FORCE: self.in_force_on is not None,
        }
        return ["1", *(condition for condition, is_on in switched.items() if is_on)]

    def _values(self) -> Values:
        values: Values = {"on": LAST_DAY if self.on is None else self.on.isoformat()}
        if self.in_force_on is not None:
            values["day"] = self.in_force_on.isoformat()
        return values | (among(self.only_epcis) if self.only_epcis else {})

    def _searched(self) -> str:
        """Return the text in which every word is searched, folded like the words."""
        title = "p.folded_title"
        if not self.with_people:
            title = f"CASE WHEN {NAMES_SOMEONE} THEN '' ELSE p.folded_title END"
        texts = ["COALESCE(a.number, '')", title, "COALESCE(c.folded_name, '')"]
        if self.with_people:
            texts.append(
                "COALESCE((SELECT group_concat(h.folded_name, ' ') FROM project_holder ph"
                " JOIN holder h ON h.id = ph.holder_id WHERE ph.project_id = a.project_id), '')"
            )
        return "(" + " || ' ' || ".join(texts) + ")"


def listed(
    db: Database,
    scope: Scope,
    *,
    sort: str,
    descending: bool,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Return the agreements of a scope in order; a limit of None returns them all."""
    condition, values = scope.condition()
    way = "DESC" if descending else "ASC"
    order = SORTS[sort] if scope.with_people or sort != "project" else SHARED_TITLE
    people = _PEOPLE if scope.with_people else _NOBODY
    return rows(
        db,
        f"""WITH {PLACES}, {scope.standing},
        page AS MATERIALIZED (
            SELECT a.id, ({order}) AS sort_key {_SCOPE} WHERE {condition}
            ORDER BY sort_key IS NULL, sort_key {way}, a.id DESC LIMIT :limit OFFSET :offset
        )
        SELECT {_COLUMNS}, {people} FROM page JOIN standing a ON a.id = page.id {_AROUND}
        ORDER BY page.sort_key IS NULL, page.sort_key {way}, a.id DESC""",
        {**values, "limit": -1 if limit is None else limit, "offset": offset},
    )


def count(db: Database, scope: Scope) -> int:
    """Count the agreements of a scope."""
    condition, values = scope.condition()
    return int(
        value(
            db,
            f"WITH {PLACES}, {scope.standing} SELECT count(*) {_SCOPE} WHERE {condition}",
            values,
        )
    )


def by_state(db: Database, scope: Scope) -> list[Row]:
    """Count the agreements of a scope by state."""
    condition, values = scope.condition()
    return rows(
        db,
        f"WITH {PLACES}, {scope.standing}"
        f" SELECT a.state, count(*) AS count {_SCOPE} WHERE {condition}"
        " GROUP BY a.state",
        values,
    )


def by_epci(db: Database, scope: Scope) -> list[Row]:
    """Sum up the agreements of a scope by EPCI, in the order of names, the unknown one last."""
    condition, values = scope.condition()
    return rows(
        db,
        f"""WITH {PLACES}, {scope.standing}
        SELECT e.siren, e.name, count(*) AS agreements, sum(a.jobs_committed) AS jobs,
            count(*) FILTER (WHERE a.jobs_committed IS NULL) AS without_jobs,
            sum({_PROMISED}) AS promised, sum({GIVEN}) AS given
        {_SCOPE} WHERE {condition} GROUP BY e.siren
        ORDER BY e.siren IS NULL, e.folded_name""",
        values,
    )


def epcis(db: Database, only: Sequence[str] = ()) -> list[Row]:
    """Return the EPCI in which at least one agreement counts, by name, or some `only`."""
    return rows(
        db,
        f"WITH {PLACES}, {NOW} SELECT DISTINCT e.siren, e.name, e.folded_name {_SCOPE}"
        f" WHERE e.siren IS NOT NULL AND {real('place')} AND {within('e.siren')}"
        " ORDER BY e.folded_name",
        among(only),
    )


def in_force(db: Database, day: date, *, project_id: int | None = None) -> list[Row]:
    """Return the agreements in force on a day, both ends included, the newest start first."""
    return rows(
        db,
        "SELECT a.id, a.number, a.project_id, p.title AS project, a.starts_on, a.ends_on"
        f" FROM agreement a JOIN project p ON p.id = a.project_id WHERE {IN_FORCE}"
        f" AND (a.project_id = :project OR (:project IS NULL AND {real('p')}))"
        " ORDER BY a.starts_on DESC, a.id DESC",
        {"day": day.isoformat(), "project": project_id},
    )


def totals(db: Database, day: date, *, year_end: date, only: Sequence[str] = ()) -> Row:
    """Count what is in force on a day, what is to come, and what is to be signed by a day."""
    return rows(
        db,
        f"""WITH {PLACES} SELECT
            count(*) FILTER (WHERE {IN_FORCE}) AS in_force,
            count(*) FILTER (WHERE a.state IN ('draft', 'review', 'to_sign')) AS to_come,
            count(*) FILTER (WHERE a.state IN ('draft', 'review', 'to_sign')
                AND a.signing_planned_on <= :year_end) AS due,
            sum(a.jobs_committed) FILTER (WHERE {IN_FORCE}) AS jobs_in_force,
            sum(a.jobs_committed) FILTER (WHERE a.state IN ('draft', 'review', 'to_sign'))
                AS jobs_to_come
        FROM agreement a JOIN place ON place.project_id = a.project_id
        WHERE (a.archived_at IS NULL OR {IN_FORCE}) AND {real("place")}
            AND {within("place.epci_siren")}""",
        {"day": day.isoformat(), "year_end": year_end.isoformat(), **among(only)},
    )[0]


def first_lines(db: Database, day: date, *, most: int, only: Sequence[str] = ()) -> list[Row]:
    """Return the lines of a summary: in force, the newest first, then the next to be signed."""
    return rows(
        db,
        f"""WITH {PLACES} SELECT a.id, a.number, {SHARED_TITLE} AS project, a.state,
            COALESCE(a.signed_on, a.signing_planned_on) AS signing, a.jobs_committed AS jobs
        FROM agreement a JOIN project p ON p.id = a.project_id
        JOIN place ON place.project_id = a.project_id
        WHERE ((a.archived_at IS NULL AND a.state = 'to_sign') OR ({IN_FORCE}))
            AND {real("place")} AND {within("place.epci_siren")}
        ORDER BY a.state = 'to_sign', CASE WHEN a.state <> 'to_sign' THEN a.signed_on END DESC,
            a.signing_planned_on IS NULL, a.signing_planned_on, a.id
        LIMIT :most""",
        {"day": day.isoformat(), "most": most, **among(only)},
    )


def expiring(db: Database, *, latest: date) -> list[Row]:
    """Return signed agreements whose end comes by a day or is past, the nearest end first."""
    return rows(
        db,
        "SELECT a.id, a.number, a.project_id, p.title AS project, a.ends_on"
        " FROM agreement a JOIN project p ON p.id = a.project_id"
        " WHERE a.state = 'signed' AND a.ends_on <= ? AND a.archived_at IS NULL"
        f" AND {real('p')} ORDER BY a.ends_on, a.id",
        [latest.isoformat()],
    )
