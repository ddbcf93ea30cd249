"""The list of agreements, what is in force, what is about to end, what the dashboard says."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.actions.exchanges import note_exchange
from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.agreements import AgreementState, ClosingDraft, EndingDraft
from circular.domain.errors import NotAllowedError
from circular.domain.exchanges import Direction, ExchangeDraft, ExchangeKind
from circular.domain.visitors import Visitor
from circular.queries import agreements as queries
from circular.queries.agreements import AgreementRow, agreement_list
from circular.store.connection import Database, write_tx
from tests.builders.agreements import TODAY, a_draft, a_project, read, signed, to_sign

EVERYTHING = AgreementFilters()
LIBOURNAIS = "CA du Libournais"
BLAYE = "33058"


def titles(rows: tuple[AgreementRow, ...]) -> list[str]:
    return [row.project for row in rows]


@pytest.fixture
def three(db: Database, staff: Visitor) -> list[int]:
    """Return a signed agreement, one to sign and a draft, of three projects."""
    first = signed(db, staff, a_project(db, staff), jobs_committed="6")
    second = a_draft(
        db,
        staff,
        a_project(db, staff, "Recyclerie des Hauts", holder="Malo Fictif", commune_code=BLAYE),
        signing_planned_on="10/12/2026",
        jobs_committed="5",
        type_key="cape",
    )
    to_sign(db, staff, second)
    third = a_draft(db, staff, a_project(db, staff, "Écocyclerie", holder="Lou Fictive"))
    return [first, second, third]


def test_a_line_holds_what_every_column_shows(
    db: Database, staff: Visitor, three: list[int]
) -> None:
    found = agreement_list(db, staff, replace(EVERYTHING, search="2026-001"))
    (row,) = found.rows
    assert row.id == three[0]
    assert (row.number, row.project, row.state) == (
        "2026-001",
        "Couches en compost",
        AgreementState.SIGNED,
    )
    assert (row.epci, row.commune, row.jobs) == (LIBOURNAIS, "Libourne", 6)
    assert (row.signing, row.deadline) == (date(2026, 3, 12), date(2027, 3, 11))
    assert (row.holders, row.signatories) == ("Naïma Fictive", "Camille Essai, Naïma Fictive")
    assert row.delay == 63


def test_each_column_of_the_list_is_an_attribute_of_its_lines(
    db: Database, staff: Visitor, three: list[int]
) -> None:
    for row in agreement_list(db, staff, EVERYTHING).rows:
        for column in AgreementColumn:
            assert hasattr(row, column.value)


def test_names_never_leave_the_store_for_an_elected_official(
    db: Database, elected: Visitor, three: list[int]
) -> None:
    found = agreement_list(db, elected, EVERYTHING)
    assert found.shown == 3
    assert {(row.holders, row.signatories) for row in found.rows} == {(None, None)}
    for row in found.rows:
        assert "Fictive" not in repr(row)
        assert "Camille" not in repr(row)


def test_an_elected_official_finds_nobody_by_name_nor_by_order(
    db: Database, staff: Visitor, elected: Visitor, three: list[int]
) -> None:
    by_name = replace(EVERYTHING, search="naima")
    assert agreement_list(db, staff, by_name).shown == 1
    assert agreement_list(db, elected, by_name).shown == 0
    by_holder = replace(EVERYTHING, sort=AgreementColumn.HOLDERS, descending=False)
    usual = titles(agreement_list(db, elected, replace(EVERYTHING, descending=False)).rows)
    assert titles(agreement_list(db, elected, by_holder).rows) == usual
    assert titles(agreement_list(db, staff, by_holder).rows) != usual


def test_a_title_that_bears_a_name_is_never_shown_nor_searched_without_the_right(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project = a_project(db, staff, "Projet de Naïma Fictive")
    agreement = signed(db, staff, project)
    (row,) = agreement_list(db, elected, EVERYTHING).rows
    assert row.project == f"Projet n°\u00a0{project}"
    assert agreement_list(db, elected, replace(EVERYTHING, search="fictive")).shown == 0
    assert queries.summary(db, TODAY).lines[0].project == row.project
    assert read(db, elected, agreement).project == row.project
    assert titles(agreement_list(db, staff, EVERYTHING).rows) == ["Projet de Naïma Fictive"]


def test_a_partner_reads_no_agreement(db: Database, partner: Visitor, three: list[int]) -> None:
    with pytest.raises(NotAllowedError):
        agreement_list(db, partner, EVERYTHING)
    with pytest.raises(NotAllowedError):
        queries.counts_by_state(db, partner, EVERYTHING)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (AgreementFilters(search="ecocyclerie"), ["Écocyclerie"]),
        (AgreementFilters(search="LIBOURNE compost"), ["Couches en compost"]),
        (AgreementFilters(states=(AgreementState.TO_SIGN,)), ["Recyclerie des Hauts"]),
        (
            AgreementFilters(states=(AgreementState.TO_SIGN, AgreementState.SIGNED)),
            ["Recyclerie des Hauts", "Couches en compost"],
        ),
        (AgreementFilters(type_key="cape"), ["Recyclerie des Hauts"]),
        (
            AgreementFilters(search="% _ '"),
            ["Recyclerie des Hauts", "Couches en compost", "Écocyclerie"],
        ),
        (AgreementFilters(search="' OR 1=1 --"), []),
        (AgreementFilters(epci_siren="000000000"), []),
    ],
)
def test_filters_keep_what_they_say(
    db: Database,
    staff: Visitor,
    three: list[int],
    filters: AgreementFilters,
    expected: list[str],
) -> None:
    found = agreement_list(db, staff, filters)
    assert titles(found.rows) == expected
    assert (found.shown, found.total) == (len(expected), 3)


def test_the_list_is_cut_by_epci(db: Database, staff: Visitor, three: list[int]) -> None:
    epcis = queries.epcis_of_agreements(db)
    siren = next(siren for siren, name in epcis.items() if name == LIBOURNAIS)
    found = agreement_list(db, staff, replace(EVERYTHING, epci_siren=siren))
    assert sorted(titles(found.rows)) == ["Couches en compost", "Écocyclerie"]
    assert len(epcis) == 2


@pytest.mark.parametrize("column", list(AgreementColumn))
@pytest.mark.parametrize("descending", [True, False])
def test_every_column_sorts_and_leaves_the_unknown_last(
    db: Database, staff: Visitor, three: list[int], column: AgreementColumn, *, descending: bool
) -> None:
    filters = AgreementFilters(sort=column, descending=descending)
    found = agreement_list(db, staff, filters).rows
    assert len(found) == 3
    values = [getattr(row, column.value) for row in found]
    known = [each for each in values if each is not None]
    assert values[: len(known)] == known
    if column in {AgreementColumn.JOBS, AgreementColumn.DELAY, AgreementColumn.SIGNING}:
        assert known == sorted(known, reverse=descending)


def test_archived_agreements_show_only_when_asked(
    db: Database, staff: Visitor, three: list[int]
) -> None:
    version = read(db, staff, three[2]).version
    actions.archive_agreement(db, staff, three[2], version=version, archived=True)
    assert agreement_list(db, staff, EVERYTHING).total == 2
    found = agreement_list(db, staff, replace(EVERYTHING, with_archived=True))
    assert (found.shown, found.total) == (3, 3)
    assert sum(row.is_archived for row in found.rows) == 1


def test_counts_by_state_follow_the_filters_and_name_every_state(
    db: Database, elected: Visitor, three: list[int]
) -> None:
    counts = queries.counts_by_state(db, elected, EVERYTHING)
    assert set(counts) == set(AgreementState)
    assert counts[AgreementState.SIGNED] == counts[AgreementState.TO_SIGN] == 1
    narrowed = queries.counts_by_state(db, elected, replace(EVERYTHING, search="compost"))
    assert sum(narrowed.values()) == 1


def test_the_delay_counts_from_the_first_exchange_when_it_came_first(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, detected_on=date(2026, 2, 1))
    agreement = signed(db, staff, project, signed_on=date(2026, 3, 12))
    assert read(db, staff, agreement).delay_days == 39
    earlier = ExchangeDraft(
        kind=ExchangeKind.CALL, direction=Direction.FROM_PERSON, happened_on=date(2026, 1, 12)
    )
    note_exchange(db, staff, project, earlier, today=TODAY)
    assert read(db, staff, agreement).delay_days == 59
    (row,) = queries.for_project(db, staff, project)
    assert row.delay == 59


def test_an_unsigned_agreement_has_no_delay_and_no_deadline(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff, starts_on="01/12/2026")
    (row,) = agreement_list(db, staff, EVERYTHING).rows
    assert (row.id, row.delay, row.deadline) == (agreement, None, None)
    assert row.ends == date(2027, 11, 30)


def test_an_agreement_is_in_force_from_its_first_to_its_last_day(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    signed(db, staff, project, signed_on=date(2026, 3, 12))
    in_force = {
        day: len(queries.signed_in_force_on(db, day, project_id=project))
        for day in (
            date(2026, 3, 11),
            date(2026, 3, 12),
            date(2027, 3, 11),
            date(2027, 3, 12),
        )
    }
    assert list(in_force.values()) == [0, 1, 1, 0]
    assert queries.signed_in_force_on(db, date(2026, 6, 1), project_id=project + 1) == ()


def test_what_was_in_force_in_the_past_survives_an_end_and_a_termination(
    db: Database, staff: Visitor
) -> None:
    ended, terminated = (signed(db, staff) for _ in range(2))
    version = read(db, staff, ended).version
    last = EndingDraft(effective_on=date(2026, 10, 31))
    moves.end_agreement(db, staff, ended, last, version=version, today=TODAY)
    version = read(db, staff, terminated).version
    cut = ClosingDraft(effective_on=date(2026, 12, 31), reason="Cessation")
    moves.terminate_agreement(db, staff, terminated, cut, version=version)

    def ids(day: date) -> set[int]:
        return {each.id for each in queries.signed_in_force_on(db, day)}

    assert ids(date(2026, 10, 31)) == {ended, terminated}
    assert ids(date(2026, 11, 1)) == {terminated}
    assert ids(date(2027, 1, 1)) == set()


def test_the_agreements_of_a_project_are_listed_and_counted(
    db: Database, staff: Visitor, three: list[int]
) -> None:
    project = read(db, staff, three[0]).project_id
    a_draft(db, staff, project)
    assert queries.count_for_project(db, project) == 2
    assert len(queries.for_project(db, staff, project)) == 2
    assert queries.count_for_project(db, 999) == 0


def test_the_dashboard_says_what_is_in_force_and_what_is_to_come(
    db: Database, staff: Visitor, three: list[int]
) -> None:
    a_draft(db, staff, signing_planned_on="10/01/2027", jobs_committed="2,5")
    found = queries.summary(db, TODAY)
    assert (found.in_force, found.to_come, found.due_this_year, found.total) == (1, 3, 1, 4)
    assert (found.jobs_in_force, found.jobs_to_come) == (6, 7.5)
    assert [(line.number, line.state) for line in found.lines] == [
        ("2026-001", AgreementState.SIGNED),
        ("2026-002", AgreementState.TO_SIGN),
    ]
    assert found.lines[1].signing == date(2026, 12, 10)


def test_the_dashboard_of_an_empty_store_counts_nothing_and_knows_no_jobs(db: Database) -> None:
    found = queries.summary(db, TODAY)
    assert (found.in_force, found.to_come, found.total, found.lines) == (0, 0, 0, ())
    assert found.jobs_in_force is None


def test_the_lines_of_the_dashboard_are_at_most_five(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    for month in range(1, 8):
        signed(db, staff, project, signed_on=date(2026, month, 1))
    lines = queries.summary(db, TODAY).lines
    assert [line.signing for line in lines] == [date(2026, month, 1) for month in (7, 6, 5, 4, 3)]


def test_agreements_near_their_end_are_told_and_those_past_it_too(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff)
    past = signed(db, staff, project, signed_on=date(2025, 11, 1))
    near = signed(db, staff, project, signed_on=date(2026, 1, 19))
    signed(db, staff, project, signed_on=date(2026, 6, 1))
    found = queries.expiring(db, TODAY, 90)
    assert [(each.id, each.days_left) for each in found] == [(past, -22), (near, 57)]
    assert queries.expiring(db, TODAY, 10)[0].id == past


def test_the_projects_to_choose_are_those_still_on_their_way(db: Database, staff: Visitor) -> None:
    first, second = a_project(db, staff), a_project(db, staff, "Archivé")
    db.conn.execute("UPDATE project SET archived_at = '2026-01-01' WHERE id = ?", [second])
    assert queries.projects_to_choose(db) == {first: "Couches en compost"}


def test_a_list_of_five_hundred_gives_its_first_page_at_once(db: Database, staff: Visitor) -> None:
    template = signed(db, staff, jobs_committed="6")
    with write_tx(db):
        for copy in range(1, 500):
            day = date(2026, 3, 12) + timedelta(days=copy % 200)
            db.conn.execute(
                "INSERT INTO agreement (year, sequence, number, type_key, type_version,"
                " project_id, state, drafted_on, signed_on, starts_on, created_at, updated_at)"
                " SELECT year, ?, year || '-' || ?, type_key, type_version, project_id, state, ?,"
                " ?, ?, created_at, updated_at FROM agreement WHERE id = ?",
                [copy + 1, f"{copy + 1:03d}", *[day.isoformat()] * 3, template],
            )
    pages = [agreement_list(db, staff, EVERYTHING, page=page).rows for page in (1, 2, 10, 11)]
    assert [len(page) for page in pages] == [50, 50, 50, 0]
    assert pages[0][0].number == "2026-500"
    assert pages[1][0].number == "2026-450"
    assert len(agreement_list(db, staff, EVERYTHING, page=None).rows) == 500
    best = min(_seconds(db, staff) for _ in range(5))
    assert best < 0.12, "a page of the list costs about 10 ms; four times the aim is a fault"


def _seconds(db: Database, staff: Visitor) -> float:
    start = time.perf_counter()
    agreement_list(db, staff, EVERYTHING)
    return time.perf_counter() - start
