"""The chain of the journal: what a seal covers, how a head is kept, what a fault says."""

from datetime import datetime

import pytest

from circular.domain.errors import DomainError
from circular.domain.journal_chain import (
    GENESIS,
    ChainState,
    Fault,
    FaultKind,
    Head,
    parse_head,
    seal,
)

SEAL = seal(GENESIS, 1, "Phrase.", None)


def test_a_seal_depends_on_every_value_and_on_the_seal_before() -> None:
    others = {
        seal(SEAL, 1, "Phrase.", None),
        seal(GENESIS, 2, "Phrase.", None),
        seal(GENESIS, 1, "Phrase", None),
        seal(GENESIS, 1, "Phrase.", ""),
        seal(GENESIS, "1", "Phrase.", None),
        seal(GENESIS, 1, "Phrase.", None, None),
    }

    assert len(SEAL) == 64
    assert len(others | {SEAL}) == 7


def test_a_head_is_read_back_as_it_was_written() -> None:
    head = Head(1234, SEAL)

    assert parse_head(f"{head.written}\n") == head
    assert parse_head(f"N° 1234 : {SEAL.upper()}") == head


@pytest.mark.parametrize("text", ["", "12", "12:abc", f"x:{SEAL}", f"{SEAL}:12"])
def test_what_is_not_a_head_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DomainError, match="64"):
        parse_head(text)


@pytest.mark.parametrize("kind", list(FaultKind))
def test_a_fault_says_which_line_and_why(kind: FaultKind) -> None:
    sentence = Fault(kind, 7, datetime(2026, 11, 22, 9, 30)).sentence

    assert sentence.startswith("La ligne n°\u00a07 du 22/11/2026 à 9\u00a0h\u00a030 ")
    assert kind.label in sentence


def test_a_state_says_whether_the_journal_is_whole() -> None:
    whole = ChainState(lines=12, head=Head(12, SEAL), fault=None, heads_compared=2)
    cut = ChainState(lines=12, head=None, fault=Fault(FaultKind.CUT, 13))

    assert whole.sentence == (
        "Le journal est entier\u00a0: 12\u00a0lignes, comparé à 2\u00a0têtes conservées."
    )
    assert cut.sentence == (
        "Le journal n’est pas entier. "
        "La ligne n°\u00a013 manque\u00a0: la fin du journal a été retirée."
    )
