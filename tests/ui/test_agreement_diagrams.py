"""The drawing is sound SVG, and shows each state and each number."""

from xml.etree import ElementTree as ET

from circular.domain.agreement_diagrams import diagram_moves
from circular.domain.agreements import AgreementState
from circular.ui.agreement_diagrams import diagram

_TEXT = "{http://www.w3.org/2000/svg}text"


def test_each_state_and_each_arrow_is_drawn() -> None:
    moves = diagram_moves()
    said = [each.text for each in ET.fromstring(diagram(moves)).iter(_TEXT)]  # noqa: S314 - ours
    assert all(state.written in said for state in AgreementState)
    for each in moves:
        assert said.count(str(each.number)) == len(each.sources)
