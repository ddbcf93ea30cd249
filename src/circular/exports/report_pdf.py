"""The report as an accessible PDF (PDF/UA-1): vectors, no browser, no network."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from circular.domain.logos import SVG_PREFIX, png_of
from circular.exports import pdf, report_words
from circular.exports.report_parts import Chapter, Drawing, Part, Points, Tiles
from circular.exports.report_tables import Grid
from circular.queries.reports import Report

OPENING = 3  # parts that stay with the title of their chapter, at most


def written(report: Report, chapters: Sequence[Chapter]) -> bytes:
    """Return the report as a tagged PDF, the same bytes for the same report."""
    data = _data(report, chapters)
    try:
        return pdf.written("report", data, made_on=report.made_on)
    except pdf.PageError:
        if data["logo"] is None:
            raise
        # A drawing that browsers accept and the compiler does not: the report goes without it.
        return pdf.written("report", {**data, "logo": None}, made_on=report.made_on)


def runs(text: str) -> list[tuple[str, bool]]:
    """Cut a sentence at its `**words**`: each piece, and whether it stands out."""
    pieces = text.split("**")
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def _data(report: Report, chapters: Sequence[Chapter]) -> dict[str, Any]:
    title, territory = report_words.title(report), report_words.territory(report)
    return {
        "title": title,
        "territory": territory,
        "subtitle": f"{territory}, {report.period.written}",
        "association": report.association,
        "period": report.period.written[:1].upper() + report.period.written[1:],
        "made": report_words.made(report),
        "notes": list(report_words.notes(report)),
        "keywords": [report.signature.code],
        "logo": logo_data(report),
        "foreword": report_words.foreword(report),
        "chapters": [_chapter(each) for each in chapters],
        "signature": [list(pair) for pair in report_words.signature_lines(report)],
        "note": report_words.SIGNATURE_NOTE,
        "footer": f"{report.association}, {title} – {territory}",
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    """Return a chapter, its first parts up to a drawing or tiles kept with its title."""
    kinds = [isinstance(part, Drawing | Tiles) for part in chapter.parts[:OPENING]]
    kept = kinds.index(True) + 1 if True in kinds else 1
    parts = [_part(part) for part in chapter.parts]
    for part, following in pairwise(parts):
        part["leads"] = following["kind"] in {"table", "image"}
    is_table = bool(parts) and parts[0]["kind"] == "table"
    kept = 0 if is_table else kept
    return {"title": chapter.title, "opening": parts[:kept], "parts": parts[kept:]}


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, str):
        return {"kind": "text", "runs": _runs(part)}
    if isinstance(part, Points):
        return {"kind": "points", "items": [_runs(line) for line in part.lines]}
    if isinstance(part, Tiles):
        tiles = [
            {"label": each.label, "value": each.value, "before": each.before} for each in part.tiles
        ]
        return {"kind": "tiles", "tiles": tiles}
    if isinstance(part, Drawing):
        return {"kind": "image", "svg": part.picture.svg(), "alt": part.alt}
    return _grid(part)


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": grid.table.title,
        "columns": [
            {"title": column.title, "right": column.kind.is_numeric, "share": share}
            for column, share in zip(grid.table.columns, grid.shares, strict=True)
        ],
        "rows": grid.cells,
        "empty": grid.empty,
    }


def _runs(text: str) -> list[Mapping[str, Any]]:
    return [{"text": piece, "strong": strong} for piece, strong in runs(text)]


def logo_data(report: Report) -> dict[str, Any] | None:
    """Return the logo as the compiler takes it, None when there is none or it cannot be read."""
    alt = f"Logo\u00a0: {report.association}"
    png = png_of(report.logo)
    if png is not None:
        return {"format": "png", "content": list(png), "alt": alt}
    if not report.logo.startswith(SVG_PREFIX):
        return None
    try:
        svg = base64.b64decode(report.logo.removeprefix(SVG_PREFIX), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return {"format": "svg", "content": svg, "alt": alt}
