"""Refusals carry their sentence and every problem."""

from circular.domain.errors import AlreadyDoneError, DomainError, Problem


def test_a_refusal_carries_all_its_problems() -> None:
    problems = [Problem("name", "Donnez un nom."), Problem("", "Autre chose.")]

    refusal = DomainError("Rien n’est enregistré.", problems)

    assert refusal.sentence == str(refusal) == "Rien n’est enregistré."
    assert refusal.problems == tuple(problems)


def test_a_second_sending_knows_the_first_record() -> None:
    assert AlreadyDoneError("C’est déjà enregistré.", 12).record_id == 12
