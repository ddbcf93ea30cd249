"""Writing an accessible PDF: a page of typst shipped beside this module, filled with data.

The data come in as JSON and are only ever shown as text: nothing of them is compiled. Fonts are
those of the compiler and the product's own, no package is asked for: writing needs neither network
nor installed font.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).with_name("fonts")
DOTS_PER_INCH = 300
_PAGES = Path(__file__).with_name("typst")


class PageError(Exception):
    """The compiler refuses what it is given to draw."""


def written(page: str, data: Mapping[str, Any], *, made_on: date) -> bytes:
    """Return a tagged PDF/UA-1 in French, the same bytes for the same data and day.

    `page` names a file of `exports/typst`, without its ending.
    Source: ISO 14289-1 (PDF/UA-1), held by the compiler, which refuses what would break it.

    Raises:
        PageError: the compiler refuses something, such as a damaged picture.
    """
    import typst

    try:
        return typst.compile(
            _PAGES / f"{page}.typ",
            root=_PAGES,
            font_paths=_fonts(),
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise PageError(str(error)) from error


def dots(svg: str) -> bytes:
    """Return a small drawing as a PNG, for what takes no vectors.

    Raises:
        PageError: the compiler cannot draw it.
    """
    import typst

    try:
        return typst.compile(
            _PAGES / "dots.typ",
            root=_PAGES,
            font_paths=_fonts(),
            format="png",
            ppi=DOTS_PER_INCH,
            sys_inputs={"data": json.dumps({"svg": svg})},
        )
    except typst.TypstError as error:
        raise PageError(str(error)) from error


@cache
def _fonts() -> "typst.Fonts":
    """Return the fonts of compiler and product alone: every machine writes the same page."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
