"""A plan of today beside that of a trial: what each need gains or loses."""

from collections.abc import Mapping
from dataclasses import dataclass

from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.allocation import Allocation
from circular.store import matches as store
from circular.store.connection import Database

_WORTH_SAYING = 0.05  # tonnes


@dataclass(frozen=True, slots=True)
class NeedChange:
    """What a need receives today and in a scenario, in tonnes a year."""

    need_id: int
    need_title: str
    project_title: str
    before: float
    after: float


def need_changes(
    before: Allocation, after: Allocation, titles: Mapping[int, tuple[str, str]]
) -> tuple[NeedChange, ...]:
    """Return the needs that do not receive the same in two plans, the largest change first.

    `titles` gives the title of each need and of its project.
    """
    changes = [
        NeedChange(
            need_id=need_id,
            need_title=titles[need_id][0],
            project_title=titles[need_id][1],
            before=before.open_needs.get(need_id, 0.0),
            after=after.open_needs.get(need_id, 0.0),
        )
        for need_id in sorted({*before.open_needs, *after.open_needs} & titles.keys())
    ]
    moved = [each for each in changes if abs(each.after - each.before) >= _WORTH_SAYING]
    return tuple(sorted(moved, key=lambda each: (-abs(each.after - each.before), each.need_id)))


def need_titles(db: Database, visitor: Visitor) -> dict[int, tuple[str, str, float | None]]:
    """Return the needs of projects under way: title, title of the project, maximum distance.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    return {
        row["id"]: (row["title"], row["project_title"], row["distance_max_km"])
        for row in store.needs(db)
    }
