"""Which projects look like the one whose title is being typed."""

from dataclasses import dataclass

from circular.domain.holders import names_are_near
from circular.domain.permissions import Permission
from circular.domain.projects import folded_title
from circular.domain.reference import shown_commune
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor, require
from circular.store import projects as store
from circular.store.connection import Database

MOST_ALIKE = 3
BEGINNING = 3


@dataclass(frozen=True, slots=True)
class AlikeProject:
    """A project whose title looks like the one being typed."""

    id: int
    title: str
    commune: str | None
    holder_name: str | None
    stage: Stage


def alike_projects(
    db: Database, visitor: Visitor, title: str, *, but_not: int | None = None
) -> tuple[AlikeProject, ...]:
    """Return the projects whose title looks like the one being typed, three at most.

    Raises:
        NotAllowedError: the visitor's role does not read projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    folded = folded_title(title)
    beginnings = [word[:BEGINNING] for word in folded.split() if len(word) >= BEGINNING]
    near = [
        row
        for row in store.with_title_beginnings(db, beginnings, but_not=but_not)
        if names_are_near(folded, row["folded_title"])
    ]
    return tuple(
        AlikeProject(
            id=row["id"],
            title=row["title"],
            commune=shown_commune(row["commune_name"], row["department_code"]),
            holder_name=row["holder_name"],
            stage=Stage(row["stage"]),
        )
        for row in near[:MOST_ALIKE]
    )
