"""Any table can be ranked: a CSV in English, codes written as people do, empty cells everywhere."""

import csv
from pathlib import Path

import pytest

from circular.analysis.matching import DEFAULT_WEIGHTS, Need, Ranking, Stream, rank
from circular.domain.matches import ExclusionReason

TABLE = Path(__file__).parents[1] / "data" / "outside_table.csv"
HAZARD = {"yes": True, "no": False, "": None}


def rows(side: str) -> list[dict[str, str]]:
    """Return the lines of one side."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["side"] == side]


def figure(text: str) -> float:
    """Read a cell; an empty one is not a number, as a data frame would have it."""
    return float(text or "nan")


def positional() -> list[Stream]:
    """Return the streams with their fields in the order of the public signature."""
    return [
        Stream(
            row["key"],
            (row["codes"],),
            row["text"],
            row["family"] or None,
            HAZARD[row["hazardous"]],
            figure(row["tonnes_min"]),
            figure(row["tonnes_likely"]),
            figure(row["tonnes_max"]),
            None,
            figure(row["latitude"]),
            figure(row["longitude"]),
            None,
            None,
            figure(row["contamination"]),
            None,
            figure(row["price"]),
            row["operation"] or None,
        )
        for row in rows("stream")
    ]


def by_name() -> list[Need]:
    """Return the needs with their fields by name."""
    return [
        Need(
            key=row["key"],
            codes=tuple(row["codes"].split()),
            text=row["text"],
            families=(row["family"],),
            hazardous_accepted=HAZARD[row["hazardous"]],
            tonnes_min=figure(row["tonnes_min"]),
            tonnes_max=figure(row["tonnes_max"]),
            months=None,
            latitude=figure(row["latitude"]),
            longitude=figure(row["longitude"]),
            distance_max_km=figure(row["distance_max_km"]),
            contamination_max=figure(row["contamination"]),
            price_max=figure(row["price"]),
            operations=tuple(row["operation"].split("|")),
            examples=("untreated timber offcuts",) if row["key"] == "carpenter" else (),
        )
        for row in rows("need")
    ]


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    """Rank the table, its three arguments in their order."""
    return rank(positional(), by_name(), DEFAULT_WEIGHTS)


@pytest.mark.parametrize(
    ("stream", "need"),
    [
        ("pallets", "carpenter"),
        ("grass", "compost"),
        ("batteries", "recycler"),
        ("sawdust", "carpenter"),
    ],
)
def test_each_stream_finds_its_need(ranking: Ranking, stream: str, need: str) -> None:
    first = ranking[stream][0]
    assert (first.need_key, first.exclusions) == (need, ())
    assert first.score is not None
    assert 0 < first.completeness <= 1


def test_what_a_filter_keeps_apart_and_what_says_nothing(ranking: Ranking) -> None:
    apart = {
        each.need_key: [one.reason for one in each.exclusions] for each in ranking["batteries"]
    }
    assert ExclusionReason.HAZARDOUS in apart["carpenter"]
    assert all(each.exclusions for each in ranking["far"])
    assert [each.score for each in ranking["plain"] if each.exclusions] == []


def test_arguments_by_name_and_lines_in_another_order_change_nothing(ranking: Ranking) -> None:
    again = rank(streams=positional()[::-1], needs=by_name()[::-1], weights=DEFAULT_WEIGHTS)
    assert {key: again[key] for key in again} == {key: ranking[key] for key in ranking}
