"""What changed the figures since they were frozen: entries of the journal, and dated facts.

No sentence of the journal is read, so that nobody is named: the kind of act, its day, and the title
of the project where shared views may show it. A trial counts in nothing.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlite_utils import Database

from circular.domain.snapshots import Topic
from circular.store.indicators import SHARED_TITLE
from circular.store.places import PLACES
from circular.store.rows import Row, rows
from circular.store.trials import of_real_project, real

_PROJECT = """
CASE j.entity WHEN 'project' THEN j.entity_id
    WHEN 'agreement' THEN (SELECT a.project_id FROM agreement a WHERE a.id = j.entity_id)
    WHEN 'job' THEN COALESCE((SELECT l.project_id FROM job_line l WHERE l.id = j.entity_id),
        (SELECT n.entity_id FROM journal n WHERE n.id = j.id + 1 AND n.entity = 'project'
            AND n.act = 'job_' || j.act)) END
"""
# The journal notes a job twice, on the line and just after on its project: a line that was removed
# finds its project there.
_EFFECTIVE = """
CASE j.entity || '/' || j.act
    WHEN 'job/added' THEN (SELECT l.starts_on FROM job_line l WHERE l.id = j.entity_id)
    WHEN 'job/ended' THEN (SELECT l.ends_on FROM job_line l WHERE l.id = j.entity_id)
    WHEN 'job/verified' THEN (SELECT l.verified_on FROM job_line l WHERE l.id = j.entity_id)
    WHEN 'agreement/drafted' THEN
        (SELECT a.drafted_on FROM agreement a WHERE a.id = j.entity_id)
    WHEN 'agreement/sign' THEN (SELECT a.signed_on FROM agreement a WHERE a.id = j.entity_id)
    WHEN 'agreement/renew' THEN (SELECT MAX(r.effective_on) FROM agreement_renewal r
        WHERE r.agreement_id = j.entity_id AND r.entered_at = j.at)
    WHEN 'project/detected' THEN (SELECT p.detected_on FROM project p WHERE p.id = j.entity_id)
    WHEN 'project/exchange_noted' THEN (SELECT MIN(x.happened_on) FROM exchange x
        WHERE x.project_id = j.entity_id AND x.created_at = j.at)
    WHEN 'project/service_requested' THEN (SELECT MIN(v.requested_on) FROM service v
        WHERE v.project_id = j.entity_id AND v.created_at = j.at)
    WHEN 'project/moved' THEN (SELECT MIN(m.effective_on) FROM project_move m
        WHERE m.project_id = j.entity_id AND m.entered_at = j.at)
    WHEN 'stream/added' THEN (SELECT COALESCE(s.figure_on, substr(s.created_at, 1, 10))
        FROM waste_stream s WHERE s.id = j.entity_id)
    ELSE CASE j.entity WHEN 'agreement' THEN (SELECT MIN(v.effective_on) FROM agreement_event v
        WHERE v.agreement_id = j.entity_id AND v.entered_at = j.at) END
END
"""
_AMOUNT = """
CASE WHEN j.entity = 'job' THEN
    (SELECT l.full_time_equivalent FROM job_line l WHERE l.id = j.entity_id) END
"""
_STREAM_PLACE = """
(SELECT COALESCE(t.epci_siren, c.epci_siren) FROM waste_stream g
    LEFT JOIN ref_commune c ON c.code = g.commune_code
    LEFT JOIN territory_commune t ON t.commune_code = g.commune_code WHERE g.id = {stream})
"""
_SHOWN = f"""
SELECT line.*, ({SHARED_TITLE}) AS project_title, COUNT(*) OVER () AS total
FROM line LEFT JOIN project p ON p.id = line.project_id
WHERE (:epci IS NULL OR line.siren = :epci
    OR line.project_id IN (SELECT project_id FROM place WHERE epci_siren = :epci))
"""
_ABOUT = "SELECT line.* FROM line WHERE line.subject IN (SELECT value FROM json_each(:subjects))"
_OF_REAL = f"(line.project_id IS NULL OR {of_real_project('line.project_id')})"
_ENTERED = f"""
line AS (
    SELECT j.id AS line, j.entity || '/' || j.act AS act, substr(j.at, 1, 10) AS entered_on,
        {_EFFECTIVE} AS effective_on, {_PROJECT} AS project_id, {_AMOUNT} AS amount,
        CASE j.entity WHEN 'stream' THEN {_STREAM_PLACE.format(stream="j.entity_id")} END AS siren,
        CASE WHEN j.entity IN ('stream', 'facility') THEN j.entity || ':' || j.entity_id
            ELSE 'project:' || {_PROJECT} END AS subject
    FROM journal j
    WHERE j.id > :head AND j.entity || '/' || j.act IN (SELECT value FROM json_each(:acts))
)
"""
_ENTRIES = f"""
WITH {PLACES}, {_ENTERED} {_SHOWN} AND (line.effective_on IS NULL OR line.effective_on <= :day)
    AND ({_OF_REAL} OR line.act LIKE '%marked_trial')
ORDER BY line.line DESC LIMIT :limit
"""


def _fact(  # the parts of one SELECT, none of them typed by a person
    words: str,
    day: str,
    source: str,
    *,
    project: str = "NULL",
    amount: str = "NULL",
    siren: str = "NULL",
    subject: str | None = None,
) -> str:
    """Write the SELECT of a kind of fact: `source` ends with a condition, `words` with quotes."""
    about = subject or f"'project:' || {project}"
    return (
        f"SELECT {words} AS act, {day} AS effective_on, {project} AS project_id,"
        f" {amount} AS amount, {siren} AS siren,"
        f" {about} AS subject FROM {source}"
        f" AND {day} > :day AND {day} <= :until"
    )


_KNOWN = "COALESCE(s.figure_on, substr(s.created_at, 1, 10))"
_OF_STREAM = _STREAM_PLACE.format(stream="s.id")
_OF_MATCH = (
    "material_match k ON k.id = {of}.match_id JOIN material_need n ON n.id = k.need_id WHERE {when}"
)
_FACTS: Mapping[Topic, Sequence[str]] = {
    Topic.JOBS: (
        _fact(
            "'Emploi commencé'",
            "l.starts_on",
            "job_line l WHERE l.kind <> 'planned'",
            project="l.project_id",
            amount="l.full_time_equivalent",
        ),
        _fact(
            "'Emploi terminé'",
            "l.ends_on",
            "job_line l WHERE l.kind <> 'planned'",
            project="l.project_id",
            amount="-l.full_time_equivalent",
        ),
        _fact(
            "'Emploi prévu qui ne l’est plus'",
            "l.ends_on",
            "job_line l WHERE l.kind = 'planned'",
            project="l.project_id",
            amount="-l.full_time_equivalent",
        ),
        _fact(
            "'Emploi vérifié'",
            "l.verified_on",
            "job_line l WHERE 1",
            project="l.project_id",
            amount="l.full_time_equivalent",
        ),
    ),
    Topic.PROJECTS: (
        _fact(
            "CASE m.kind WHEN 'entry' THEN 'Projet entré dans le parcours'"
            " WHEN 'exit' THEN 'Projet sorti du parcours' WHEN 'return' THEN 'Projet revenu'"
            " ELSE 'Changement d’étape' END",
            "m.effective_on",
            "project_move m WHERE m.corrected_at IS NULL",
            project="m.project_id",
        ),
        _fact(
            "'Projet archivé'",
            "substr(q.archived_at, 1, 10)",
            "project q WHERE 1",
            project="q.id",
        ),
        _fact("'Ouverture'", "i.opened_on", "implantation i WHERE 1", project="i.project_id"),
    ),
    Topic.AGREEMENTS: (
        *(
            _fact(f"'Convention {words}'", day, f"agreement a WHERE {when}", project="a.project_id")
            for words, day, when in (
                ("préparée", "a.drafted_on", "1"),
                ("signée", "a.signed_on", "1"),
                ("en vigueur", "a.starts_on", "a.signed_on IS NOT NULL"),
                ("arrivée à sa fin", "date(a.ends_on, '+1 day')", "a.closed_on IS NULL"),
                ("terminée, résiliée ou abandonnée", "a.closed_on", "1"),
            )
        ),
    ),
    Topic.EXCHANGES: (),
    Topic.STREAMS: (
        _fact(
            "'Gisement noté'",
            _KNOWN,
            f"waste_stream s WHERE {real('s')}",
            siren=_OF_STREAM,
            subject="'stream:' || s.id",
        ),
        _fact(
            "'Gisement archivé'",
            "substr(s.archived_at, 1, 10)",
            f"waste_stream s WHERE {real('s')}",
            siren=_OF_STREAM,
            subject="'stream:' || s.id",
        ),
    ),
    Topic.MATCHES: (
        _fact(
            "'Étape d’un rapprochement'",
            "m.effective_on",
            f"match_move m JOIN {_OF_MATCH.format(of='m', when='m.corrected_at IS NULL')}",
            project="n.project_id",
        ),
        _fact(
            "'Rapprochement retenu'",
            "d.decided_on",
            "match_decision d JOIN material_need n ON n.id = d.need_id WHERE d.decision = 'kept'",
            project="n.project_id",
        ),
        _fact(
            "'Relevé d’un rapprochement'",
            "t.measured_on",
            f"match_tonnage t JOIN {_OF_MATCH.format(of='t', when='1')}",
            project="n.project_id",
        ),
    ),
    Topic.BOOKINGS: (
        _fact(
            "'Réservation'",
            "b.starts_on",
            "facility_booking b WHERE b.state = 'confirmed'",
            project="b.project_id",
            subject="'facility:' || b.facility_id",
        ),
    ),
    Topic.SERVICES: (
        _fact(
            "'Prestation demandée'", "v.requested_on", "service v WHERE 1", project="v.project_id"
        ),
        _fact("'Prestation rendue'", "v.given_on", "service v WHERE 1", project="v.project_id"),
    ),
}


def entries(
    db: Database,
    acts: Sequence[str],
    *,
    head: int,
    as_of: date,
    epci_siren: str | None,
    limit: int,
) -> list[Row]:
    """Return what was entered after a line of the journal and may concern a day or before it.

    `acts` are « record/act »; `total` counts them all. An entry that nothing dates is among them.
    """
    return rows(
        db,
        _ENTRIES,
        {
            "acts": json.dumps(list(acts)),
            "head": head,
            "day": as_of.isoformat(),
            "epci": epci_siren,
            "limit": limit,
        },
    )


def entries_about(
    db: Database, acts: Sequence[str], *, head: int, as_of: date, subjects: Sequence[str]
) -> list[Row]:
    """Return the entries on some records, « project:5 » or « stream:7 », the latest first."""
    return rows(
        db,
        f"WITH {PLACES}, {_ENTERED} {_ABOUT}"
        " AND (line.effective_on IS NULL OR line.effective_on <= :day) ORDER BY line.line DESC",
        {
            "acts": json.dumps(list(acts)),
            "head": head,
            "day": as_of.isoformat(),
            "subjects": json.dumps(list(subjects)),
        },
    )


def facts(
    db: Database,
    topics: Sequence[Topic],
    *,
    after: date,
    until: date,
    epci_siren: str | None,
    limit: int,
) -> list[Row]:
    """Return what took effect after a day and until another, the latest first; `total`: of all."""
    parts = [part for topic in topics for part in _FACTS[topic]]
    if not parts:
        return []
    return rows(
        db,
        f"WITH {PLACES}, line AS ({' UNION ALL '.join(parts)}) {_SHOWN} AND {_OF_REAL}"
        " ORDER BY line.effective_on DESC, line.project_id LIMIT :limit",
        {
            "day": after.isoformat(),
            "until": until.isoformat(),
            "epci": epci_siren,
            "limit": limit,
        },
    )


def facts_about(
    db: Database, topics: Sequence[Topic], *, after: date, until: date, subjects: Sequence[str]
) -> list[Row]:
    """Return what took effect on some records after a day and until another, the latest first."""
    parts = [part for topic in topics for part in _FACTS[topic]]
    if not parts:
        return []
    return rows(
        db,
        f"WITH line AS ({' UNION ALL '.join(parts)}) {_ABOUT} ORDER BY line.effective_on DESC",
        {
            "day": after.isoformat(),
            "until": until.isoformat(),
            "subjects": json.dumps(list(subjects)),
        },
    )
