"""What a number of the page « Parcours » opens, as the address writes it."""

from hypothesis import given
from hypothesis import strategies as st

from circular.domain.journeys import JourneyPart, JourneyRows, Outcome
from circular.domain.stages import ExitKind, MoveKind, Stage

ANY = st.builds(
    JourneyRows,
    st.sampled_from(JourneyPart),
    st.none() | st.sampled_from(Stage),
    st.none() | st.sampled_from(Outcome),
    st.none() | st.sampled_from(MoveKind),
    st.none() | st.sampled_from(Stage),
    st.none() | st.sampled_from(ExitKind),
    st.none() | st.sampled_from(["sans_nouvelles", "autre"]),
)


@given(ANY)
def test_what_an_address_writes_is_what_it_reads(asked: JourneyRows) -> None:
    assert JourneyRows.read(asked.code) == asked
    assert asked.title


@given(st.text())
def test_an_odd_address_opens_nothing(text: str) -> None:
    found = JourneyRows.read(text)

    assert found is None or found.code == text


def test_a_number_is_said_in_words() -> None:
    left = JourneyRows(JourneyPart.COHORT, Stage.QUALIFICATION, Outcome.LEFT)
    refused = JourneyRows(JourneyPart.EXITS, Stage.DETECTION, exit_kind=ExitKind.REFUSED)
    moved = JourneyRows(
        JourneyPart.MOVES, Stage.SUPPORT, move=MoveKind.ADVANCE, origin=Stage.QUALIFICATION
    )

    assert left.title == "Arrivés en qualification, sortis"
    assert refused.title == "Sorties\u00a0: refus, en détection"
    assert moved.title == "Passages, en accompagnement, depuis qualification"
    assert JourneyRows(JourneyPart.WAITING).title == "Projets qui attendent"
