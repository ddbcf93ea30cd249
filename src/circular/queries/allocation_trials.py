"""A plan of today beside that of a trial: what each need gains or loses."""

from dataclasses import dataclass

from circular.queries.allocation_plans import Allocation

_WORTH_SAYING = 0.05  # tonnes


@dataclass(frozen=True, slots=True)
class NeedChange:
    """What a need receives today and in a scenario, in tonnes a year."""

    need_id: int
    need_title: str
    project_title: str
    before: float
    after: float


def need_changes(before: Allocation, after: Allocation) -> tuple[NeedChange, ...]:
    """Return the needs that do not receive the same in two plans, the largest change first.

    `before` is the plan of today: it names all needs.
    """
    names = before.names.needs
    changes = [
        NeedChange(
            need_id=need_id,
            need_title=names[need_id][0],
            project_title=names[need_id][1],
            before=before.open_needs.get(need_id, 0.0),
            after=after.open_needs.get(need_id, 0.0),
        )
        for need_id in sorted({*before.open_needs, *after.open_needs} & names.keys())
    ]
    moved = [each for each in changes if abs(each.after - each.before) >= _WORTH_SAYING]
    return tuple(sorted(moved, key=lambda each: (-abs(each.after - each.before), each.need_id)))
