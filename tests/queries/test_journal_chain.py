"""Checking the journal of a real database that somebody tampered with, its guards taken away."""

import pytest

from circular.actions import retention
from circular.actions.accounts import anonymise_account, close_account, invite, reopen_account
from circular.actions.projects import hand_over
from circular.config import settings
from circular.domain.accounts import AccountDraft
from circular.domain.errors import DomainError
from circular.domain.journal_chain import FaultKind, Head
from circular.domain.permissions import Role
from circular.domain.projects import HandOverDraft
from circular.domain.retention import CONFIRMATION, RetentionKind
from circular.domain.visitors import Visitor
from circular.queries import journal_chain
from circular.queries.journal import history_of
from circular.store import accounts
from circular.store.connection import Database, write_tx
from circular.store.journal_chain import append
from circular.store.rows import rows
from tests.builders.agreements import a_project
from tests.builders.journal import tamper, write_lines


def fault(db: Database, *heads: Head) -> tuple[FaultKind, int] | None:
    """Return the kind and the line of the first fault."""
    found = journal_chain.checked(db, heads).fault
    return None if found is None else (found.kind, found.line)


def kept(db: Database) -> Head:
    """Return the head as somebody keeps it elsewhere."""
    head = journal_chain.head(db)
    assert head is not None
    return head


def test_a_journal_that_nobody_touched_is_whole(db: Database, staff: Visitor) -> None:
    write_lines(db, staff, 3)
    early = kept(db)
    last = write_lines(db, None, 4)

    state = journal_chain.checked(db, [early, kept(db)])

    assert state.fault is None
    assert (state.lines, state.heads_compared) == (last, 2)
    assert state.head == kept(db)
    assert "entier" in state.sentence


def test_an_empty_journal_is_whole(db: Database) -> None:
    state = journal_chain.checked(db)

    assert (state.lines, state.head, state.fault) == (0, None, None)


def test_a_changed_line_shows(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 5)
    tamper(db, f"UPDATE journal SET sentence = 'Rien.' WHERE id = {last - 2}")

    assert fault(db) == (FaultKind.CHANGED, last - 2)


@pytest.mark.parametrize("with_its_seal", [True, False])
def test_a_line_removed_in_the_middle_shows(
    db: Database, staff: Visitor, *, with_its_seal: bool
) -> None:
    last = write_lines(db, staff, 5)
    cut = [f"DELETE FROM journal WHERE id = {last - 2}"]
    if with_its_seal:
        cut.append(f"DELETE FROM journal_chain WHERE journal_id = {last - 2}")
    tamper(db, *cut)

    assert fault(db) == (FaultKind.DETACHED, last - 1)


def test_the_first_line_cannot_leave_unseen(db: Database, staff: Visitor) -> None:
    write_lines(db, staff, 3)
    tamper(db, "DELETE FROM journal WHERE id = 1", "DELETE FROM journal_chain WHERE journal_id = 1")

    assert fault(db) == (FaultKind.DETACHED, 2)


def test_a_line_slipped_in_shows(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 2)
    tamper(
        db,
        "INSERT INTO journal (at, account_name, entity, act, sentence)"
        " VALUES ('2026-11-22T09:00:00', '', 'export', 'exported', 'x')",
    )

    assert fault(db) == (FaultKind.UNSEALED, last + 1)


def test_a_cut_tail_shows_against_the_head_kept_elsewhere(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 5)
    head = kept(db)
    tamper(
        db,
        f"DELETE FROM journal WHERE id > {last - 2}",
        f"DELETE FROM journal_chain WHERE journal_id > {last - 2}",
    )

    assert fault(db) is None, "what is left holds together: only the head kept elsewhere tells"
    assert fault(db, head) == (FaultKind.CUT, last)
    assert "la fin du journal a été retirée" in journal_chain.checked(db, [head]).sentence


def test_a_tail_cut_without_its_seals_shows_by_itself(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 5)
    tamper(db, f"DELETE FROM journal WHERE id = {last}")

    assert fault(db) == (FaultKind.CUT, last)


def test_a_journal_sealed_anew_by_hand_shows_against_the_head(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 4)
    head = kept(db)
    tamper(
        db,
        f"UPDATE journal SET sentence = 'Rien.' WHERE id = {last - 1}",
        f"DELETE FROM journal_chain WHERE journal_id >= {last - 1}",
    )
    append(db, last - 1)
    append(db, last)

    assert fault(db) is None
    assert fault(db, head) == (FaultKind.REWRITTEN, last)
    assert journal_chain.head_sealed(db, head.seal) is None


def test_lines_written_after_a_cut_do_not_hide_it(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 4)
    head = kept(db)
    tamper(
        db,
        f"DELETE FROM journal WHERE id = {last}",
        f"DELETE FROM journal_chain WHERE journal_id = {last}",
        f"DELETE FROM journal_personal WHERE journal_id = {last}",
    )
    write_lines(db, staff, 3)

    assert fault(db) is None
    assert fault(db, head) == (FaultKind.REWRITTEN, last)


def test_a_name_falsified_in_what_is_held_apart_shows(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 2)
    tamper(
        db,
        "UPDATE journal_personal SET contents = replace(contents, 'Ida', 'Eva')"
        f" WHERE journal_id = {last}",
    )

    assert fault(db) == (FaultKind.FALSIFIED, last)


def test_erasing_what_a_line_says_of_a_person_leaves_the_chain_whole(
    db: Database, staff: Visitor
) -> None:
    write_lines(db, staff, 3)
    head = kept(db)

    db.conn.execute(
        "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = '2026-11-22'"
    )

    assert fault(db, head) is None
    assert history_of(db, "holder", 7)[0].changes[0].before == "effacé"


def test_anonymising_a_person_leaves_the_chain_whole_and_no_name_behind(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff, "Couches", holder="Ida Fictive")
    (holder_id,) = (row["id"] for row in rows(db, "SELECT id FROM holder"))
    head = kept(db)
    before = {line.sentence for line in history_of(db, "holder", holder_id)}

    retention.anonymise(
        db,
        staff,
        RetentionKind.HOLDERS,
        holder_id,
        confirmation=CONFIRMATION,
        folder=settings().documents,
    )

    assert any("Ida Fictive" in sentence for sentence in before)
    state = journal_chain.checked(db, [head, kept(db)])
    assert (state.fault, state.heads_compared) == (None, 2)
    journal = "\n".join(line for line in db.conn.iterdump() if "journal" in line)
    assert "Ida Fictive" not in journal
    assert history_of(db, "project", project_id)


def test_anonymising_an_account_leaves_the_chain_whole_and_no_name_behind(
    db: Database, administrator: Visitor
) -> None:
    draft = AccountDraft(name="Zoé Martin", email="zoe@exemple.fr", role=Role.STAFF)
    invite(db, administrator, draft)
    (row,) = rows(db, "SELECT id FROM account WHERE email = 'zoe@exemple.fr'")
    zoe = Visitor(account_id=row["id"], name="Zoé Martin", role=Role.STAFF)
    project_id = a_project(db, zoe)
    hand_over(db, administrator, project_id, HandOverDraft(adviser_id=row["id"]))
    head = kept(db)
    with pytest.raises(DomainError, match="Fermez"):
        anonymise_account(db, administrator, row["id"])
    close_account(db, administrator, row["id"])

    anonymise_account(db, administrator, row["id"])

    assert fault(db, head, kept(db)) is None
    dump = "\n".join(db.conn.iterdump())
    assert "Zoé" not in dump
    assert "zoe@exemple.fr" not in dump
    lines = history_of(db, "project", project_id)
    assert {line.account_name for line in lines[1:]} == {f"Compte n°\u00a0{row['id']}, anonymisé"}
    assert lines[0].sentence == "Projet confié à effacé."
    with pytest.raises(DomainError, match="anonymisé"):
        reopen_account(db, administrator, row["id"])


def test_an_author_who_changes_name_leaves_the_chain_whole_and_no_name_behind(
    db: Database, staff: Visitor
) -> None:
    assert staff.account_id is not None
    write_lines(db, staff, 2)
    head = kept(db)

    with write_tx(db):
        accounts.change(db, staff.account_id, {"name": "Compte anonymisé"})

    assert fault(db, head) is None
    assert {line.account_name for line in history_of(db, "holder", 7)} == {"Compte anonymisé"}
    dump = "\n".join(line for line in db.conn.iterdump() if "journal" in line)
    assert staff.name not in dump


def test_a_moment_that_cannot_be_read_any_more_is_still_reported(
    db: Database, staff: Visitor
) -> None:
    last = write_lines(db, staff, 2)
    tamper(db, f"UPDATE journal SET at = 'hier' WHERE id = {last}")

    state = journal_chain.checked(db)

    assert state.fault is not None
    assert (state.fault.kind, state.fault.at) == (FaultKind.CHANGED, None)
