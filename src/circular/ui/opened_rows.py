"""The rows behind a number: the number is a link, and its rows come under the sentence of the page.

The address holds the filters and the number, so that what is opened can be shared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

import streamlit as st

from circular.domain import french
from circular.domain.visitors import Visitor
from circular.exports.tables import Table
from circular.ui import components, markup
from circular.ui.exports import export_buttons
from circular.ui.markup import Link

ROWS, PAGE = "lignes", "page_lignes"


@dataclass(frozen=True, slots=True)
class Way:
    """The page on which numbers open: how their addresses start, with what is asked besides."""

    start: str

    @classmethod
    def of(cls, address: str, names: Sequence[str]) -> "Way":
        """Return the way that keeps the filters of these names, as they stand in the address."""
        kept = {name: st.query_params.get_all(name) for name in names if name in st.query_params}
        return cls(f"{address}?{urlencode({**kept, ROWS: ''}, doseq=True)}")

    def to(self, code: str, **more: str) -> str:
        """Return the address that opens a number."""
        others = f"&{urlencode(more)}" if more else ""
        return f"{self.start}{quote_plus(code)}{others}"

    def number(self, count: float | None, code: str) -> str | Link:
        """Return the cell of a number, which opens its rows unless there are none."""
        written = french.number(count)
        return Link(written, self.to(code)) if count else written

    def word(self, text: str, code: str) -> str | Link:
        """Return a cell of words that opens rows, or the bare words when nothing is known."""
        return text if text == french.UNKNOWN else Link(text, self.to(code))


@dataclass(frozen=True, slots=True)
class Opened:
    """What is opened: its title, its rows on screen with their links, and how many there are.

    `made_of` says which figure the rows make, and how.
    """

    title: str
    columns: Sequence[markup.TableColumn]
    rows: Sequence[Sequence[str | Link]]
    links: Sequence[str]
    total: int
    pages: int
    made_of: str = ""


def asked() -> str:
    """Return the number that the address asks to open, or nothing."""
    return str(st.query_params.get(ROWS, ""))


def page_number() -> int:
    """Return the page of the rows that is asked for."""
    return components.page_number(PAGE)


def close() -> None:
    """Forget what was opened."""
    for name in (ROWS, PAGE):
        st.query_params.pop(name, None)


def draw(visitor: Visitor, found: Opened, *, key: str, build: Callable[[], Table]) -> None:
    """Draw the rows behind a number, with their exports and the way to their other pages."""
    with st.container(border=True, key=f"opened_{key}"):
        head = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        head.header(f"{found.title}\u00a0· {french.number(found.total)}", width="content")
        head.button(
            "Refermer", type="tertiary", icon=":material/close:", key="close_rows", on_click=close
        )
        if not found.rows:
            st.markdown("Aucune ligne pour ces filtres.")
            return
        if found.made_of:
            st.caption(found.made_of)
        markup.table(found.columns, found.rows, caption=found.title, links=found.links)
        foot = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        with foot:
            if found.pages > 1:
                st.pagination(found.pages, key=PAGE, bind="query-params")
            export_buttons(visitor, key=key, build=build)
