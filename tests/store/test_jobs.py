"""Sums of jobs at any day, held against a plain count line by line."""

import random
from datetime import date, timedelta

import pytest

from circular.domain.jobs import is_alive
from circular.domain.visitors import Visitor
from circular.store import jobs
from circular.store.connection import Database
from circular.store.rows import Row
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs, verified_jobs
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

SAINT_ANDRE = "33366"
DETECTED_ON = date(2025, 5, 1)
DAYS = [date(2024, 12, 31), date(2025, 6, 30), date(2026, 3, 1), date(2026, 11, 22)]


@pytest.fixture
def many(db: Database, staff: Visitor) -> list[Row]:
    """Write 60 lines of all kinds under two projects, straight into the store."""
    draw = random.Random(7)  # noqa: S311  # a fixed draw, nothing secret
    projects = [
        a_project(db, staff, detected_on=DETECTED_ON),
        a_project(db, staff, "Palettes", commune_code=SAINT_ANDRE, detected_on=DETECTED_ON),
    ]
    for _ in range(60):
        starts_on = date(2024, 11, 1) + timedelta(days=draw.randrange(750))
        ends_on = starts_on + timedelta(days=draw.randrange(400)) if draw.random() < 0.4 else None
        heads = draw.choice([None, 2, 3])
        record = {
            "kind": draw.choice(["created", "created", "planned", "safeguarded"]),
            "full_time_equivalent": draw.choice([0.5, 1, 1.25, 2]),
            "heads": heads,
            "women": None if heads is None else draw.choice([None, 1]),
            "starts_on": starts_on.isoformat(),
            "ends_on": None if ends_on is None else ends_on.isoformat(),
            "verified_on": None
            if draw.random() < 0.5
            else (starts_on + timedelta(days=30)).isoformat(),
            "created_at": "2026-11-22T09:00:00",
        }
        jobs.add(db, draw.choice(projects), record)
    return [line for project in projects for line in jobs.of_project(db, project)]


def fte(lines: list[Row]) -> float:
    """Add lines up, one by one."""
    return round(sum(float(line["full_time_equivalent"]) for line in lines), 2)


def begun(line: Row, day: date) -> bool:
    """Say whether a line had begun by a day."""
    return str(line["starts_on"]) <= day.isoformat()


def alive(line: Row, day: date) -> bool:
    """Say whether a line counts on a day, by the rule of the domain."""
    ends_on = date.fromisoformat(line["ends_on"]) if line["ends_on"] else None
    return is_alive(date.fromisoformat(line["starts_on"]), ends_on, as_of=day)


def sums(db: Database, *, as_of: date, epci_siren: str | None = None) -> dict[str, float]:
    """Return the four sums side by side, as « net_fte » or « planned_lines »."""
    found = jobs.sums(db, as_of=as_of, epci_siren=epci_siren)
    assert tuple(row["part"] for row in found) == jobs.PARTS
    return {
        f"{row['part']}_{name}": amount
        for row in found
        for name, amount in row.items()
        if name != "part"
    }


@pytest.mark.parametrize("day", DAYS)
def test_the_sums_are_those_of_the_lines(db: Database, many: list[Row], day: date) -> None:
    created = [line for line in many if line["kind"] == "created" and begun(line, day)]
    net = [line for line in created if alive(line, day)]
    verified = [line for line in net if (line["verified_on"] or "9") <= day.isoformat()]
    kept = [line for line in many if line["kind"] == "safeguarded" and alive(line, day)]
    planned = [
        line
        for line in many
        if line["kind"] == "planned"
        and (line["ends_on"] or "9") > day.isoformat()
        and day >= DETECTED_ON
    ]

    found = sums(db, as_of=day)

    assert found["created_fte"] == fte(created)
    assert found["net_fte"] == fte(net)
    assert found["net_verified_fte"] == fte(verified)
    assert found["safeguarded_fte"] == fte(kept)
    assert found["planned_fte"] == fte(planned)
    assert found["net_heads"] == sum(line["heads"] or 0 for line in net)
    assert found["net_women"] == sum(line["women"] or 0 for line in net)
    assert found["net_lines_without_heads"] == sum(line["heads"] is None for line in net)
    assert found["net_heads_of_known_sex"] == sum(
        line["heads"] for line in net if line["women"] is not None
    )


@pytest.mark.parametrize("day", DAYS)
def test_created_is_net_and_what_has_ended(db: Database, many: list[Row], day: date) -> None:
    ended = [
        line
        for line in many
        if line["kind"] == "created" and (line["ends_on"] or "9") <= day.isoformat()
    ]
    found = sums(db, as_of=day)

    assert found["created_fte"] == pytest.approx(found["net_fte"] + fte(ended))


@pytest.mark.parametrize("day", DAYS)
def test_the_parts_of_the_territory_make_the_whole(
    db: Database, many: list[Row], day: date
) -> None:
    by_epci = {row["siren"]: row["fte"] for row in jobs.net_by_epci(db, as_of=day)}
    whole = sums(db, as_of=day)
    parts = [sums(db, as_of=day, epci_siren=siren) for siren in (LIBOURNAIS, CUBZAGUAIS)]

    assert sum(by_epci.values()) == pytest.approx(whole["net_fte"])
    for siren, alone in zip((LIBOURNAIS, CUBZAGUAIS), parts, strict=True):
        assert by_epci.get(siren, 0) == alone["net_fte"]
    for name in ("net_fte", "created_fte", "planned_fte", "net_lines"):
        assert sum(part[name] for part in parts) == pytest.approx(whole[name])
    assert jobs.net_fte(db, as_of=day)["verified_fte"] == whole["net_verified_fte"]


def test_nothing_at_all_is_zero_and_not_unknown(db: Database) -> None:
    found = sums(db, as_of=DAYS[-1])

    assert set(found.values()) == {0}
    assert jobs.net_by_epci(db, as_of=DAYS[-1]) == []
    assert jobs.first_start(db, as_of=DAYS[-1]) is None


def test_each_month_says_what_the_sum_of_its_last_day_says(db: Database, many: list[Row]) -> None:
    months = jobs.net_by_month(db, starts_on=date(2025, 1, 1), as_of=date(2026, 11, 22))

    assert len(months) == 23
    assert months[0]["day"] == "2025-01-31"
    assert months[-1]["day"] == "2026-11-22"
    for month in months:
        day = date.fromisoformat(month["day"])
        assert month["net_fte"] == pytest.approx(sums(db, as_of=day)["net_fte"])


def test_months_of_one_epci_leave_the_others_out(db: Database, many: list[Row]) -> None:
    def at_last(siren: str | None) -> float:
        months = jobs.net_by_month(
            db, starts_on=date(2025, 1, 1), as_of=date(2026, 11, 22), epci_siren=siren
        )
        return float(months[-1]["net_fte"])

    parts = [at_last(LIBOURNAIS), at_last(CUBZAGUAIS)]

    assert sum(parts) == pytest.approx(at_last(None))
    assert min(parts) > 0


def test_what_came_before_the_start_is_in_the_first_month(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff), starts_on="01/03/2026")

    (first, *_) = jobs.net_by_month(db, starts_on=date(2026, 6, 15), as_of=date(2026, 11, 22))

    assert (first["day"], first["net_fte"]) == ("2026-06-30", 1.5)


def test_a_line_ended_on_a_day_no_longer_counts_that_day(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff), ends_on="01/09/2026")

    assert sums(db, as_of=date(2026, 8, 31))["net_fte"] == 1.5
    assert sums(db, as_of=date(2026, 9, 1))["net_fte"] == 0
    assert sums(db, as_of=date(2026, 9, 1))["created_fte"] == 1.5


def filters(**asked: object) -> dict[str, object]:
    """Return filters that keep everything that counts on the day of the tests."""
    kept: dict[str, object] = {"kind": None, "epci": None, "verified": None}
    return {**kept, "alive_on": "2026-11-22", "with_ended": 0, **asked}


def test_the_list_narrows_by_kind_place_proof_and_day(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project)
    verified_jobs(db, staff, project, starts_on="02/03/2026")
    some_jobs(db, staff, project, kind="planned", starts_on="01/06/2027")
    some_jobs(db, staff, project, ends_on="01/04/2026")

    assert jobs.count(db, filters()) == 3
    assert jobs.count(db, filters(with_ended=1)) == 4
    assert jobs.count(db, filters(kind="planned")) == 1
    assert jobs.count(db, filters(verified=1)) == 1
    assert jobs.count(db, filters(verified=0)) == 2
    assert jobs.count(db, filters(epci=CUBZAGUAIS)) == 0
    assert jobs.count(db, filters(alive_on="2026-03-01")) == 3


def test_the_list_comes_in_pages(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    for day in ("01/03/2026", "02/03/2026", "03/03/2026"):
        some_jobs(db, staff, project, starts_on=day)

    page = jobs.search(db, filters(), limit=2, offset=1)

    assert [row["starts_on"] for row in page] == ["2026-03-02", "2026-03-01"]
    assert page[0]["epci_siren"] == LIBOURNAIS


def test_the_first_start_is_the_one_of_created_jobs(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, kind="safeguarded", starts_on="01/01/2025")
    some_jobs(db, staff, project, starts_on="01/03/2026")

    assert jobs.first_start(db, as_of=date(2026, 11, 22)) == "2026-03-01"
    assert jobs.first_start(db, as_of=date(2026, 2, 28)) is None
    assert jobs.first_start(db, as_of=date(2026, 11, 22), epci_siren=CUBZAGUAIS) is None
