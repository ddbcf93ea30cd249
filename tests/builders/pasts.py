"""Projects with a past of years, written straight into the store: no action dates back so far."""

from collections.abc import Sequence
from datetime import date, timedelta

from circular.domain.stages import Stage
from circular.domain.words import fold
from circular.store.connection import Database, write_tx
from circular.store.rows import insert

WRITTEN = "2026-11-22T09:00:00"


def a_past(
    db: Database,
    title: str,
    *days: str,
    left: str | None = None,
    promised: float | None = None,
    jobs: Sequence[tuple[float, str, str | None]] = (),
    commune: str | None = None,
) -> int:
    """Write a project that entered the stages on some days (aaaa-mm-jj) and made some jobs.

    `jobs` are (FTE, first day, last day).
    """
    stages = list(Stage)[: len(days)]
    with write_tx(db):
        project = insert(
            db,
            "project",
            {
                "title": title,
                "folded_title": fold(title),
                "stage": stages[-1].value,
                "stage_since": left or days[-1],
                "exit_kind": "abandoned" if left else None,
                "exit_reason": "sans_nouvelles" if left else None,
                "detected_on": days[0],
                "origin": "appel",
                "commune_code": commune,
                "jobs_planned": promised,
                "created_at": WRITTEN,
                "updated_at": WRITTEN,
            },
        )
        before = None
        for stage, day in zip(stages, days, strict=True):
            a_move(db, project, "advance" if before else "entry", stage, day)
            before = stage
        if left:
            a_move(db, project, "exit", stages[-1], left)
        for fte, first, last in jobs:
            a_line(db, project, fte, first, last)
    return project


def a_move(db: Database, project: int, kind: str, stage: Stage, day: str) -> int:
    """Write one line of the history of a project."""
    is_exit = kind == "exit"
    return insert(
        db,
        "project_move",
        {
            "project_id": project,
            "kind": kind,
            "to_stage": stage.value,
            "exit_kind": "abandoned" if is_exit else None,
            "exit_reason": "sans_nouvelles" if is_exit else None,
            "effective_on": day,
            "entered_at": WRITTEN,
        },
    )


def a_line(db: Database, project: int, fte: float, first: str, last: str | None = None) -> int:
    """Write a line of created jobs."""
    return insert(
        db,
        "job_line",
        {
            "project_id": project,
            "kind": "created",
            "full_time_equivalent": fte,
            "starts_on": first,
            "ends_on": last,
            "created_at": WRITTEN,
        },
    )


def a_long_past(db: Database, projects: int = 40, *, commune: str | None = None) -> None:
    """Write four years of an association: a project a month or so, a third of them set up."""
    start = date(2022, 11, 22)
    for rank in range(projects):
        first = start + timedelta(days=rank * 34)
        days = [first + timedelta(days=gap) for gap in (0, 90, 270, 480, 600)]
        far = (1, 2, 5, 3, 5)[rank % 5]
        happened = [day.isoformat() for day in days[:far] if day <= date(2026, 11, 22)]
        end = days[far - 1] + timedelta(days=120)
        has_left = far < 3 and end <= date(2026, 11, 22)
        jobs = [(1.5, day, None) for day in happened[3:]]
        a_past(
            db,
            f"Projet {rank}",
            *happened,
            left=end.isoformat() if has_left else None,
            promised=None if rank % 7 == 0 else 3 + rank % 4,
            jobs=jobs,
            commune=commune,
        )
