"""Reports made for a test, from a store on disk or from one that is open."""

from datetime import date
from pathlib import Path
from typing import Any

from circular.domain.permissions import Role
from circular.domain.reports import ReportDraft, Section
from circular.domain.visitors import Visitor
from circular.queries.reports import Report, report
from circular.store.connection import Database, open_for

ALL = tuple(Section)
OFFICIAL = Visitor(account_id=None, name="Camille Essai", role=Role.ELECTED)


def a_report_draft(today: date, **changes: Any) -> ReportDraft:
    """Return the draft of a report on the year under way."""
    usual = {"since": date(today.year, 1, 1), "until": today, "sections": ALL}
    return ReportDraft(**{**usual, **changes})


def a_report(db: Database, today: date, **changes: Any) -> Report:
    """Return a report as an elected official makes it."""
    return report(db, OFFICIAL, a_report_draft(today, **changes), today=today)


def report_of(path: Path, **changes: Any) -> Report:
    """Return a report on the store of a file, made today."""
    with open_for(path, read_only=True) as db:
        return a_report(db, date.today(), **changes)
