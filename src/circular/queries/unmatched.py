"""What waits for a match: projects that seek, streams nobody uses, needs nobody serves."""

from dataclasses import dataclass
from datetime import date

from circular.domain.permissions import Permission
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor, require
from circular.domain.words import fold
from circular.store import matches as store
from circular.store.connection import Database

TOP = 5


@dataclass(frozen=True, slots=True)
class Seeker:
    """A project under way that states needs, and how many streams were kept for it."""

    id: int
    title: str
    stage: Stage
    commune: str | None
    needs: int
    kept: int
    is_fictitious: bool


@dataclass(frozen=True, slots=True)
class SeekerPage:
    """One page of the projects that seek, and their number."""

    rows: tuple[Seeker, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class UnusedStream:
    """A stream that no project keeps; tonnes are a year's."""

    id: int
    title: str
    commune: str | None
    tonnes: float | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class UnservedNeed:
    """A need that no kept stream serves; tonnes are a year's."""

    id: int
    title: str
    project_id: int
    project_title: str
    tonnes_min: float | None
    tonnes_max: float | None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is left on both sides: counts, tonnes a year, and the largest of each."""

    stream_count: int
    stream_tonnes: float
    streams: tuple[UnusedStream, ...]
    need_count: int
    need_tonnes: float
    needs: tuple[UnservedNeed, ...]


def seekers(
    db: Database, visitor: Visitor, *, text: str = "", limit: int = 20, offset: int = 0
) -> SeekerPage:
    """Return a page of the projects that state needs, by title; `text` narrows by title.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    found = store.seekers(db, text=fold(text), limit=limit, offset=offset)
    rows = tuple(
        Seeker(
            id=row["id"],
            title=row["title"],
            stage=Stage(row["stage"]),
            commune=row["commune_name"],
            needs=row["need_count"],
            kept=row["kept_count"],
            is_fictitious=bool(row["is_fictitious"]),
        )
        for row in found
    )
    shown = store.seeker_count(db, text=fold(text))
    return SeekerPage(rows, shown=shown, total=store.seeker_count(db, text=""))


def unmatched(db: Database, visitor: Visitor, *, today: date, top: int = TOP) -> Unmatched:
    """Return what nobody uses and what nobody serves, the largest first.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    day = today.isoformat()
    streams, needs = store.unused_totals(db, today=day), store.unserved_totals(db)
    return Unmatched(
        stream_count=streams["count"],
        stream_tonnes=streams["tonnes"],
        streams=tuple(
            UnusedStream(
                id=row["id"],
                title=row["title"],
                commune=row["commune_name"],
                tonnes=row["tonnes"],
                outlet=row["outlet"],
            )
            for row in store.unused(db, today=day, limit=top)
        ),
        need_count=needs["count"],
        need_tonnes=needs["tonnes"],
        needs=tuple(
            UnservedNeed(
                id=row["id"],
                title=row["title"],
                project_id=row["project_id"],
                project_title=row["project_title"],
                tonnes_min=row["tonnes_min"],
                tonnes_max=row["tonnes_max"],
            )
            for row in store.unserved(db, limit=top)
        ),
    )
