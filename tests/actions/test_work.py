"""The unit of work: permission, token, transaction, data version, journal."""

from datetime import date

import pytest

from circular.actions.work import changes_between, stale, work
from circular.domain.errors import AlreadyDoneError, NotAllowedError
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import journal, meta
from circular.store.connection import Database
from circular.store.rows import value

EDIT = Permission.EDIT_PIPELINE


def test_what_is_written_raises_the_data_version_and_is_journalled(
    db: Database, staff: Visitor
) -> None:
    before = meta.data_version(db)

    with work(db, staff, EDIT) as unit:
        unit.note("holder", 7, "noted", "Phrase.", {"Nom": (None, "Ida")})

    assert meta.data_version(db) == before + 1
    [line] = journal.of_record(db, "holder", 7)
    assert (line["account_name"], line["sentence"]) == (staff.name, "Phrase.")


def test_a_role_without_the_permission_writes_nothing(db: Database, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError, match="Élu"), work(db, elected, EDIT) as unit:
        unit.note("holder", 7, "noted", "Phrase.")

    assert value(db, "SELECT count(*) FROM journal") == 0


def test_a_second_click_finds_the_record_of_the_first(db: Database, staff: Visitor) -> None:
    with work(db, staff, EDIT, token="abc") as unit:
        unit.produced(41)

    with pytest.raises(AlreadyDoneError) as refusal, work(db, staff, EDIT, token="abc"):
        pass
    assert refusal.value.record_id == 41


def test_a_failed_act_gives_its_token_back(db: Database, staff: Visitor) -> None:
    with pytest.raises(ZeroDivisionError), work(db, staff, EDIT, token="abc"):
        raise ZeroDivisionError

    with work(db, staff, EDIT, token="abc") as unit:
        assert unit.produced(1) == 1


def test_only_what_differs_is_a_change() -> None:
    titles = {"name": "Nom", "phone": "Téléphone", "since": "Depuis"}
    before = {"name": "Ida", "phone": None, "since": date(2026, 1, 1)}
    after = {"name": "Ida", "phone": "06", "since": date(2026, 1, 1)}

    assert changes_between(before, after, titles) == {"Téléphone": (None, "06")}


def test_the_second_saver_learns_who_saved_first_and_what_differs(
    db: Database, staff: Visitor
) -> None:
    with work(db, staff, EDIT) as unit:
        unit.note("holder", 7, "changed", "Modifié.")

    refusal = stale(db, "holder", 7, {"Téléphone": ("06 39 98 10 01", None)})

    assert refusal.sentence.startswith(f"{staff.name} a modifié cette fiche à ")
    assert "votre texte est conservé" in refusal.sentence
    assert "Téléphone" in refusal.problems[0].sentence
    assert "06 39 98 10 01" in refusal.problems[0].sentence
