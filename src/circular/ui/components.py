"""The blocks of every screen: title, tiles, cards, filters, empty states, questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain.stages import Health
from circular.ui import map_backgrounds, markup

Code = TypeVar("Code")
LONGEST_PAGE = 6  # digits: no list has a million pages
HEALTH_BADGES = {
    Health.ACTIVE: ":green-badge[:material/check_circle: Actif]",
    Health.LATE: ":orange-badge[:material/schedule: En retard]",
    Health.DORMANT: ":gray-badge[:material/bedtime: Dormant]",
    Health.BLOCKED: ":red-badge[:material/block: Bloqué]",
}


def title(text: str) -> DeltaGenerator:
    """Write the page's title and return the place, on its right, for its one primary button."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    )
    row.title(text, width="content")
    return row.container(horizontal=True, vertical_alignment="center", width="content")


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its word: label ≤ 16 characters, value ≤ 9, delta ≤ 8.

    A delta that starts with + or - is a change and gets its arrow; any other is a word.
    """

    label: str
    value: str
    delta: str | None = None
    since: str | None = None
    help: str | None = None
    more_is_better: bool = True


def tiles(
    figures: Sequence[Tile],
    *,
    key: str,
    below: Callable[[int, DeltaGenerator], None] | None = None,
    narrowest: int = 150,
) -> None:
    """Draw figures side by side, two by two on a phone; `help` holds their definition.

    `below` draws what stands under the tile of a rank, in the place that it is given; `narrowest`
    is the width (pixels) under which a tile goes to the next line.
    """
    with st.container(key=f"tiles_{key}"):
        grid = st.grid(len(figures), min_column_width=narrowest, gap="small")
        for at, tile in enumerate(figures):
            moved = bool(tile.delta and tile.delta.startswith(("+", "-")))
            place = grid.container(gap="xsmall")
            place.metric(
                tile.label,
                tile.value,
                delta=tile.delta,
                delta_color="normal" if tile.more_is_better and moved else "off",
                delta_arrow="auto" if moved else "off",
                delta_description=tile.since,
                help=tile.help,
                border=True,
            )
            if below:
                below(at, place)


def back(page: str, label: str, *, key: str) -> None:
    """Draw the link back to the list."""
    with st.container(key=f"back_{key}"):
        st.page_link(page, label=label, icon=":material/arrow_back:")


def health(value: Health) -> None:
    """Draw the badge of a health that differs from « actif »."""
    if value is not Health.ACTIVE:
        st.markdown(HEALTH_BADGES[value])


def empty(icon: str, heading: str, caption: str) -> DeltaGenerator:
    """Draw an empty state and return its container, for its one button."""
    box = st.container(border=True, horizontal_alignment="center", gap="small")
    box.markdown(f"### :material/{icon}: {heading}", text_alignment="center", width="stretch")
    box.caption(caption, text_alignment="center", width="stretch")
    return box


def search_box(
    place: Any,
    label: str,
    *,
    placeholder: str,
    key: str,
    on_change: Callable[[], None],
    width: int = 260,
) -> str:
    """Draw the search of a list in `place` (`st` or a container) and return what is typed.

    It searches while one types: text still waiting for « Entrée » would swallow the next click.
    """
    return str(
        place.text_input(
            label,
            icon=":material/search:",
            placeholder=placeholder,
            label_visibility="collapsed",
            live="300ms",
            width=width,
            key=key,
            bind="query-params",
            on_change=on_change,
        )
        or ""
    )


def filter_choice(
    place: Any,
    label: str,
    options: Mapping[Code, str],
    *,
    key: str,
    all_of: str,
    on_change: Callable[[], None],
    width: int = 220,
    label_visibility: Literal["visible", "collapsed"] = "collapsed",
) -> Code | None:
    """Draw a filter of a list in `place` (`st` or a container): one code, None for `all_of`.

    The choice stays in the address, so that a filtered list can be shared.
    """
    chosen: Code | None = place.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options[code],
        placeholder=all_of,
        label_visibility=label_visibility,
        width=width,
        key=key,
        bind="query-params",
        on_change=on_change,
    )
    return chosen


def count_row(shown: int, total: int, *, nouns: tuple[str, str], reset: Callable[[], None]) -> None:
    """Write « n sur N » and, when something is filtered out, « Tout afficher »."""
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        markup.count(shown, total, *nouns)
        if shown < total:
            st.button(
                "Tout afficher",
                type="tertiary",
                icon=":material/close:",
                on_click=reset,
                key=f"reset_{nouns[1]}",
            )


def clear_filters(keys: Mapping[str, Any]) -> Callable[[], None]:
    """Return the callback that puts filters back to the given values."""

    def clear() -> None:
        for key, value in keys.items():
            st.session_state[key] = value

    return clear


def page_number(key: str) -> int:
    """Return the page of a list asked for, from its widget or, on arrival, from the address."""
    asked = str(st.session_state.get(key) or st.query_params.get(key, ""))
    return max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_PAGE else 1


def confirm(
    heading: str, text: str, *, keep: str, act: str, icon: str, on_confirm: Callable[[], None]
) -> None:
    """Open the question before a loss: what goes, what stays, « Garder » then the verb."""

    @st.dialog(heading, icon=icon)
    def ask() -> None:
        st.markdown(text)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(keep, key="confirm_keep"):
                st.rerun()
            if st.button(act, type="primary", key="confirm_act"):
                on_confirm()
                st.rerun()

    ask()


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing that the next stage asks for: done or not, and where to give it."""

    done: bool
    sentence: str
    remedy: str = ""
    place: str = ""


def what_is_missing(
    heading: str, things: Sequence[Missing], *, key: str, on_remedy: Callable[[str], None]
) -> None:
    """Draw what is there and what is not; each missing thing has its button to the place."""
    with st.container(border=True, key=f"card_{key}"):
        st.header(heading)
        for position, thing in enumerate(things):
            if thing.done:
                st.markdown(f":green[:material/check_circle:] {thing.sentence}")
                continue
            row = st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            )
            row.markdown(
                f":orange[:material/radio_button_unchecked:] **{thing.sentence}**", width="content"
            )
            if thing.remedy:
                row.button(
                    thing.remedy,
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                    key=f"remedy_{key}_{position}",
                    on_click=on_remedy,
                    args=(thing.place,),
                )


def chart(
    question: str,
    answer: str,
    figure: Any,
    *,
    key: str,
    alt: str,
    figures: Callable[[], None],
    caption: str | None = None,
    is_map: bool = False,
) -> None:
    """Frame a chart: the question, one sentence that answers, the drawing, the exact figures.

    `figure` is a plotly figure; `figures` draws its table inside « Voir les chiffres »; `caption`
    stands under the drawing; a map may take a background.
    """
    with st.container(key=f"keep_{key}"):
        st.header(question)
        st.markdown(answer)
        if is_map:
            figure = map_backgrounds.dressed(figure, key=key)
        st.plotly_chart(
            figure, config={"locale": "fr", "displayModeBar": False}, alt=alt, key=f"chart_{key}"
        )
        if caption:
            st.caption(caption)
        with st.expander("Voir les chiffres", type="compact"):
            figures()
