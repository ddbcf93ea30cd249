"""Noting jobs under a project: adding, correcting, ending, verifying and taking away a line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.open_projects import open_project
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.jobs import JobEndDraft, JobKind, JobLineDraft, end_before_start, not_begun
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import jobs as store
from circular.store import reference
from circular.store.connection import Database
from circular.store.rows import Row

TITLES = {name: field.title or name for name, field in JobLineDraft.model_fields.items()}
FIGURES = ("kind", "full_time_equivalent", "heads", "women", "contract", "starts_on", "ends_on")


def add_job_line(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: JobLineDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Add a job line to a project and return its identifier; it is declared until verified.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the contract unknown, or the jobs have not begun.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        open_project(db, project_id)
        _refuse(db, draft, today=today)
        moment = unit.now.isoformat(timespec="seconds")
        record = {**_record(draft), "created_at": moment, "created_by": author.account_id}
        line_id = store.add(db, project_id, record)
        sentence = f"Emplois {draft.kind.label.lower()} notés\u00a0: {_said(draft)}."
        _note(unit, line_id, project_id, act="added", sentence=sentence)
        return unit.produced(line_id)


def amend_job_line(
    db: Database,
    author: Visitor,
    line_id: int,
    draft: JobLineDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct a job line; when its figures change, what was verified is only declared again.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such line.
        DomainError: the contract is unknown, or the jobs have not begun.
        StaleRecordError: somebody saved the line since it was opened.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        before = _line(db, line_id)
        _refuse(db, draft, today=today)
        record = _record(draft)
        changes = changes_between(before, record, TITLES)
        if before["verified_on"] is not None and any(before[n] != record[n] for n in FIGURES):
            record |= {"verified_on": None, "verified_by": None}
            changes["Vérifié le"] = (before["verified_on"], None)
        if not store.update(db, line_id, version=version, record=record):
            raise stale(db, "job", line_id, changes)
        sentence = f"Emplois corrigés\u00a0: {_said(draft)}."
        _note(
            unit, line_id, before["project_id"], act="amended", sentence=sentence, changes=changes
        )
        return unit.produced(line_id)


def end_jobs(
    db: Database,
    author: Visitor,
    line_id: int,
    draft: JobEndDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Give a job line its end: from that day on it no longer counts.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such line.
        DomainError: the end comes before the start.
        StaleRecordError: somebody saved the line since it was opened.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        before = _line(db, line_id)
        refusal = end_before_start(date.fromisoformat(before["starts_on"]), draft.ends_on)
        if refusal is not None:
            raise DomainError("", [Problem("ends_on", refusal)])
        changes = {TITLES["ends_on"]: (before["ends_on"], draft.ends_on.isoformat())}
        if not store.update(
            db, line_id, version=version, record={"ends_on": draft.ends_on.isoformat()}
        ):
            raise stale(db, "job", line_id, changes)
        sentence = f"Fin des emplois au {french.day(draft.ends_on)}\u00a0: {_shown(before)}."
        _note(unit, line_id, before["project_id"], act="ended", sentence=sentence, changes=changes)
        return unit.produced(line_id)


def verify_job_line(
    db: Database, author: Visitor, line_id: int, *, version: int, today: date
) -> int:
    """Mark a job line as verified today by the author.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such line.
        DomainError: the line is planned (there is nothing to verify yet).
        StaleRecordError: somebody saved the line since it was shown.
    """
    with work(db, author, Permission.EDIT_JOBS) as unit:
        before = _line(db, line_id)
        if before["kind"] == JobKind.PLANNED:
            raise DomainError(
                "Des emplois prévus ne se vérifient pas\u00a0: attendez qu\u2019ils soient créés."
            )
        record = {"verified_on": today.isoformat(), "verified_by": author.account_id}
        return _mark(unit, before, record, version=version, act="verified")


def unverify_job_line(db: Database, author: Visitor, line_id: int, *, version: int) -> int:
    """Take the mark of verification off a job line: it is only declared again.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such line.
        StaleRecordError: somebody saved the line since it was shown.
    """
    with work(db, author, Permission.EDIT_JOBS) as unit:
        before = _line(db, line_id)
        record = {"verified_on": None, "verified_by": None}
        return _mark(unit, before, record, version=version, act="unverified")


def remove_job_line(db: Database, author: Visitor, line_id: int, *, version: int) -> int:
    """Take away a job line that should not have been noted; the journal keeps what it said.

    Raises:
        NotAllowedError: the author may not edit jobs.
        NotFoundError: there is no such line.
        StaleRecordError: somebody saved the line since it was shown.
    """
    with work(db, author, Permission.EDIT_JOBS) as unit:
        before = _line(db, line_id)
        if not store.remove(db, line_id, version=version):
            raise stale(db, "job", line_id, {})
        changes = changes_between(before, {}, TITLES)
        sentence = f"Emplois retirés\u00a0: {_shown(before)}."
        _note(
            unit, line_id, before["project_id"], act="removed", sentence=sentence, changes=changes
        )
        return unit.produced(line_id)


def _mark(unit: Work, before: Row, record: Mapping[str, Any], *, version: int, act: str) -> int:
    changes = {"Vérifié le": (before["verified_on"], record["verified_on"])}
    if not store.update(unit.db, before["id"], version=version, record=record):
        raise stale(unit.db, "job", before["id"], changes)
    word = "vérifiés" if act == "verified" else "remis à déclarés"
    sentence = f"Emplois {word}\u00a0: {_shown(before)}."
    _note(unit, before["id"], before["project_id"], act=act, sentence=sentence, changes=changes)
    return unit.produced(int(before["id"]))


def _note(
    unit: Work,
    line_id: int,
    project_id: int,
    *,
    act: str,
    sentence: str,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Write the act twice: in the history of the line, and in the one of its project."""
    unit.note("job", line_id, act, sentence, changes)
    unit.note("project", project_id, f"job_{act}", sentence, changes)


def _line(db: Database, line_id: int) -> Row:
    found = store.line(db, line_id)
    if found is None:
        raise NotFoundError("Cette ligne d\u2019emplois n\u2019existe plus.")
    return found


def _refuse(db: Database, draft: JobLineDraft, *, today: date) -> None:
    """Raise DomainError for what only the store or the calendar know to be wrong."""
    problems = [problem for problem in [not_begun(draft, today=today)] if problem]
    if draft.contract and reference.entry(db, "contract_kinds", draft.contract) is None:
        problems.append(Problem("contract", "Choisissez un contrat de la liste."))
    if problems:
        raise DomainError("", problems)


def _record(draft: JobLineDraft) -> dict[str, Any]:
    return draft.model_dump(mode="json")


def _said(draft: JobLineDraft) -> str:
    jobs = french.full_time_equivalents(draft.full_time_equivalent)
    return f"{jobs} à partir du {french.day(draft.starts_on)}"


def _shown(line: Row) -> str:
    jobs = french.full_time_equivalents(line["full_time_equivalent"])
    return f"{jobs} à partir du {french.day(date.fromisoformat(line['starts_on']))}"
