"""What the chapters of the report are made of, whatever the file that lays them out."""

from dataclasses import dataclass

from circular.domain.reports import Section
from circular.exports.report_canvas import Picture
from circular.exports.report_tables import Grid


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: its name, its value with its unit, and what it was before."""

    label: str
    value: str
    before: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with the sentence that says the same to whoever does not see it."""

    name: str
    alt: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Tiles:
    """The key figures, side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences of equal rank, one below the other."""

    lines: tuple[str, ...]


Part = str | Points | Tiles | Drawing | Grid
"""A paragraph (`**words**` stand out), points, tiles, a drawing or a table."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the report with its parts in order."""

    section: Section
    title: str
    parts: tuple[Part, ...]


def drawing(name: str, sentence: str, picture: Picture | None, what: str) -> Drawing | None:
    """Return a drawing of `what`, described by the sentence beside it; None without a picture."""
    alt = f"{what}. {sentence}".replace("**", "")
    return None if picture is None else Drawing(name, alt, picture)
