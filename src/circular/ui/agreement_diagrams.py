"""The help of the convention page: its life drawn from the table of moves, and who may do what."""

from html import escape

import streamlit as st

from circular.domain.agreement_diagrams import (
    DiagramMove,
    diagram_moves,
    main_path,
    side_states,
)
from circular.domain.agreements import AgreementState
from circular.domain.french import join
from circular.ui import markup

_WIDTH, _ROW, _BOX, _HIGH = 340, 76, 118, 34
_MAIN, _SIDE, _LANE = 56, 218, 16
_HEAD, _TOP = 5, 10
_INK, _PAPER = "#1F2A26", "#F1F5F2"  # read in light and dark alike: an image inherits no colour
_SAID = "Les états d’une convention, et les actes numérotés du tableau qui mènent de l’un à l’autre"
_Place = tuple[float, float]


def life_help() -> None:
    """Draw the diagram and, beside it, the table that says the same in words."""
    with st.expander("Comment vit une convention", type="compact"):
        moves = diagram_moves()
        left, right = st.columns([1, 2], gap="large")
        left.image(diagram(moves), alt=_SAID, width="stretch")
        with right:
            markup.table(
                [
                    markup.TableColumn("N°"),
                    markup.TableColumn("Acte"),
                    markup.TableColumn("De"),
                    markup.TableColumn("À"),
                    markup.TableColumn("Qui", optional=True),
                ],
                [
                    (
                        str(each.number),
                        each.move.label,
                        join([state.label for state in each.sources]),
                        each.target.label,
                        ", ".join(role.label for role in each.roles),
                    )
                    for each in moves
                ],
                caption="Les actes possibles, et qui peut les faire",
            )
            st.caption(
                "Archiver range une convention sans changer son état. Les autres rôles la lisent, "
                "sans acte."
            )


def diagram(moves: tuple[DiagramMove, ...]) -> str:
    """Return the drawing as SVG on its own paper, with a number beside each arrow."""
    path, places = main_path(), _places(moves)
    parts = [_box(state, place) for state, place in places.items()]
    parts += [_arrow(each, source, path, places) for each in moves for source in each.sources]
    height = _ROW * (len(path) - 1) + _HIGH + 2 * _TOP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" font-family="sans-serif" font-size="13" fill="none"'
        f' stroke="{_INK}"><rect width="{_WIDTH}" height="{height}" rx="8" fill="{_PAPER}"'
        f' stroke="none"/>{"".join(parts)}</svg>'
    )


def _places(moves: tuple[DiagramMove, ...]) -> dict[AgreementState, _Place]:
    """Return the upper left corner of each state: the path downwards, the ways out on its right."""
    path = main_path()
    places: dict[AgreementState, _Place] = {
        state: (_MAIN, _TOP + _ROW * row) for row, state in enumerate(path)
    }
    for state in side_states():
        rows = [path.index(each) for move in moves if move.target is state for each in move.sources]
        places[state] = (_SIDE, _TOP + _ROW * sum(rows) / len(rows))
    return places


def _box(state: AgreementState, place: _Place) -> str:
    x, y = place
    return (
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="6"/>'
        f"{_text(x + _BOX / 2, y + _HIGH / 2 + 5, escape(state.written))}"
    )


def _arrow(
    move: DiagramMove,
    source: AgreementState,
    path: tuple[AgreementState, ...],
    places: dict[AgreementState, _Place],
) -> str:
    """Draw a move: downwards, back on the left, on itself, or out on the right."""
    (x, y), (to_x, to_y) = places[source], places[move.target]
    middle, number = y + _HIGH / 2, move.number
    if move.target not in path:
        end = to_y + _HIGH / 2
        line = f"M{x + _BOX} {middle} H{_SIDE - 22} V{end} H{to_x - _HEAD}"
        head = _head(to_x, end, 1, 0)
        return _path(line) + head + _number(x + _BOX + 13, middle - 12, number)
    if move.target is source:
        shift = 12 if number % 2 else -12
        line = f"M{x} {middle + shift - 4} H{_LANE + 14} v8 H{x - _HEAD}"
        head = _head(x, middle + shift + 4, 1, 0)
        return _path(line) + head + _number(_LANE, middle + shift, number)
    if to_y < y:
        end = to_y + _HIGH / 2
        line = f"M{x} {middle} H{_LANE + 14} V{end} H{to_x - _HEAD}"
        return _path(line) + _head(to_x, end, 1, 0) + _number(_LANE, middle - 14, number)
    center = x + _BOX / 2
    line = f"M{center} {y + _HIGH} V{to_y - _HEAD}"
    return (
        _path(line)
        + _head(center, to_y, 0, 1)
        + _number(center + 16, (y + _HIGH + to_y) / 2, number)
    )


def _path(line: str) -> str:
    return f'<path d="{line}"/>'


def _head(x: float, y: float, right: int, down: int) -> str:
    """Draw the point of an arrow that ends here, to the right or downwards."""
    back_x, back_y = x - 7 * right, y - 7 * down
    side_x, side_y = 4 * down, 4 * right
    points = f"{x},{y} {back_x - side_x},{back_y - side_y} {back_x + side_x},{back_y + side_y}"
    return f'<polygon points="{points}" fill="{_INK}"/>'


def _number(x: float, y: float, number: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="9"/>{_text(x, y + 4, str(number), size=11)}'


def _text(x: float, y: float, said: str, *, size: int = 13) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="middle" fill="{_INK}"'
        f' stroke="none">{said}</text>'
    )
