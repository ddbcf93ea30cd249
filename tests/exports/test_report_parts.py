"""What the chapters are made of: a drawing is said in words, or is not there."""

from circular.exports.report_canvas import Picture, blank
from circular.exports.report_parts import drawing


def test_a_drawing_is_described_by_what_it_is_and_by_its_sentence() -> None:
    figure, _ = blank(3)
    found = drawing("jobs", "**3 emplois** de plus.", Picture(figure), "Emplois par mois")

    assert found is not None
    assert found.alt == "Emplois par mois. 3 emplois de plus."


def test_nothing_to_draw_is_no_drawing() -> None:
    assert drawing("jobs", "Rien.", None, "Emplois par mois") is None
