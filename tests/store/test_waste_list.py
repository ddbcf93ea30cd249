"""The waste list and the other written lists of `data/reference`, as they stand in their files."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from circular.domain.stages import ExitKind
from circular.domain.words import fold

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "data" / "reference"
CHECK = ROOT.parent / "shared" / "reference" / "waste_codes_check.csv"

FIRST_DAY = date(2015, 6, 1)  # Decision 2014/955/EU applies
NEW_LIST = date(2026, 11, 9)  # Decision (EU) 2025/934 applies
EVE = NEW_LIST - timedelta(days=1)
ALIKE = 0.9  # share of folded words that two labels have in common when they say the same
EVERYDAY_LENGTH = 40

Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """Read a written list as it is in its file."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def valid_on(day: date, rows: list[Row]) -> dict[str, Row]:
    """Keep the rows in force on a day, by code; a code in force twice is an error."""
    text = day.isoformat()
    kept = [
        r for r in rows if r["valid_from"] <= text and (not r["valid_to"] or text <= r["valid_to"])
    ]
    found = {row["code"]: row for row in kept}
    assert len(found) == len(kept)
    return found


def likeness(one: str, other: str) -> float:
    """Give the Jaccard index of the folded words of two texts, from 0 to 1."""
    left, right = set(fold(one).split()), set(fold(other).split())
    return len(left & right) / len(left | right)


CODES = rows_of("waste_codes")
CHAPTERS = rows_of("waste_chapters")
BEFORE = valid_on(EVE, CODES)
AFTER = valid_on(NEW_LIST, CODES)
COLUMNS = {
    "waste_codes": "code,hazardous,label,everyday_label,material_family,valid_from,valid_to,"
    "verified,replaced_by",
    "waste_chapters": "code,label,valid_from,valid_to",
    "waste_words": "word,code,weight",
    "treatment_operations": "code,kind,label",
    "epr_schemes": "key,label,since,note",
    "exit_reasons": "key,exit_kind,label,position",
    "material_families": "key,label,position",
    "pillars": "key,label,position",
    "service_types": "key,label,position",
    "contact_origins": "key,label,position",
    "funding_sources": "key,label,position",
    "legal_forms": "key,label,position",
    "sectors": "key,label,position",
}
CHOICES = [name for name, columns in COLUMNS.items() if columns.startswith("key,")]


@pytest.mark.parametrize("name", COLUMNS)
def test_each_written_list_has_its_columns_and_plain_line_ends(name: str) -> None:
    content = (REFERENCE / f"{name}.csv").read_bytes()
    assert content.decode("utf-8").splitlines()[0] == COLUMNS[name]
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("name", COLUMNS)
def test_no_written_list_has_a_straight_apostrophe_or_a_stray_space(name: str) -> None:
    values = [value for row in rows_of(name) for value in row.values()]
    assert not [value for value in values if "'" in value or value != value.strip()]


def test_the_list_before_november_2026_has_842_codes_408_of_them_hazardous() -> None:
    assert len(BEFORE) == 842
    assert sum(row["hazardous"] == "1" for row in BEFORE.values()) == 408
    assert set(BEFORE) == set(valid_on(FIRST_DAY, CODES))


def test_the_list_since_november_2026_has_880_codes_435_of_them_hazardous() -> None:
    assert len(AFTER) == 880
    assert sum(row["hazardous"] == "1" for row in AFTER.values()) == 435


def test_codes_stand_in_20_chapters_and_111_sub_chapters_then_112() -> None:
    for day, codes, sub_chapters in ((EVE, BEFORE, 111), (NEW_LIST, AFTER, 112)):
        named = valid_on(day, CHAPTERS)
        assert {code[:2] for code in codes} == {code for code in named if len(code) == 2}
        assert {code[:4] for code in codes} == {code for code in named if len(code) == 4}
        assert Counter(len(code) for code in named) == {2: 20, 4: sub_chapters}


def test_each_code_has_six_digits_a_mark_and_one_row_per_version() -> None:
    assert len({(row["code"], row["valid_from"]) for row in CODES}) == len(CODES)
    for row in CODES:
        assert len(row["code"]) == 6
        assert row["code"].isdigit()
        assert row["hazardous"] in {"0", "1"}
        assert row["verified"] in {"0", "1"}
        assert row["label"]


def test_validity_dates_are_those_of_the_two_decisions_and_never_overlap() -> None:
    for row in CODES + CHAPTERS:
        since = date.fromisoformat(row["valid_from"])
        assert since in {FIRST_DAY, NEW_LIST}
        assert row["valid_to"] in {"", EVE.isoformat()}
        assert since == FIRST_DAY or not row["valid_to"]


def test_the_old_list_is_verified_and_the_wording_of_the_new_one_is_not() -> None:
    assert all(row["verified"] == str(int(row["valid_from"] == "2015-06-01")) for row in CODES)


def test_every_code_has_a_family_and_every_family_has_a_code() -> None:
    families = {row["key"] for row in rows_of("material_families")}
    assert {row["material_family"] for row in CODES} == families


def test_everyday_labels_are_short_and_each_names_one_code_on_a_given_day() -> None:
    assert not [row for row in CODES if not 0 < len(row["everyday_label"]) <= EVERYDAY_LENGTH]
    for codes in (BEFORE, AFTER):
        said = Counter(fold(row["everyday_label"]) for row in codes.values())
        assert not [label for label, times in said.items() if times > 1]


def test_four_codes_are_withdrawn_and_say_what_replaces_them() -> None:
    withdrawn = {
        code: row["replaced_by"].split() for code, row in BEFORE.items() if code not in AFTER
    }
    assert set(withdrawn) == {"160605", "190211", "200133", "200134"}
    for successors in withdrawn.values():
        assert successors
        assert set(successors) <= set(AFTER)
    assert withdrawn["190211"] == ["190213"]
    assert withdrawn["200133"] == ["200142"]
    assert {row["code"] for row in CODES if row["replaced_by"]} == set(withdrawn)


def test_forty_two_codes_are_new_since_november_2026() -> None:
    by_sub_chapter = Counter(code[:4] for code in AFTER if code not in BEFORE)
    assert by_sub_chapter == {"1008": 6, "1606": 23, "1902": 2, "1914": 8, "2001": 3}


def test_entries_on_recycled_battery_slags_follow_the_unchanged_10_08_20() -> None:
    assert BEFORE["100820"] == AFTER["100820"]
    marks = {code: AFTER[code]["hazardous"] for code in AFTER if "100820" < code < "100899"}
    assert marks == dict(
        zip(("100821", "100822", "100823", "100824", "100825", "100826"), "101010", strict=True)
    )


def test_alkaline_batteries_became_hazardous_in_the_rewritten_sub_chapter_16_06() -> None:
    assert (BEFORE["160604"]["hazardous"], AFTER["160604"]["hazardous"]) == ("0", "1")
    assert AFTER["160607"]["hazardous"] == "1"
    before, after = valid_on(EVE, CHAPTERS), valid_on(NEW_LIST, CHAPTERS)
    assert before["1606"]["label"] != after["1606"]["label"]


def test_six_codes_were_reworded_and_keep_their_former_version() -> None:
    reworded = {code for code in BEFORE if code in AFTER and BEFORE[code] != AFTER[code]}
    assert reworded == {"090111", "160601", "160602", "160603", "160604", "160606"}
    assert "16 06 07" in AFTER["090111"]["label"]


def test_black_mass_is_hazardous_and_the_alloys_of_its_sub_chapter_are_not() -> None:
    marks = {code: row["hazardous"] for code, row in AFTER.items() if code.startswith("1914")}
    assert marks == {f"19140{n}": "1" for n in range(1, 8)} | {"191408": "0"}
    assert "Masse noire" in AFTER["191402"]["everyday_label"]


@pytest.mark.parametrize(
    ("code", "mark"),
    [("190212", "1"), ("190213", "1"), ("200142", "1"), ("200143", "1"), ("200144", "0")],
)
def test_new_municipal_and_treatment_codes_have_their_mark(code: str, mark: str) -> None:
    assert code not in BEFORE
    assert AFTER[code]["hazardous"] == mark


def test_everyday_words_point_at_existing_codes_once_each() -> None:
    words = rows_of("waste_words")
    assert len(words) >= 500
    assert {row["code"] for row in words} <= set(BEFORE) | set(AFTER)
    assert {row["weight"] for row in words} == {"1", "2", "3"}
    assert len({(fold(row["word"]), row["code"]) for row in words}) == len(words)
    assert not [row for row in words if row["word"] != row["word"].lower() or not fold(row["word"])]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("palette", "150103"),
        ("carton", "150101"),
        ("marc de café", "200108"),
        ("marc de raisin", "020701"),
        ("couche", "180104"),
        ("huile de friture", "200125"),
        ("gravats", "170107"),
        ("pneu", "160103"),
        ("matelas", "200307"),
        ("placo", "170802"),
    ],
)
def test_an_obvious_word_finds_its_code_first(word: str, code: str) -> None:
    found = {r["code"]: int(r["weight"]) for r in rows_of("waste_words") if r["word"] == word}
    assert found[code] == 3


@pytest.mark.parametrize("name", CHOICES)
def test_a_list_of_choices_has_unique_keys_labels_and_positions(name: str) -> None:
    rows = rows_of(name)
    for column in ("key", "position") if "position" in rows[0] else ("key",):
        assert len({row[column] for row in rows}) == len(rows)
    labels = {(row.get("exit_kind", ""), fold(row["label"])) for row in rows}
    assert len(labels) == len(rows)
    assert all(row["key"].replace("_", "").isascii() and row["key"].islower() for row in rows)


def test_the_28_operations_are_13_of_recovery_and_15_of_disposal() -> None:
    rows = rows_of("treatment_operations")
    assert [row["code"] for row in rows] == [f"R{n}" for n in range(1, 14)] + [
        f"D{n}" for n in range(1, 16)
    ]
    assert all(row["code"].startswith(row["kind"]) for row in rows)


def test_each_kind_of_exit_has_four_to_seven_reasons() -> None:
    kinds = Counter(row["exit_kind"] for row in rows_of("exit_reasons"))
    assert set(kinds) == {kind.value for kind in ExitKind}
    assert all(4 <= number <= 7 for number in kinds.values())


def test_the_seven_pillars_and_the_years_of_producer_responsibility_are_there() -> None:
    assert len(rows_of("pillars")) == 7
    years = [row["since"] for row in rows_of("epr_schemes") if row["since"]]
    assert all(1992 <= int(year) <= 2026 for year in years)


def test_the_list_before_november_2026_says_what_the_official_list_says() -> None:
    if not CHECK.exists():
        pytest.skip("the official list to compare with is not beside the project")
    with CHECK.open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row for row in csv.DictReader(file)}
    assert set(BEFORE) == set(official)
    assert not [c for c, row in official.items() if row["hazardous"] != BEFORE[c]["hazardous"]]
    unlike = {
        code: (BEFORE[code]["label"], row["label_fr"])
        for code, row in official.items()
        if likeness(BEFORE[code]["label"], row["label_fr"]) < ALIKE
    }
    assert unlike == {}
