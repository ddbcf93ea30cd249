"""What is being asked before a pair is decided."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from circular.domain.introductions import MatchSide
from circular.store import match_questions as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for its answer: whom it is for, what it asks, by when."""

    side: MatchSide
    question: str
    due_on: date


def questions_of(
    db: Database, *, stream_id: int | None = None, project_id: int | None = None
) -> Mapping[tuple[str, str], tuple[Question, ...]]:
    """Return the questions that wait, by the keys of their stream and need."""
    found: defaultdict[tuple[str, str], tuple[Question, ...]] = defaultdict(tuple)
    for row in store.waiting(db, stream_id=stream_id, project_id=project_id):
        found[str(row["stream_id"]), str(row["need_id"])] += (
            Question(
                side=MatchSide(row["side"]),
                question=row["question"],
                due_on=date.fromisoformat(row["due_on"]),
            ),
        )
    return dict(found)
