"""The drawing is sound SVG, and shows each state and each number."""

from xml.etree import ElementTree as ET

from circular.domain.agreement_diagrams import diagram_moves
from circular.domain.agreements import AgreementState
from circular.ui.agreement_diagrams import diagram

_TEXT = "{http://www.w3.org/2000/svg}text"


def test_each_state_and_each_arrow_is_drawn() -> None:
    moves = diagram_moves()
    drawn = diagram(moves).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    said = [each.text for each in ET.fromstring(drawn).iter(_TEXT)]  # noqa: S314 - our own text
    assert all(state.written in said for state in AgreementState)
    for each in moves:
        assert said.count(str(each.number)) == len(each.sources)
