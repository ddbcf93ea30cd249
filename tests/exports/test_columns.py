"""The screen and the file read the same column in the same way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest

from circular.exports.columns import Column, Kind, Table, sheet_title, text_only

DAY = date(2026, 11, 22)


class State(Enum):
    """A state with its French label."""

    SIGNED = "signed"

    @property
    def label(self) -> str:
        """The word people read."""
        return "Signée"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with attributes."""

    name: str


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.TEXT, "Vayres", "Vayres"),
        (Kind.TEXT, State.SIGNED, "Signée"),
        (Kind.TEXT, ("a", "b"), "a, b"),
        (Kind.TEXT, 3, "3"),
        (Kind.TEXT, 2.5, "2,5"),
        (Kind.CODE, "01004", "01004"),
        (Kind.CODE, 2026, "2026"),
        (Kind.NUMBER, 1234.5, "1\u202f234,5"),
        (Kind.INTEGER, 1234, "1\u202f234"),
        (Kind.TONNES, Decimal("1234.5"), "1\u202f234,5\u00a0t"),
        (Kind.KILOMETRES, 12.34, "12,3\u00a0km"),
        (Kind.FULL_TIME_EQUIVALENTS, 6.5, "6,5\u00a0ETP"),
        (Kind.MONEY, 11000, "11\u202f000\u00a0€"),
        (Kind.PERCENT, 0.35, "35\u00a0%"),
        (Kind.DATE, DAY, "22/11/2026"),
        (Kind.DATE, datetime(2026, 11, 22, 14, 32), "22/11/2026"),
        (Kind.DATE, "2026-11-22", "22/11/2026"),
        (Kind.DATE, "vers la fin", "vers la fin"),
        (Kind.MOMENT, datetime(2026, 11, 22, 14, 32), "22/11/2026 à 14\u00a0h\u00a032"),
        (Kind.MOMENT, "2026-11-22T14:32:00", "22/11/2026 à 14\u00a0h\u00a032"),
        (Kind.BOOLEAN, True, "oui"),
        (Kind.BOOLEAN, 0, "non"),
        (Kind.NUMBER, True, "oui"),
        (Kind.NUMBER, "non connu", "non connu"),
    ],
)
def test_a_value_is_shown_in_french(kind: Kind, value: object, shown: str) -> None:
    assert kind.shown(value) == shown


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), Decimal("NaN"), ()])
def test_the_unknown_is_a_dash_on_screen_and_nothing_in_a_file(kind: Kind, value: object) -> None:
    assert kind.shown(value) == "–"
    assert kind.plain(value) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_shows_something_for_a_number_a_text_and_a_day(kind: Kind) -> None:
    assert all(kind.shown(value) for value in (1, "x", DAY))


def test_rows_are_objects_or_mappings() -> None:
    column = Column("name", "Nom")
    assert column.plain(Row("Vayres")) == column.shown({"name": "Vayres"}) == "Vayres"
    with pytest.raises(KeyError):
        column.plain({"title": "Vayres"})
    with pytest.raises(AttributeError):
        column.plain(object())


def test_a_moment_with_a_zone_loses_it() -> None:
    plain = Kind.MOMENT.plain(datetime(2026, 11, 22, 14, 32, tzinfo=UTC))
    assert isinstance(plain, datetime)
    assert plain.tzinfo is None


def test_binary_noise_is_left_out() -> None:
    assert Kind.NUMBER.plain(0.1 + 0.2) == 0.3


def test_decimals_are_those_the_value_needs() -> None:
    assert [Kind.TONNES.decimals_of(value) for value in (1, 1.0, 1.5, 1.25, 1.2345)] == [
        0,
        0,
        1,
        2,
        3,
    ]
    assert [Kind.MONEY.decimals_of(value) for value in (11000, 1.5)] == [0, 2]


def test_quantities_know_that_they_are_some() -> None:
    assert {kind for kind in Kind if not kind.is_numeric} == {
        Kind.TEXT,
        Kind.CODE,
        Kind.DATE,
        Kind.MOMENT,
        Kind.BOOLEAN,
    }


def test_a_table_tells_what_was_asked() -> None:
    table = Table(
        "Conventions", [Column("a", "A")], [{"a": 1}], [("État", "Signée")], "Claire", DAY
    )
    assert table.about == (
        ("Tableau", "Conventions"),
        ("État", "Signée"),
        ("Auteur", "Claire"),
        ("Date", DAY),
        ("Nombre de lignes", 1),
    )
    unfiltered = Table("Conventions", [Column("a", "A")], [], [], "Claire", DAY)
    assert ("Filtres", "aucun") in unfiltered.about


def test_widths_follow_the_content_within_limits() -> None:
    columns = [Column("code", "N°"), Column("name", "Nom"), Column("note", "Note")]
    rows = [{"code": "1", "name": "x" * 30, "note": "y" * 500}]
    assert Table("T", columns, rows, [], "Claire", DAY).widths == (9, 31, 60)


def test_a_table_without_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        Table("T", [], [], [], "Claire", DAY)


def test_characters_that_xml_forbids_are_removed() -> None:
    assert text_only("a\x00b\x0bc\ud800d\ufffee\r\nf\tg\U0001f600") == "abcde\nf\tg\U0001f600"


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("Conventions", "Conventions"),
        ("Gisements [2026] : a/b*?\\'", "Gisements 2026 a b"),
        ("x" * 40, "x" * 31),
        ("***", "Tableau"),
        ("critères", "Tableau"),
    ],
)
def test_a_sheet_has_a_title_that_spreadsheets_accept(title: str, sheet: str) -> None:
    assert sheet_title(title) == sheet
