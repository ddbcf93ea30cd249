"""What a stream weighed, year by year."""

from dataclasses import dataclass
from datetime import date

from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.streams import sight_of
from circular.store import stream_measures as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class StreamMeasure:
    """The tonnes of a stream in a year, their source, and who noted them."""

    year: int
    tonnes: float
    source: str
    reliability: str | None
    measured_on: date
    author: str | None


def measures_of_stream(db: Database, visitor: Visitor, stream_id: int) -> tuple[StreamMeasure, ...]:
    """Return the measures of a stream, the latest year first; none when it is out of sight.

    Who noted them is told only to those who may see people.

    Raises:
        NotAllowedError: the visitor may not see streams.
    """
    require(visitor, Permission.SEE_STREAMS)
    named = visitor.may(Permission.SEE_PEOPLE)
    return tuple(
        StreamMeasure(
            year=row["year"],
            tonnes=row["tonnes"],
            source=row["source"],
            reliability=row["reliability_label"],
            measured_on=date.fromisoformat(row["measured_on"]),
            author=row["author_name"] if named else None,
        )
        for row in store.of_stream(db, stream_id, sight_of(visitor))
    )
