"""A page that draws from constants what a real page drew: as many blocks, the same words, figures.

It asks nobody who they are, has no menu and reads nothing: what the real page takes more is ours.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import plotly.io
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from circular.charts.settled import settled

DRAWN: list["Drawing"] = []  # what the bare page draws; the last one


@dataclass(frozen=True, slots=True)
class Drawing:
    """A block, with what is in it, or an element: the call that draws it."""

    kind: str
    call: Callable[..., Any]
    inside: tuple["Drawing", ...] = field(default=())


def drawings(app: AppTest) -> tuple[Drawing, ...]:
    """Return the calls that draw what is on screen, menu aside."""
    places = [app.main, app.sidebar]
    return tuple(each for place in places for each in _inside(place, Counter()))


def count(found: tuple[Drawing, ...]) -> int:
    """Count elements and blocks."""
    return sum(1 + count(each.inside) for each in found)


def bare_page(found: tuple[Drawing, ...]) -> AppTest:
    """Return the page that draws nothing else."""
    DRAWN[:] = found
    return AppTest.from_string(
        "from bench import bare\n\nbare.draw(bare.DRAWN)", default_timeout=60
    )


def draw(found: list[Drawing] | tuple[Drawing, ...]) -> None:
    """Draw everything, block in block."""
    for each in found:
        if each.kind == "block":
            with each.call():
                draw(each.inside)
        else:
            each.call()


def _inside(block: Block, seen: Counter[str]) -> Iterator[Drawing]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield Drawing("block", _container(child), tuple(_inside(child, seen)))
            continue
        kind = child.proto.DESCRIPTOR.name if hasattr(child, "proto") else ""
        make = CALLS.get(kind) or CALLS.get(child.type)
        if make is not None:
            seen[kind] += 1
            yield Drawing(kind, make(child, f"bare_{kind}_{seen[kind]}_{id(block)}"))


def _container(block: Block) -> Callable[..., Any]:
    if block.type == "expander":
        return partial(st.expander, getattr(block.proto, "label", "") or "Détails")
    if block.type == "grid_container":
        return partial(st.grid, len(block.children))
    return st.container


def _options(node: Any, draw_it: Callable[..., Any], key: str) -> Callable[..., Any]:
    options = list(getattr(node.proto, "options", [])) or ["a"]
    texts = [getattr(each, "content", each) for each in options]
    return partial(draw_it, node.proto.label or "Choix", list(dict.fromkeys(texts)), key=key)


def _figure(node: Any, key: str) -> Callable[..., Any]:
    figure = settled(plotly.io.from_json(node.proto.spec, skip_invalid=True))
    return partial(st.plotly_chart, figure, key=key)


def _metric(node: Any, _: str) -> Callable[..., Any]:
    proto = node.proto
    return partial(
        st.metric,
        proto.label,
        proto.body,
        delta=proto.delta or None,
        help=proto.help or None,
        border=True,
    )


def _heading(node: Any, _: str) -> Callable[..., Any]:
    return partial(st.title if node.proto.tag == "h1" else st.header, node.proto.body)


def _page_link(node: Any, _: str) -> Callable[..., Any]:
    proto = node.proto
    return partial(
        st.page_link,
        "https://localhost/",  # there is no menu, hence no page to look up
        label=proto.label,
        icon=proto.icon or None,
        query_params=parse_qs(proto.query_string) or None,
        width="content",
    )


CALLS: dict[str, Callable[[Any, str], Callable[..., Any]]] = {
    "Html": lambda node, _: partial(st.html, node.proto.body, unsafe_allow_javascript=True),
    "Markdown": lambda node, _: partial(st.markdown, node.proto.body, help=node.proto.help or None),
    "Heading": _heading,
    "Metric": _metric,
    "Alert": lambda node, _: partial(st.info, node.proto.body),
    "Space": lambda _, __: st.space,
    "Button": lambda node, key: partial(st.button, node.proto.label, key=key),
    "DownloadButton": lambda node, key: partial(
        st.download_button, node.proto.label, b"x", key=key
    ),
    "PageLink": _page_link,
    "Pagination": lambda node, key: partial(st.pagination, node.proto.num_pages, key=key),
    "TextInput": lambda node, key: partial(st.text_input, node.proto.label, key=key),
    "TextArea": lambda node, key: partial(st.text_area, node.proto.label, key=key),
    "NumberInput": lambda node, key: partial(st.number_input, node.proto.label, key=key),
    "DateInput": lambda node, key: partial(st.date_input, node.proto.label, key=key),
    "Checkbox": lambda node, key: partial(st.checkbox, node.proto.label, key=key),
    "Selectbox": lambda node, key: _options(node, st.selectbox, key),
    "MultiSelect": lambda node, key: _options(node, st.multiselect, key),
    "Radio": lambda node, key: _options(node, st.radio, key),
    "ButtonGroup": lambda node, key: _options(node, st.pills, key),
    "Dataframe": lambda node, key: partial(st.dataframe, node.value, key=key),
    "PlotlyChart": _figure,
}
__all__ = ["Drawing", "Node", "bare_page", "count", "draw", "drawings"]
