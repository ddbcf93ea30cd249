"""Our own small pieces of HTML: what Streamlit lacks, drawn with the classes of `circular.css`.

Every value is escaped here; callers pass plain text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.permissions import Role
from circular.domain.stages import Stage
from circular.domain.visitors import Visitor

TABLES_KEPT = 256
_PIE = {
    Stage.DETECTION: ("s1", 0),
    Stage.QUALIFICATION: ("s2", 25),
    Stage.SUPPORT: ("s3", 50),
    Stage.IMPLANTATION: ("s4", 75),
    Stage.FOLLOW_UP: ("s5", 100),
}


def lead(text: str) -> None:
    """Write the one sentence that opens a screen; `**words**` stand out."""
    st.html(f'<p class="nr nr-lead">{emphasised(text)}</p>')


def emphasised(text: str) -> str:
    """Escape a text and turn `**words**` into bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


def pie(stage: Stage) -> str:
    """Return the small pie of a stage, in its colour."""
    colour, share = _PIE[stage]
    return f'<i class="nr-pie" style="color:var(--{colour});--f:{share}%"></i>'


def stepper(stage: Stage, dates: Sequence[date | None], *, left: str | None = None) -> None:
    """Draw the journey: what is done, where the project stands, what is to come.

    `dates` holds the effective day of entry in each stage; `left` is the word of an exit.
    """
    items = "".join(_step(each, stage, dates[each.rank]) for each in Stage)
    gone = f'<p class="nr-gone">{escape(left)}</p>' if left else ""
    st.html(
        f'<div class="nr"><ol class="nr nr-steps" aria-label="Étapes du projet">{items}</ol>'
        f"{gone}</div>"
    )


def _step(step: Stage, current: Stage, entered: date | None) -> str:
    state = "now" if step is current else "done" if step.rank < current.rank else ""
    aria = ' aria-current="step"' if step is current else ""
    when = french.day(entered) if entered else "à venir" if step.rank > current.rank else ""
    share = _PIE[step][1]
    return (
        f'<li class="{state}"{aria}><i class="nr-pie" style="--f:{share}%"></i>'
        f"<span>{escape(step.label)}</span><small>{escape(when)}</small></li>"
    )


def column_header(stage: Stage, caption: str) -> None:
    """Draw the header of a column of the board: bar, pie, word and counts."""
    colour, _ = _PIE[stage]
    st.html(
        f'<div class="nr nr-col" style="border-color:var(--{colour})">{pie(stage)} '
        f"{escape(stage.label)}<small>{escape(caption)}</small></div>"
    )


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One line of the funnel: a stage, how many projects, and a word on its right."""

    stage: Stage
    count: int
    note: str


def funnel(lines: Sequence[FunnelLine], *, note_title: str) -> None:
    """Draw the funnel as a table of bars: readable in grey, by ear and on paper."""
    most = max((line.count for line in lines), default=0) or 1
    body = "".join(
        f'<tr><th scope="row">{pie(line.stage)} {escape(line.stage.label)}</th>'
        f'<td class="n">{line.count}</td><td>{_bar_of(line, most)}</td>'
        f'<td class="t">{escape(line.note)}</td></tr>'
        for line in lines
    )
    st.html(
        '<table class="nr nr-funnel"><thead><tr><td></td><td></td><td></td>'
        f'<td class="t">{escape(note_title)}</td></tr></thead><tbody>{body}</tbody></table>'
    )


def _bar_of(line: FunnelLine, most: int) -> str:
    """Return the bar of a stage; none at all for no project."""
    if line.count == 0:
        return ""
    share, colour = 100 * line.count / most, _PIE[line.stage][0]
    return f'<span class="b" style="width:{share:.0f}%;background:var(--{colour})"></span>'


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a small table: its title, numbers to the right, dropped on a phone, one line."""

    title: str
    numeric: bool = False
    optional: bool = False
    unbroken: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address: the page is loaded anew."""

    text: str
    address: str


def table(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str | Link]],
    *,
    caption: str,
    links: Sequence[str] = (),
    link_at: int = 0,
) -> None:
    """Draw a real HTML table for the elected pages and for paper; `caption` is for the ear.

    `links` holds the address that each row opens, from its cell number `link_at`; a cell may also
    be a link by itself.
    """
    st.html(_table(tuple(columns), tuple(map(tuple, rows)), caption, tuple(links), link_at))


@lru_cache(maxsize=TABLES_KEPT)
def _table(
    columns: tuple[TableColumn, ...],
    rows: tuple[tuple[str | Link, ...], ...],
    caption: str,
    links: tuple[str, ...],
    link_at: int,
) -> str:
    """Write a table, once for the same cells: a page that is seen again has the same."""
    looks = [_classes(column) for column in columns]
    head = "".join(
        f'<th scope="col"{look}>{escape(column.title)}</th>'
        for look, column in zip(looks, columns, strict=True)
    )
    body = []
    for at, row in enumerate(rows):
        cells = [_cell(cell) for cell in row]
        if links:
            address = escape(links[at], quote=True)
            cells[link_at] = f'<a href="{address}" target="_self">{cells[link_at]}</a>'
        pairs = zip(looks, cells, strict=True)
        body.append(f"<tr>{''.join([f'<td{look}>{cell}</td>' for look, cell in pairs])}</tr>")
    return (
        f'<table class="nr nr-table"><caption class="nr-ear">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _cell(cell: str | Link) -> str:
    if isinstance(cell, str):
        return escape(cell)
    return f'<a href="{escape(cell.address, quote=True)}" target="_self">{escape(cell.text)}</a>'


def _classes(column: TableColumn) -> str:
    marks = {"num": column.numeric, "opt": column.optional, "nw": column.unbroken}
    names = [name for name, is_marked in marks.items() if is_marked]
    return f' class="{" ".join(names)}"' if names else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One component of a score: its word, its value in [0, 1] or None, and its reason."""

    label: str
    value: float | None
    reason: str


def bars(lines: Sequence[Bar]) -> None:
    """Draw the components of a score; the unknown ones are hatched, never zero."""
    st.html(f'<table class="nr nr-bars"><tbody>{"".join(map(_bar, lines))}</tbody></table>')


def _bar(line: Bar) -> str:
    if line.value is None:
        track, note = '<span class="nr-track na"></span>', french.UNKNOWN
    else:
        share = round(100 * line.value)
        track, note = f'<span class="nr-track"><b style="width:{share}%"></b></span>', str(share)
    return (
        f"<tr><td>{escape(line.label)}</td><td>{track}</td><td>{note}</td>"
        f"<td>{escape(line.reason)}</td></tr>"
    )


def score(value: float) -> None:
    """Draw the note of a match, out of 100; `value` is in [0, 1]."""
    st.html(f'<div class="nr nr-score">{round(100 * value)} <small>/ 100</small></div>')


def count(shown: int, total: int, one: str, many: str) -> None:
    """Write « n sur N projets » beside the filters."""
    noun = one if total <= 1 else many
    st.html(
        f'<span class="nr nr-count"><b>{french.number(shown)}</b> sur '
        f"{french.number(total)} {escape(noun)}</span>"
    )


def role_card(role: Role, sentence: str) -> None:
    """Draw the link that opens the demonstration in a role: a full page load, through `web`."""
    st.html(
        f'<a class="nr nr-role" href="/demonstration/role/{role.value}" target="_self">'
        f"<b>{escape(role.label)}</b><span>{escape(sentence)}</span></a>"
    )


def signed_in(visitor: Visitor, *, demonstration: bool) -> None:
    """Write who is here and, on the demonstration, the way to another role."""
    change = (
        '<br><a href="/demonstration/role/none" target="_self">Changer de rôle</a>'
        if demonstration
        else ""
    )
    note = "<br>Démonstration : porteurs fictifs" if demonstration else ""
    st.html(
        f'<p class="nr nr-who"><b>{escape(visitor.name)}</b><br>{escape(visitor.role.label)}'
        f"{note}{change}</p>"
    )


_BREAKS = re.compile(r"[ \t\r\n]+")  # the spaces that must not break a line are kept
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>$#|~:!+\-.()&])")


def plain(text: str) -> str:
    """Return a text of people's own so that Markdown shows it as it was typed, on one line."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", _BREAKS.sub(" ", text).strip())


def prose(text: str, place: DeltaGenerator | None = None) -> None:
    """Write a text of people's own as it was typed, its line ends kept, in the place given."""
    (place or st).html(f'<p class="nr nr-prose">{escape(text)}</p>')


def view_link(address: str, name: str, place: DeltaGenerator) -> None:
    """Write the link that opens a list with what a saved view holds: the page is loaded anew."""
    link = f'<a href="{escape(address, quote=True)}" target="_self">{escape(name)}</a>'
    place.html(f'<span class="nr nr-view">{link}</span>', width="content")


def file_line(address: str, name: str, told: str) -> None:
    """Write a link that hands a file over, through `web`, and what there is to say of the file."""
    st.html(
        f'<p class="nr nr-file"><a href="{escape(address, quote=True)}" target="_self">'
        f"{escape(name)}</a><small>{escape(told)}</small></p>"
    )


def facts(lines: Mapping[str, str | None]) -> None:
    """Write what is known of a record, word by word; what is unknown is « – »."""
    body = "".join(
        f"<dt>{escape(word)}</dt><dd>{escape(text) if text else french.UNKNOWN}</dd>"
        for word, text in lines.items()
    )
    st.html(f'<dl class="nr nr-facts">{body}</dl>')
