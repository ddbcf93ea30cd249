"""Moves: which way, on which day, with what, and how a wrong one is put right."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from circular.domain.moves import (
    CorrectionDraft,
    Move,
    MoveDraft,
    Standing,
    correction_refusals,
    entry_days,
    refusals,
    standing_after,
)
from circular.domain.problems import problems_of
from circular.domain.stages import ExitKind, MoveKind, Stage, StageFacts

TODAY = date(2026, 11, 22)
READY = StageFacts.read(dict.fromkeys([field.name for field in fields(StageFacts)], 1))
IN_SUPPORT = Standing(Stage.SUPPORT, date(2026, 3, 12))
GONE = Standing(Stage.SUPPORT, date(2026, 6, 1), ExitKind.ABANDONED, "sans_nouvelles")


def draft(kind: str, stage: str | None = None, day: str = "22/11/2026") -> MoveDraft:
    values = {"kind": kind, "to_stage": stage, "effective_on": day}
    if kind == "exit":
        values |= {"exit_kind": "abandoned", "exit_reason": "sans_nouvelles"}
    return MoveDraft.model_validate(values)


def said(standing: Standing, asked: MoveDraft, facts: StageFacts = READY) -> list[str]:
    return [problem.sentence for problem in refusals(asked, standing, facts, today=TODAY)]


def move(number: int, kind: str, stage: str, day: str, before: str | None = None) -> Move:
    return Move.model_validate(
        {
            "id": number,
            "kind": kind,
            "from_stage": before,
            "to_stage": stage,
            "effective_on": day,
            "exit_kind": "abandoned" if kind == "exit" else None,
            "exit_reason": "sans_nouvelles" if kind == "exit" else None,
        }
    )


HISTORY = [
    move(1, "entry", "detection", "2026-01-08"),
    move(2, "advance", "qualification", "2026-02-10", "detection"),
    move(3, "advance", "support", "2026-03-12", "qualification"),
]


def test_a_project_that_has_everything_may_advance() -> None:
    assert said(IN_SUPPORT, draft("advance", "implantation")) == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    facts = replace(READY, has_site=False, has_siret=False)

    assert said(IN_SUPPORT, draft("advance", "follow_up", "23/11/2026"), facts) == [
        "Le 23/11/2026 est trop tard\u00a0: la date d’effet va jusqu’au 22/11/2026.",
        "Donnez le lieu choisi\u00a0: une adresse, une commune ou un local prêté.",
        "Donnez le SIRET de l’établissement.",
    ]


def test_a_move_does_not_precede_the_one_before() -> None:
    assert said(IN_SUPPORT, draft("advance", "implantation", "11/03/2026")) == [
        "Le 11/03/2026 précède le mouvement d’avant, du 12/03/2026."
    ]
    assert said(IN_SUPPORT, draft("advance", "implantation", "12/03/2026")) == []


@pytest.mark.parametrize("stage", ["support", "qualification"])
def test_an_advance_leads_to_a_later_stage(stage: str) -> None:
    assert said(IN_SUPPORT, draft("advance", stage)) == ["Ce projet est déjà en accompagnement."]


def test_going_back_asks_for_nothing_but_an_earlier_stage() -> None:
    nothing = StageFacts.read(dict.fromkeys([field.name for field in fields(StageFacts)], 0))

    assert said(IN_SUPPORT, draft("back", "detection"), nothing) == []
    assert said(IN_SUPPORT, draft("back", "support")) == [
        "Un retour en arrière mène à une étape plus tôt."
    ]


@pytest.mark.parametrize("stage", list(Stage))
def test_a_project_may_leave_from_any_stage(stage: Stage) -> None:
    assert said(Standing(stage, date(2026, 1, 8)), draft("exit")) == []


@pytest.mark.parametrize("kind", ["advance", "back", "exit"])
def test_a_project_that_left_must_return_first(kind: str) -> None:
    asked = draft(kind, {"advance": "implantation", "back": "detection"}.get(kind))

    assert said(GONE, asked) == ["Ce projet est sorti du parcours\u00a0: reprenez-le d’abord."]


def test_a_return_goes_to_the_stage_left_or_earlier() -> None:
    assert said(GONE, draft("return", "support")) == []
    assert said(GONE, draft("return", "detection")) == []
    assert said(GONE, draft("return", "implantation")) == [
        "Le projet est sorti en accompagnement\u00a0: il reprend là, ou plus tôt."
    ]


def test_a_return_asks_again_for_what_its_stage_requires() -> None:
    facts = replace(READY, has_agreement_in_force=False, has_summary=False)

    assert said(GONE, draft("return", "support"), facts) == [
        "Faites signer une convention en vigueur à la date du passage."
    ]


def test_what_has_not_left_does_not_return() -> None:
    assert said(IN_SUPPORT, draft("return", "detection")) == [
        "Ce projet n’est pas sorti\u00a0: rien n’est à reprendre."
    ]


def test_a_project_enters_once() -> None:
    assert said(IN_SUPPORT, draft("entry", "detection")) == ["Un projet n’entre qu’une fois."]


def test_an_exit_without_its_kind_and_reason_is_refused_at_both_fields() -> None:
    with pytest.raises(ValidationError) as caught:
        MoveDraft.model_validate({"kind": "exit", "effective_on": "22/11/2026"})

    assert [problem.field for problem in problems_of(caught.value, MoveDraft)] == [
        "exit_kind",
        "exit_reason",
    ]


def test_an_advance_without_a_stage_and_a_day_out_of_the_calendar_are_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        MoveDraft.model_validate({"kind": "advance", "effective_on": "31/02/2026"})

    assert [problem.sentence for problem in problems_of(caught.value, MoveDraft)] == [
        "«\u00a031/02/2026\u00a0» n’existe pas dans le calendrier."
    ]


def test_the_days_of_entry_follow_the_moves() -> None:
    assert entry_days(HISTORY) == (
        date(2026, 1, 8),
        date(2026, 2, 10),
        date(2026, 3, 12),
        None,
        None,
    )


def test_a_stage_that_was_passed_over_is_entered_the_same_day() -> None:
    moves = [HISTORY[0], move(2, "advance", "support", "2026-02-10", "detection")]

    assert entry_days(moves)[:3] == (date(2026, 1, 8), date(2026, 2, 10), date(2026, 2, 10))


def test_what_was_gone_back_from_is_to_come_again_and_an_exit_changes_nothing() -> None:
    moves = [*HISTORY, move(4, "back", "qualification", "2026-04-01", "support")]
    gone = [*moves, move(5, "exit", "qualification", "2026-05-01", "qualification")]

    assert entry_days(moves) == (date(2026, 1, 8), date(2026, 4, 1), None, None, None)
    assert entry_days(gone) == entry_days(moves)


def test_a_project_stands_where_its_last_move_led() -> None:
    gone = [*HISTORY, move(4, "exit", "support", "2026-06-01", "support")]

    assert standing_after(HISTORY) == IN_SUPPORT
    assert standing_after(gone) == GONE
    with pytest.raises(ValueError, match="entry"):
        standing_after([])


def corrected(number: int, replacement: MoveDraft | None) -> list[str]:
    wrong = HISTORY[number - 1]
    asked = CorrectionDraft(why="Erreur de saisie", replacement=replacement)
    return [problem.sentence for problem in correction_refusals(wrong, asked, HISTORY, today=TODAY)]


def test_only_the_last_move_is_taken_away_and_never_the_entry() -> None:
    assert corrected(3, None) == []
    assert corrected(2, None) == ["D’autres mouvements suivent\u00a0: annulez d’abord le dernier."]
    assert corrected(1, None) == ["L’entrée d’un projet ne s’annule pas\u00a0: archivez le projet."]


def test_an_earlier_move_is_given_another_day_between_its_neighbours() -> None:
    assert corrected(2, draft("advance", "qualification", "01/03/2026")) == []
    assert corrected(2, draft("advance", "qualification", "07/01/2026")) == [
        "Le 07/01/2026 précède le mouvement d’avant, du 08/01/2026."
    ]
    assert corrected(2, draft("advance", "qualification", "13/03/2026")) == [
        "Le 13/03/2026 est trop tard\u00a0: la date d’effet va jusqu’au 12/03/2026."
    ]


def test_an_earlier_move_does_not_lead_elsewhere() -> None:
    assert len(corrected(2, draft("advance", "support", "01/03/2026"))) == 1
    assert len(corrected(2, draft("exit", None, "01/03/2026"))) == 1


def test_a_correction_says_why() -> None:
    with pytest.raises(ValidationError):
        CorrectionDraft.model_validate({"why": "  "})


@given(st.lists(st.sampled_from(list(Stage)), min_size=1, max_size=8))
def test_days_of_entry_are_known_up_to_the_stage_and_in_order(path: list[Stage]) -> None:
    steps = [Stage.DETECTION, *path]
    moves = [move(1, "entry", "detection", "2026-01-01")]
    for number, (before, after) in enumerate(pairwise(steps), start=2):
        kind = MoveKind.ADVANCE if after.rank > before.rank else MoveKind.BACK
        day = date(2026, 1, number).isoformat()
        moves.append(move(number, kind.value, after.value, day, before.value))

    days = entry_days(moves)
    known = [day for day in days if day is not None]

    assert [day is not None for day in days] == [s.rank <= steps[-1].rank for s in Stage]
    assert known == sorted(known)
