"""What was presented at the door and refused leaves a line, and a thousand leave a few."""

from datetime import timedelta

import pytest

from circular.actions import accounts, invitations, refusals, sessions, sign_in
from circular.domain.errors import DomainError
from circular.domain.invitations import LinkKind, OneTimeLink
from circular.domain.sign_in import PER_SUBJECT, TooManyAttemptsError
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, signed_in

LATER = refusals.SAY_EVERY + timedelta(seconds=2)


def noted(db: Database, act: str) -> list[tuple[int | None, str]]:
    """Return the lines of an act: whose account, and the sentence; nobody ever signs them."""
    found = rows(db, "SELECT entity_id, sentence, account_id FROM journal WHERE act = ?", [act])
    assert not any(row["account_id"] for row in found)
    return [(row["entity_id"], row["sentence"]) for row in found]


def given(db: Database, administrator: Visitor, account_id: int) -> OneTimeLink:
    """Give somebody a link of new password."""
    return accounts.give_link(db, administrator, account_id)


def test_a_link_that_may_not_be_used_leaves_its_reason_in_the_journal(
    db: Database, administrator: Visitor
) -> None:
    mine = add_account(db, administrator)
    served, replaced = given(db, administrator, mine), given(db, administrator, mine)
    late = given(db, administrator, mine)
    used = add_account(db, administrator, email="paul@exemple.fr")
    again = given(db, administrator, used)
    invitations.choose_password(db, LinkKind.RESET, again.token, PASSWORD, caller())

    refusals.refuse_link(db, LinkKind.RESET, replaced.token, caller())
    refusals.refuse_link(db, LinkKind.RESET, late.token, caller(after=timedelta(hours=3)))
    refusals.refuse_link(db, LinkKind.RESET, again.token, caller())
    refusals.refuse_link(db, LinkKind.INVITATION, "deviné", caller())

    assert noted(db, "link_refused") == [
        (mine, "Lien refusé, «\u00a0nouveau mot de passe\u00a0»\u00a0: il a été remplacé."),
        (mine, "Lien refusé, «\u00a0nouveau mot de passe\u00a0»\u00a0: son temps est passé."),
        (used, "Lien refusé, «\u00a0nouveau mot de passe\u00a0»\u00a0: il a déjà servi."),
        (
            None,
            "Lien refusé, «\u00a0invitation\u00a0»\u00a0: il est inconnu, ou son compte est fermé.",
        ),
    ]
    assert served.token != replaced.token


def test_a_machine_that_insists_leaves_one_line_in_a_while(db: Database) -> None:
    for number in range(20):
        refusals.refuse_link(db, LinkKind.RESET, f"deviné {number}", caller())
        refusals.refuse_cookie(db, f"deviné {number}", caller())
    refusals.refuse_cookie(db, "deviné", caller(after=LATER))

    assert len(noted(db, "link_refused")) == 1
    assert len(noted(db, "cookie_refused")) == 2


def test_a_session_that_ended_is_no_news_and_one_that_never_was_is(
    db: Database, administrator: Visitor
) -> None:
    add_account(db, administrator)
    ended = signed_in(db)
    sessions.sign_out(db, ended.token, caller())

    refusals.refuse_cookie(db, ended.token, caller())
    assert noted(db, "cookie_refused") == []

    refusals.refuse_cookie(db, f"{ended.token[:-1]}?", caller())
    assert len(noted(db, "cookie_refused")) == 1


def test_a_session_planted_by_another_is_told_when_it_is_replaced(
    db: Database, administrator: Visitor
) -> None:
    mine = add_account(db, administrator)
    first = signed_in(db)
    sign_in.sign_in(db, email=EMAIL, password=PASSWORD, caller=caller(), replacing=first.token)
    assert noted(db, "cookie_refused") == []

    sign_in.sign_in(
        db, email=EMAIL, password=PASSWORD, caller=caller(), replacing="jeton-du-pirate"
    )

    (line,) = noted(db, "cookie_refused")
    assert line[0] == mine
    assert "est remplacé" in line[1]
    assert "jeton-du-pirate" not in "\n".join(db.conn.iterdump())


def test_attempts_that_wait_are_told_once(db: Database) -> None:
    for number in range(PER_SUBJECT.free + 5):
        expected = DomainError if number < PER_SUBJECT.free else TooManyAttemptsError
        with pytest.raises(expected):
            sign_in.sign_in(db, email=EMAIL, password="au hasard", caller=caller())

    assert len(noted(db, "refused")) == PER_SUBJECT.free
    assert len(noted(db, "slowed_down")) == 1
