"""Job lines for tests, noted through the product itself."""

from datetime import date
from typing import Any

from circular.actions.jobs import add_job_line, verify_job_line
from circular.domain.jobs import JobLineDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database

TODAY = date(2026, 11, 22)


def job_draft(**changes: Any) -> JobLineDraft:
    """Return a complete draft: two people, one of them a woman, for 1,5 ETP since March."""
    values: dict[str, Any] = {
        "kind": "created",
        "full_time_equivalent": "1,5",
        "heads": "2",
        "women": "1",
        "contract": "cdi",
        "starts_on": "01/03/2026",
        "evidence": "Contrats de travail",
    }
    return JobLineDraft.model_validate({**values, **changes})


def some_jobs(
    db: Database, author: Visitor, project_id: int, *, today: date = TODAY, **changes: Any
) -> int:
    """Note a job line under a project and return it."""
    return add_job_line(db, author, project_id, job_draft(**changes), today=today)


def verified_jobs(
    db: Database, author: Visitor, project_id: int, *, on: date = TODAY, **changes: Any
) -> int:
    """Note a job line and verify it on a day."""
    line_id = some_jobs(db, author, project_id, **changes)
    return verify_job_line(db, author, line_id, version=1, today=on)
