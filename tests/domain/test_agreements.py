"""States, moves and drafts of agreements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import (
    EVER_SIGNED,
    MOVES,
    UNSIGNED,
    AgreementDraft,
    AgreementMove,
    AgreementState,
    ClosingDraft,
    PartyDraft,
    SigningDraft,
    allowed_moves,
    check_move,
    check_unsigned,
    closing_problem,
    deletion_obstacle,
    number_of,
    period_problem,
    signing_checks,
    signing_problems,
)
from circular.domain.errors import DomainError
from circular.domain.permissions import Role
from circular.domain.problems import problems_of
from circular.domain.visitors import Visitor

TODAY = date(2026, 11, 22)
CAPE = AgreementType(key="cape", version=1, label="CAPE", duration_months=12, longest_months=12)
FREE = AgreementType(key="free", version=1, label="Libre")
STAFF = Visitor(account_id=1, name="Personne Équipe", role=Role.STAFF)
ELECTED = Visitor(account_id=2, name="Personne Élue", role=Role.ELECTED)
SIGNED_FOR = [("Nouvel’R", "Camille Essai"), ("Naïma Fictive", "Naïma Fictive")]


def problem_of(**values: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refusal:
        AgreementDraft.model_validate({"project_id": 1, "type_key": "cape", **values})
    (problem,) = problems_of(refusal.value, AgreementDraft)
    return problem.field, problem.sentence


def test_every_state_has_its_own_sign_its_icon_and_a_colour() -> None:
    assert len({state.glyph for state in AgreementState}) == len(AgreementState)
    assert len({state.icon for state in AgreementState}) == len(AgreementState)
    assert {state.colour for state in AgreementState} <= {"gray", "blue", "green", "red"}
    assert AgreementState.SIGNED.written == "● Signée"


def test_every_state_is_unsigned_or_signed_once_or_given_up() -> None:
    assert not UNSIGNED & EVER_SIGNED
    assert set(AgreementState) - UNSIGNED - EVER_SIGNED == {AgreementState.ABANDONED}


def test_the_table_of_moves_holds_every_move_and_reaches_every_state() -> None:
    assert set(MOVES) == set(AgreementMove)
    reached = {rule.target for rule in MOVES.values()}
    assert reached | {AgreementState.DRAFT} == set(AgreementState)


@pytest.mark.parametrize("state", list(AgreementState))
@pytest.mark.parametrize("move", list(AgreementMove))
def test_a_move_starts_from_the_states_of_the_table_and_from_no_other(
    state: AgreementState, move: AgreementMove
) -> None:
    if state in MOVES[move].sources:
        assert check_move(state, move) is MOVES[move].target
    else:
        with pytest.raises(DomainError, match="Rien n’a été enregistré"):
            check_move(state, move)


def test_a_signed_agreement_cannot_be_signed_again() -> None:
    with pytest.raises(DomainError) as refusal:
        check_move(AgreementState.SIGNED, AgreementMove.SIGN)
    assert refusal.value.sentence == (
        "«\u00a0Enregistrer la signature\u00a0» n’est pas possible\u00a0: la convention est "
        "«\u00a0Signée\u00a0», il faut qu’elle soit «\u00a0À signer\u00a0». "
        "Rien n’a été enregistré."
    )


def test_the_next_act_comes_first() -> None:
    firsts = {state: moves[0] for state in AgreementState if (moves := allowed_moves(state, STAFF))}
    assert firsts == {
        AgreementState.DRAFT: AgreementMove.SEND_TO_REVIEW,
        AgreementState.REVIEW: AgreementMove.SEND_TO_SIGN,
        AgreementState.TO_SIGN: AgreementMove.SIGN,
        AgreementState.SIGNED: AgreementMove.END,
    }


@pytest.mark.parametrize("state", list(AgreementState))
def test_an_elected_official_moves_nothing(state: AgreementState) -> None:
    assert allowed_moves(state, ELECTED) == ()


@pytest.mark.parametrize("state", list(AgreementState))
def test_the_text_changes_only_before_the_signature(state: AgreementState) -> None:
    if state in UNSIGNED:
        check_unsigned(state)
    else:
        with pytest.raises(DomainError, match="son texte ne change plus"):
            check_unsigned(state)


def test_an_end_before_the_start_is_told_under_the_end() -> None:
    assert problem_of(starts_on="12/03/2026", ends_on="01/02/2026") == (
        "ends_on",
        "La fin (01/02/2026) précède le début (12/03/2026). Corrigez l’une des deux dates.",
    )


def test_a_day_that_does_not_exist_is_told_under_its_field() -> None:
    assert problem_of(starts_on="31/02/2026") == (
        "starts_on",
        "«\u00a031/02/2026\u00a0» n’existe pas dans le calendrier.",
    )


def test_a_note_of_ten_thousand_signs_is_refused_with_both_figures() -> None:
    field, sentence = problem_of(note="a" * 10_000)
    assert field == "note"
    assert "10\u202f000\u00a0caractères" in sentence


def test_a_number_that_reads_in_two_ways_is_asked_back() -> None:
    field, sentence = problem_of(jobs_committed="1.234")
    assert field == "jobs_committed"
    assert "deux façons" in sentence


def test_formulas_tags_and_emoji_are_kept_as_they_were_typed() -> None:
    text = "=cmd|'/C calc'!A0 <script>alert(1)</script> \U0001f600"
    assert AgreementDraft(project_id=1, type_key="cape", note=text).note == text


def test_the_end_left_blank_is_the_usual_one_of_the_type() -> None:
    draft = AgreementDraft(project_id=1, type_key="cape", starts_on=date(2026, 3, 12))
    assert draft.completed(CAPE).ends_on == date(2027, 3, 11)
    assert draft.completed(FREE).ends_on is None


def test_a_draft_longer_than_its_type_allows_is_refused_under_the_end() -> None:
    draft = AgreementDraft(
        project_id=1, type_key="cape", starts_on=date(2026, 3, 12), ends_on=date(2028, 3, 11)
    )
    with pytest.raises(DomainError) as refusal:
        draft.completed(CAPE)
    assert [problem.field for problem in refusal.value.problems] == ["ends_on"]
    assert draft.completed(FREE) == draft


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_period_is_refused_exactly_when_it_ends_before_it_starts(start: date, end: date) -> None:
    assert (period_problem(start, end) is None) == (end >= start)


def test_a_signature_starts_the_agreement_when_nothing_else_is_said() -> None:
    whole = SigningDraft(signed_on=date(2026, 3, 12)).completed(CAPE)
    assert (whole.starts_on, whole.ends_on) == (date(2026, 3, 12), date(2027, 3, 11))


def test_a_signature_is_refused_with_all_reasons_at_once() -> None:
    draft = SigningDraft(
        signed_on=date(2026, 12, 1), starts_on=date(2026, 12, 1), ends_on=date(2029, 1, 1)
    )
    parties: list[tuple[str, str | None]] = [("Nouvel’R", None)]
    problems = signing_problems(draft, CAPE, signing_checks(parties), today=TODAY)
    assert [problem.field for problem in problems] == ["signed_on", "ends_on", "", ""]
    sentences = [problem.sentence for problem in problems]
    assert sentences[0].startswith("La signature (01/12/2026) est à venir.")
    assert "12\u00a0mois au plus" in sentences[1]
    assert sentences[2].startswith("Il faut deux parties au moins")
    assert sentences[3] == "Nouvel’R\u00a0: indiquez qui signe."


def test_a_signature_with_nothing_missing_is_let_through() -> None:
    draft = SigningDraft(signed_on=TODAY).completed(CAPE)
    assert signing_problems(draft, CAPE, signing_checks(SIGNED_FOR), today=TODAY) == ()


def test_the_checks_before_a_signature_say_what_is_done_and_what_is_not() -> None:
    checks = signing_checks([("Nouvel’R", "Camille Essai"), ("Naïma Fictive", None)])
    assert [check.done for check in checks] == [True, True, False]
    assert checks[2].missing == "Naïma Fictive\u00a0: indiquez qui signe."


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 3, 11), "précède le début"),
        (date(2027, 3, 12), "dépasse la fin"),
        (date(2026, 11, 23), "est à venir"),
        (date(2026, 3, 12), None),
        (TODAY, None),
    ],
)
def test_an_agreement_closes_within_its_period(day: date, says: str | None) -> None:
    problem = closing_problem(
        day, starts_on=date(2026, 3, 12), ends_on=date(2027, 3, 11), latest=TODAY
    )
    assert (problem is None) == (says is None)
    if problem is not None and says is not None:
        assert says in problem.sentence


def test_a_termination_may_take_effect_later() -> None:
    later = date(2026, 12, 31)
    start = date(2026, 3, 12)
    assert closing_problem(later, starts_on=start, ends_on=None, latest=None) is None


def test_a_termination_needs_a_reason() -> None:
    with pytest.raises(ValidationError) as refusal:
        ClosingDraft.model_validate({"effective_on": "01/12/2026", "reason": "  "})
    (problem,) = problems_of(refusal.value, ClosingDraft)
    assert problem.sentence == "Renseignez «\u00a0Motif\u00a0»."


def test_a_party_needs_its_kind_and_name() -> None:
    with pytest.raises(ValidationError) as refusal:
        PartyDraft.model_validate({"kind": None, "name": ""})
    fields = {problem.field for problem in problems_of(refusal.value, PartyDraft)}
    assert fields == {"kind", "name"}


def test_numbers_are_written_by_year() -> None:
    assert number_of(2026, 3) == "2026-003"
    assert number_of(2026, 1234) == "2026-1234"


def test_a_kept_document_forbids_the_deletion_too() -> None:
    said = deletion_obstacle(AgreementState.DRAFT, number=None, amendments=0, documents=1)
    assert said is not None
    assert "abandonnez-la plutôt" in said
    assert deletion_obstacle(AgreementState.DRAFT, number=None, amendments=0, documents=0) is None
