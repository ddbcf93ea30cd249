"""Stages of a match, the table of moves, standing, corrections, sentences."""

from datetime import date

import pytest
from pydantic import ValidationError

from circular.domain.errors import DomainError
from circular.domain.problems import problems_of
from circular.domain.tracked_matches import (
    LIVE,
    MATCH_MOVES,
    MatchCorrectionDraft,
    MatchMove,
    MatchMoveDraft,
    MatchStage,
    PastMatchMove,
    agreed_in,
    day_problems,
    match_correction_problems,
    moves_from,
    standing_of,
    target_of,
    terms_sentence,
)

TODAY = date(2026, 11, 22)
S = MatchStage


def line(
    number: int, kind: MatchMove, source: MatchStage | None, target: MatchStage, **more: object
) -> PastMatchMove:
    """Return a line of a history, one day a line."""
    day = date(2026, 1, number)
    values = {"id": number, "kind": kind, "from_stage": source, "to_stage": target}
    return PastMatchMove.model_validate({**values, "effective_on": day, **more})


TERMS = {"tonnes": 20.0, "price": 5.0, "starts_on": date(2026, 2, 1), "ends_on": None}
HISTORY = [
    line(1, MatchMove.ENTER, None, S.PROPOSED),
    line(2, MatchMove.AGREE, S.PROPOSED, S.AGREED, **TERMS),
    line(3, MatchMove.START, S.AGREED, S.RUNNING),
    line(4, MatchMove.AMEND, S.RUNNING, S.RUNNING, **{**TERMS, "tonnes": 30.0}),
]


def test_each_stage_has_its_sign_and_the_table_leads_everywhere() -> None:
    assert len({stage.glyph for stage in S}) == len({stage.icon for stage in S}) == len(S)
    assert set(MATCH_MOVES) == set(MatchMove)
    assert {rule.target for rule in MATCH_MOVES.values()} - {None} == set(S)
    assert all(moves_from(stage) for stage in S)
    assert all(stage.is_live == (stage in LIVE) for stage in S)
    assert S.RUNNING.written == "● En cours"


def test_a_move_starts_from_the_stages_of_the_table_only() -> None:
    for stage in S:
        for move, rule in MATCH_MOVES.items():
            if stage in rule.sources:
                assert target_of(stage, move) is (rule.target or stage)
            else:
                with pytest.raises(DomainError, match="Rien n\u2019a été enregistré"):
                    target_of(stage, move)


def test_a_history_tells_where_a_match_stands() -> None:
    standing = standing_of(HISTORY)

    assert (standing.stage, standing.since) == (S.RUNNING, date(2026, 1, 3))
    assert standing.agreement is not None
    assert standing.agreement.tonnes == 30
    ended = [*HISTORY, line(5, MatchMove.END, S.RUNNING, S.ENDED)]
    assert standing_of(ended).agreement is not None
    again = [*ended, line(6, MatchMove.REOPEN, S.ENDED, S.PROPOSED)]
    assert standing_of(again).agreement is None
    with pytest.raises(ValueError, match="entry"):
        standing_of([])


def test_what_was_agreed_in_a_year_is_the_last_agreement_that_ran_in_it() -> None:
    assert agreed_in(HISTORY, 2026) == 30
    assert agreed_in(HISTORY[:3], 2027) == 20
    assert agreed_in(HISTORY, 2025) is None


def test_an_agreement_needs_tonnes_and_a_first_day_and_a_refusal_its_reason() -> None:
    def refused(**values: object) -> dict[str, str]:
        with pytest.raises(ValidationError) as refusal:
            MatchMoveDraft.model_validate({"effective_on": TODAY, **values})
        return {p.field: p.sentence for p in problems_of(refusal.value, MatchMoveDraft)}

    assert set(refused(kind="agree")) == {"tonnes", "starts_on"}
    assert set(refused(kind="agree", tonnes="0", starts_on="01/01/2026")) == {"tonnes"}
    period = {"starts_on": "02/01/2026", "ends_on": "01/01/2026"}
    assert "précède le début" in refused(kind="amend", tonnes="3", **period)["ends_on"]
    assert set(refused(kind="refuse")) == {"refusal_reason"}


def test_a_correction_keeps_what_came_after_it_in_order() -> None:
    def problems(move: PastMatchMove, kind: MatchMove | None, day: date = TODAY) -> list[str]:
        exact = None
        if kind is not None:
            terms = TERMS if kind.gives_terms else {}
            exact = MatchMoveDraft.model_validate({"kind": kind, "effective_on": day, **terms})
        draft = MatchCorrectionDraft(why="Erreur", replacement=exact)
        found = match_correction_problems(move, draft, HISTORY, today=TODAY)
        return [each.field for each in found]

    assert problems(HISTORY[3], None) == []
    assert problems(HISTORY[0], None) == problems(HISTORY[1], None) == [""]
    assert problems(HISTORY[3], MatchMove.AMEND) == []
    assert problems(HISTORY[1], MatchMove.AGREE) == ["effective_on"]
    assert problems(HISTORY[1], MatchMove.AGREE, date(2026, 1, 3)) == []
    assert problems(HISTORY[3], MatchMove.END) == ["kind"]


def test_an_effective_day_lies_between_the_move_before_and_today() -> None:
    early = day_problems(date(2026, 1, 1), earliest=date(2026, 1, 2), latest=TODAY)
    late = day_problems(date(2026, 11, 23), earliest=date(2026, 1, 2), latest=TODAY)

    assert "précède" in early[0].sentence
    assert "trop tard" in late[0].sentence
    assert day_problems(TODAY, earliest=TODAY, latest=TODAY) == ()


def test_terms_are_said_in_one_sentence() -> None:
    start, end = date(2026, 1, 1), date(2026, 12, 31)

    assert terms_sentence(20, 5, start, end) == (
        "20\u00a0t par an à 5\u00a0€ la tonne, du 01/01/2026 au 31/12/2026"
    )
    assert terms_sentence(20, 0, start, None) == (
        "20\u00a0t par an, sans prix, à partir du 01/01/2026"
    )
    assert terms_sentence(None, None, None, None) == "–"
