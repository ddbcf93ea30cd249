"""Opening a figure: the sentence says how its rows make it."""

from dataclasses import replace
from datetime import date

import pytest

from circular.domain.indicators import Combination
from circular.queries.figure_rows import FigureRow, FigureRows, RowKind
from circular.queries.indicators import indicator
from circular.store.figure_rows import SOURCES
from circular.ui.figure_rows import _columns, _how
from circular.ui.markup import TableColumn

A_ROW = FigureRow(
    record_id=1,
    project_id=1,
    title="Palettes",
    place=None,
    day=date(2026, 11, 22),
    detail="Détection",
    amount=1,
    base=None,
    missing=0,
    is_fictitious=False,
)


def rows(kind: RowKind, combine: Combination, *, hidden: bool = False) -> FigureRows:
    return FigureRows(kind, combine, (), 3, amounts_hidden=hidden)


def test_each_way_of_making_a_figure_has_its_sentence() -> None:
    jobs, delay = indicator("jobs_net"), indicator("signature_delay")

    assert "la somme" in _how(jobs, rows(RowKind.PROJECT, Combination.SUM))
    assert "la médiane" in _how(delay, rows(RowKind.PROJECT, Combination.MEDIAN))
    assert "réservés à l\u2019équipe" in _how(jobs, rows(RowKind.PLACE, Combination.SUM))
    booked = rows(RowKind.FACILITY, Combination.SHARE)
    assert "Jours réservés" in _how(indicator("facilities_booked"), booked)


def test_what_is_reserved_is_said_where_it_is_counted_and_where_it_is_not() -> None:
    noted = indicator("stream_tonnes")
    some = FigureRows(RowKind.STREAM, Combination.SUM, (), 52, amounts_hidden=False, reserved=6)

    assert "Les gisements réservés (6) sont réunis sur la dernière ligne." in _how(noted, some)
    told = _how(noted, replace(some, withheld=1))
    assert "1\u00a0autre est réservé et n\u2019y est pas" in told
    assert "réservé" not in _how(noted, replace(some, reserved=0))


def test_hidden_amounts_have_no_column() -> None:
    share = indicator("women_share")
    shown = rows(RowKind.PROJECT, Combination.SHARE)
    hidden = rows(RowKind.PROJECT, Combination.SHARE, hidden=True)

    titles = [each.title for each in _columns(share, shown)]
    assert titles == ["Projet", "Intercommunalité", "Emplois depuis", "Valeur (femmes)", "Base"]
    assert len(_columns(share, hidden)) == 3
    assert "ne sont pas montrées" in _how(share, hidden)


@pytest.mark.parametrize("key", SOURCES)
def test_the_day_of_a_row_says_what_it_is(key: str) -> None:
    titles = [
        each.title for each in _columns(indicator(key), rows(RowKind.PROJECT, Combination.SUM))
    ]

    assert titles[2]
    assert titles[2] != "Date"


def test_a_stage_a_state_and_a_wait_are_named_and_stay_on_a_phone() -> None:
    def last(key: str, kind: RowKind) -> TableColumn:
        found = replace(rows(kind, Combination.COUNT), rows=(A_ROW,))
        return _columns(indicator(key), found)[-1]

    assert last("projects_followed", RowKind.PROJECT) == TableColumn("Étape")
    assert last("agreements_signed", RowKind.AGREEMENT) == TableColumn("État")
    assert last("agreements_signing_late", RowKind.AGREEMENT) == TableColumn("Attente")
