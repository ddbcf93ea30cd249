"""The journal as people read it: sentences, names, moments, and values before and after."""

from datetime import date, datetime

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.journal import ActKind, JournalEntity, JournalFilters
from circular.domain.visitors import Visitor
from circular.queries import journal as queries
from circular.queries.journal import Change, count_of, history_of
from circular.store import journal
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.journal import write_lines
from tests.builders.needs import a_need


def write(db: Database, author: Visitor, sentence: str, **changes: tuple[object, object]) -> None:
    """Write a line about stream 7."""
    journal.add(
        db,
        at=datetime(2026, 11, 22, 14, 32),
        account_id=author.account_id,
        account_name=author.name,
        entity="stream",
        entity_id=7,
        act="changed",
        sentence=sentence,
        changes=changes,
    )


def test_values_are_written_in_french_and_the_unknown_is_a_dash(
    db: Database, staff: Visitor
) -> None:
    write(
        db,
        staff,
        "Gisement modifié.",
        tonnes=(None, 1234.5),
        dangereux=(False, True),
        jusquau=("2026-11-22", None),
        mois=(["mai"], ["mai", "juin"]),
        nom=("", "Déchets verts"),
    )

    (line,) = history_of(db, "stream", 7)

    assert (line.sentence, line.account_name) == ("Gisement modifié.", staff.name)
    assert line.at == datetime(2026, 11, 22, 14, 32)
    assert line.changes == (
        Change("tonnes", "–", "1\u202f234,5"),
        Change("dangereux", "non", "oui"),
        Change("jusquau", "22/11/2026", "–"),
        Change("mois", "mai", "mai et juin"),
        Change("nom", "–", "Déchets verts"),
    )


def test_the_newest_line_comes_first_and_the_count_is_exact(db: Database, staff: Visitor) -> None:
    for number in range(5):
        write(db, staff, f"Acte {number}.")

    assert [line.sentence for line in history_of(db, "stream", 7, limit=2)] == [
        "Acte 4.",
        "Acte 3.",
    ]
    assert count_of(db, "stream", 7) == 5
    assert count_of(db, "stream", 8) == 0


def numbers(db: Database, administrator: Visitor, filters: JournalFilters) -> set[str]:
    """Return the sentences that the filters keep."""
    found = queries.journal(db, administrator, filters)
    assert found.shown == len(found.rows)
    return {line.sentence for line in found.rows}


def a_line(db: Database, author: Visitor | None, day: int, **changes: str) -> None:
    """Write one line of November; by default the settings change."""
    journal.add(
        db,
        at=datetime(2026, 11, day, 23, 59),
        account_id=author.account_id if author else None,
        account_name="Personne non reconnue",
        entity=changes.get("entity", "settings"),
        entity_id=None,
        act=changes.get("act", "changed"),
        sentence=changes.get("sentence", f"Le {day}."),
        changes={"Objet": (None, "Élagage")} if day == 4 else {},
    )


@pytest.fixture
def november(db: Database, staff: Visitor, administrator: Visitor) -> None:
    """Write four lines: two authors and nobody, three kinds of record, four days."""
    a_line(db, staff, 1)
    a_line(db, administrator, 2, entity="account", act="invited", sentence="Zoé invitée.")
    a_line(db, None, 3, entity="account", act="refused", sentence="Mot de passe refusé.")
    a_line(db, staff, 4, entity="export", act="exported", sentence="Export «\u00a0Porteurs\u00a0».")


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (JournalFilters(), {"Le 1.", "Zoé", "Mot", "Export"}),
        (JournalFilters(entity=JournalEntity.ACCOUNT), {"Zoé", "Mot"}),
        (JournalFilters(kind=ActKind.REFUSED), {"Mot"}),
        (JournalFilters(kind=ActKind.RIGHTS), {"Zoé"}),
        (JournalFilters(since=date(2026, 11, 3)), {"Mot", "Export"}),
        (JournalFilters(until=date(2026, 11, 3)), {"Le 1.", "Zoé", "Mot"}),
        (JournalFilters(since=date(2026, 11, 2), until=date(2026, 11, 2)), {"Zoé"}),
        (JournalFilters(text="zoe"), {"Zoé"}),
        (JournalFilters(text="elagage"), {"Export"}),
        (JournalFilters(text="non reconnue"), {"Mot"}),
        (JournalFilters(text="100 %"), set()),
        (JournalFilters(entity=JournalEntity.HOLDER), set()),
    ],
)
def test_each_filter_keeps_its_lines(
    db: Database, administrator: Visitor, filters: JournalFilters, kept: set[str]
) -> None:
    found = numbers(db, administrator, filters)

    assert {next(word for word in kept if line.startswith(word)) for line in found} == kept


@pytest.mark.usefixtures("november")
def test_the_lines_of_one_person_only(db: Database, administrator: Visitor, staff: Visitor) -> None:
    filters = JournalFilters(account_id=staff.account_id)

    assert numbers(db, administrator, filters) == {
        "Le 1.",
        "Export «\u00a0Porteurs\u00a0».",
    }
    assert queries.authors(db, administrator) == {
        administrator.account_id: administrator.name,
        staff.account_id: staff.name,
    }


def test_what_is_held_apart_is_searched_and_shown(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    write_lines(db, staff, 3)

    found = queries.journal(db, administrator, JournalFilters(text="ida 3"))

    (line,) = found.rows
    assert (found.shown, found.total) == (1, 3)
    assert line.before_after == "Nom\u00a0: Ida 2 → Ida 3"


def test_pages_follow_each_other_and_a_file_takes_them_all(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    last = write_lines(db, staff, 70)

    pages = [queries.journal(db, administrator, JournalFilters(), page=page) for page in (1, 2, 3)]
    whole = queries.journal(db, administrator, JournalFilters(), page=None)

    assert [len(page.rows) for page in pages] == [30, 30, 10]
    assert [line.id for page in pages for line in page.rows] == list(range(last, 0, -1))
    assert len(whole.rows) == whole.shown == whole.total == 70
    assert all(line.seal is not None and len(line.seal) == 64 for line in whole.rows)


def test_a_line_about_a_need_leads_to_its_project(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    project_id = a_project(db, staff)
    a_need(db, staff, project_id)

    found = queries.journal(db, administrator, JournalFilters(entity=JournalEntity.NEED))

    assert {line.project_id for line in found.rows} == {project_id}


def test_a_kind_of_record_of_another_time_is_still_shown(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_line(db, staff, 1, entity="licorne")

    (line,) = queries.journal(db, administrator, JournalFilters()).rows
    assert (line.entity, line.kind) == (None, ActKind.CHANGED)


def test_only_the_administrator_reads_the_whole_journal(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    for visitor in (staff, elected, partner):
        with pytest.raises(NotAllowedError):
            queries.journal(db, visitor, JournalFilters())
        with pytest.raises(NotAllowedError):
            queries.authors(db, visitor)


@pytest.mark.usefixtures("november")
def test_the_history_of_a_kind_gathers_all_its_records(db: Database) -> None:
    assert [line.sentence for line in history_of(db, "account", None)] == [
        "Mot de passe refusé.",
        "Zoé invitée.",
    ]
    assert count_of(db, "account", None) == 2
