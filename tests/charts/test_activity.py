"""What the bars of the exchanges draw, read in the figure itself."""

from circular.charts.activity import MOST_LABELS, activity_bars


def test_both_sides_stand_on_each_other_with_their_total() -> None:
    figure = activity_bars(["oct.", "nov."], [3, 0], [1, 0])

    assert figure is not None
    assert [list(bar.y) for bar in figure.data] == [[3, 0], [1, 0]]
    assert figure.layout.barmode == "stack"
    assert [note.text for note in figure.layout.annotations] == ["4"]
    assert list(figure.layout.yaxis.tickvals) == [0, 2, 4]


def test_many_steps_keep_labels_that_can_be_read() -> None:
    figure = activity_bars([f"m{at}" for at in range(60)], [1] * 60, [0] * 60)

    assert figure is not None
    assert len(figure.layout.xaxis.tickvals) <= MOST_LABELS
    assert not figure.layout.annotations


def test_nothing_is_drawn_of_nothing() -> None:
    assert activity_bars(["nov."], [0], [0]) is None
    assert activity_bars([], [], []) is None
