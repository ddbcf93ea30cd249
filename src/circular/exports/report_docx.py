"""The report as a text document that the association can edit: real headings, tables, alt texts."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from circular.domain import french
from circular.domain.logos import png_of
from circular.exports import pdf, report_words
from circular.exports.columns import text_only
from circular.exports.report_canvas import GREEN, HAIRLINE, MUTED, WIDTH
from circular.exports.report_parts import Chapter, Drawing, Part, Points, Tiles
from circular.exports.report_pdf import logo_data, runs
from circular.exports.report_tables import Grid
from circular.queries.reports import Report

if TYPE_CHECKING:
    from docx.document import Document

CELL, RIGHT = "Cellule", "Cellule chiffrée"
# Windows and macOS have Arial; LibreOffice, Google Docs and ONLYOFFICE bring Liberation Sans or
# Arimo, of the very same measures: no line breaks elsewhere. Our own font is on nobody's machine,
# and Calibri is not on macOS without Office.
FONT = "Arial"
TILES_A_ROW = 4
_MARGIN = 2.0  # centimetres
_TWENTIETHS = 1440 / 2.54  # of a point, in a centimetre
_NARROWEST = 6  # characters
_WIDEST_NAME = 34  # characters of a text before it is rather put on two lines
_WIDEST_NUMBER = 12  # « moins de 5 » fits
_ROOM = 3  # characters that the margins of a cell take
_WHOLE = 16  # rows: a shorter table stays on one page


def written(report: Report, chapters: Sequence[Chapter]) -> bytes:
    """Return the report as a DOCX document in French."""
    document = _blank(report)
    _cover(document, report)
    foreword = report_words.foreword(report)
    if foreword:
        document.add_heading("Avant-propos", level=1)
        for line in foreword:
            _paragraph(document, line)
    for chapter in chapters:
        document.add_heading(chapter.title, level=1)
        for part, following in zip_longest(chapter.parts, chapter.parts[1:]):
            _part(document, part, leads=not isinstance(following, str | None))
    _signature(document, report)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _blank(report: Report) -> "Document":
    """Return an empty A4 document with the styles, the language and the properties of ours."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(_MARGIN)
    section.bottom_margin = Cm(_MARGIN)
    section.different_first_page_header_footer = True
    _styles(document)
    _cell_styles(document)
    _footer(section.footer.paragraphs[0], report)
    core = document.core_properties
    core.title = text_only(f"{report_words.title(report)} – {report_words.territory(report)}")
    core.author = core.last_modified_by = text_only(report.association)
    core.subject = text_only(f"{report_words.territory(report)}, {report.period.written}")
    core.keywords = report.signature.code
    core.comments = report_words.SIGNATURE_NOTE
    core.language = "fr-FR"
    day = report.made_on
    core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return document


def _styles(document: "Document") -> None:
    """Give the usual styles our font, our green and room around; declare French."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    sizes = {"Normal": 10, "Title": 30, "Subtitle": 14, "Heading 1": 15, "Heading 2": 11}
    green, ink = RGBColor.from_string(GREEN[1:]), RGBColor.from_string("0A1A16")
    for name, size in {**sizes, "List Bullet": 10, "Caption": 8}.items():
        style = styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
        style.font.color.rgb = green if name in {"Title", "Heading 1"} else ink
        style.font.italic = False
    for name in ("Title", "Heading 1", "Heading 2"):
        styles[name].font.bold = True
    styles["Caption"].font.bold = False
    styles["Caption"].font.color.rgb = RGBColor.from_string(MUTED[1:])
    spaces = {"Normal": (4, 6), "Heading 1": (22, 8), "Heading 2": (14, 5), "List Bullet": (0, 5)}
    for name, (before, after) in {**spaces, "Title": (90, 6), "Caption": (0, 4)}.items():
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(after)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    rule = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if rule is not None:
        styles["Title"].element.pPr.remove(rule)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")


def _cell_styles(document: "Document") -> None:
    """Add the two styles of what stands in a table: words on the left, numbers on the right."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for name in (CELL, RIGHT):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(8.5)
        shape = style.paragraph_format
        shape.space_before = shape.space_after = Pt(2)
        shape.line_spacing = 1.0
        if name == RIGHT:
            shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _cover(document: "Document", report: Report) -> None:
    from docx.enum.text import WD_BREAK
    from docx.shared import Cm, Pt

    logo = _logo(report)
    first = document.add_paragraph()
    if logo is not None:
        picture = first.add_run().add_picture(io.BytesIO(logo), height=Cm(2.2))
        _describe(picture, f"Logo\u00a0: {report.association}")
        first = document.add_paragraph()
    named = first.add_run(text_only(report.association))
    named.bold, named.font.size = True, Pt(13)
    document.add_paragraph(report_words.title(report), style="Title")
    document.add_paragraph(text_only(report_words.territory(report)), style="Subtitle")
    period = report.period.written
    for line in (f"{period[:1].upper()}{period[1:]}", report_words.made(report)):
        _paragraph(document, line)
    for line in report_words.notes(report):
        _paragraph(document, line, style="Caption")
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _part(document: "Document", part: Part, *, leads: bool) -> None:
    """Write a part; a paragraph that `leads` to something stays on the page of what follows."""
    from docx.shared import Cm

    if isinstance(part, str):
        _paragraph(document, part).paragraph_format.keep_with_next = leads
    elif isinstance(part, Points):
        for line in part.lines:
            _paragraph(document, line, style="List Bullet")
    elif isinstance(part, Tiles):
        _tiles(document, part)
    elif isinstance(part, Drawing):
        place = document.add_paragraph()
        picture = place.add_run().add_picture(io.BytesIO(part.picture.png()), width=Cm(WIDTH))
        _describe(picture, part.alt)
    else:
        _grid(document, part)


def _paragraph(document: "Document", text: str, style: str | None = None) -> Any:
    paragraph = document.add_paragraph(style=style)
    for piece, strong in runs(text_only(text)):
        paragraph.add_run(piece).bold = strong
    return paragraph


def _tiles(document: "Document", part: Tiles) -> None:
    """Write the key figures as a table of their own: name, value, what it was before."""
    rows = [(each.label, each.value, each.before or french.UNKNOWN) for each in part.tiles]
    titles = ("Chiffre clé", "Fin de période", "Avant")
    _table(document, "Chiffres clés", titles, rows, rights={1}, shares=(3, 2, 3))


def _grid(document: "Document", grid: Grid) -> None:
    document.add_heading(grid.table.title, level=2)
    if not grid.table.rows:
        _paragraph(document, grid.empty)
        return
    columns = grid.table.columns
    _table(
        document,
        grid.table.title,
        [column.title for column in columns],
        grid.cells,
        rights={at for at, column in enumerate(columns) if column.kind.is_numeric},
        shares=grid.fixed or _shares(grid),
    )


def _shares(grid: Grid) -> list[int]:
    """Return how columns share the width: no word is cut, and only long texts take two lines."""
    columns = zip(grid.table.columns, zip(*grid.cells, strict=True), strict=True)
    return [
        _share(
            column.title, cells, widest=_WIDEST_NUMBER if column.kind.is_numeric else _WIDEST_NAME
        )
        for column, cells in columns
    ]


def _share(title: str, cells: Sequence[str], *, widest: int) -> int:
    """Return a width in characters: the longest word, more for texts up to the widest."""
    words = max(len(word) for text in (title, *cells) for word in text.split(" "))
    texts = max(len(text) for text in cells)
    return max(words, min(texts, widest), _NARROWEST) + _ROOM


def _table(
    document: "Document",
    name: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    rights: set[int],
    shares: Sequence[int],
) -> None:
    """Write a table whose header comes again on each page, at once: cell by cell takes seconds."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    widths = [round(WIDTH * _TWENTIETHS * share / sum(shares)) for share in shares]
    ids = [document.styles[RIGHT if at in rights else CELL].style_id for at in range(len(titles))]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="{HAIRLINE[1:]}"/>'
        for side in ("bottom", "insideH")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(rows)
    body = "".join(
        _row(cells, widths, ids, is_header=at == 0, stays=at < last <= _WHOLE)
        for at, cells in enumerate((titles, *rows))
    )
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(name)}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )
    content = document.element.body
    content.insert(len(content) - 1, table)  # the page's own settings stay last


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    ids: Sequence[str],
    *,
    is_header: bool,
    stays: bool,
) -> str:
    """Return a row that no page cuts, in bold when a header; `stays`: with the row below."""
    rules = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    keep = "<w:keepNext/>" if stays else ""
    bold = "<w:rPr><w:b/></w:rPr>" if is_header else ""
    written_cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr><w:r>{bold}'
        f'<w:t xml:space="preserve">{escape(text_only(text))}</w:t></w:r></w:p></w:tc>'
        for text, width, style in zip(cells, widths, ids, strict=True)
    )
    return f"<w:tr><w:trPr>{rules}</w:trPr>{written_cells}</w:tr>"


def _footer(paragraph: Any, report: Report) -> None:
    """Write what every page but the first ends with: whose report it is, and the page number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    title, territory = report_words.title(report), report_words.territory(report)
    paragraph.add_run(text_only(f"{report.association}, {title} – {territory}\u00a0· page "))
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text or None
        run._r.append(mark)  # noqa: SLF001  # the library's door to the XML
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(MUTED[1:])


def _signature(document: "Document", report: Report) -> None:
    document.add_heading("Signature des données", level=1)
    rows = report_words.signature_lines(report)
    name = "Signature des données"
    _table(document, name, ("Donnée", "Valeur"), rows, rights=set(), shares=(3, 12))
    _paragraph(document, report_words.SIGNATURE_NOTE, style="Caption")


def _describe(picture: Any, alt: str) -> None:
    """Give a picture the sentence that replaces it for whoever does not see it."""
    picture._inline.docPr.set("descr", text_only(alt))  # noqa: SLF001  # the library's door to the XML


def _logo(report: Report) -> bytes | None:
    """Return the logo as dots: the format of pictures that every text processor reads."""
    data = logo_data(report)
    if data is None:
        return None
    try:
        return png_of(report.logo) or pdf.dots(data["content"])
    except pdf.PageError:
        return None
