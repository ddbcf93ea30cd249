"""The comparison in words and in files."""

import csv
import io
from datetime import date, datetime

from circular.domain.indicators import KEPT_BACK, Unit
from circular.domain.snapshots import Cause
from circular.exports import snapshot_changes as written
from circular.exports.tables import to_csv
from circular.queries.snapshot_changes import FigureChange
from circular.queries.snapshot_reasons import ChangeLine, Reasons
from circular.queries.snapshots import Snapshot
from tests.domain.test_frozen_situations import a_figure

TODAY = date(2026, 11, 22)
SNAPSHOT = Snapshot(
    id=1,
    title="Conseil",
    as_of=date(2026, 9, 30),
    epci_siren=None,
    epci_name=None,
    hash="ab" * 32,
    data_version=12,
    journal_head=3,
    frozen_at=datetime(2026, 10, 1, 9, 5),
    frozen_by=None,
    note=None,
    withdrawn_on=None,
    withdrawn_by=None,
    withdrawal_reason=None,
)
LATE = Reasons((ChangeLine(Cause.LATE, "Emploi noté", TODAY, TODAY, 4, None, 2),), 1)
MOVED = FigureChange(a_figure(10), a_figure(12), a_figure(11), late=LATE)
STILL = FigureChange(a_figure(3), a_figure(3), a_figure(3))
_HEADS = [a_figure(each, unit=Unit.PEOPLE) for each in (3, 4, 9)]
FEW = FigureChange(_HEADS[0], _HEADS[1], _HEADS[2])


def test_the_first_sentence_says_what_became_of_the_figures() -> None:
    assert "aucun chiffre n’a bougé" in written.lead(SNAPSHOT, [STILL], today=TODAY)
    one = written.lead(SNAPSHOT, [STILL, MOVED], today=TODAY)
    assert "**1\u00a0chiffre a bougé** depuis" in one
    assert "un chiffre de ce jour-là ne serait plus le même" in one
    new = FigureChange(a_figure(1), a_figure(1), a_figure(2))
    assert "par des faits nouveaux seulement" in written.lead(SNAPSHOT, [new], today=TODAY)
    assert "2 chiffres de ce jour-là" in written.lead(SNAPSHOT, [MOVED, MOVED], today=TODAY)


def test_each_step_says_its_figure_its_gap_and_its_reason() -> None:
    assert written.steps(MOVED, SNAPSHOT, today=TODAY, masked=True) == (
        "**Emplois nets**\u00a0: figé à 10\u00a0ETP\u202f; 12\u00a0ETP recalculé pour le 30/09/2026"
        " (+2\u00a0ETP), saisie tardive (1\u00a0ligne)\u202f; "
        "11\u00a0ETP au 22/11/2026 (\u22121\u00a0ETP), cause non déterminée."
    )
    added = FigureChange(None, a_figure(1), a_figure(1))
    assert "n’existait pas" in written.steps(added, SNAPSHOT, today=TODAY, masked=True)
    dropped = FigureChange(a_figure(1), None, None)
    assert "n’est plus calculé" in written.steps(dropped, SNAPSHOT, today=TODAY, masked=True)


def test_neither_a_small_count_nor_the_gap_that_would_tell_it_is_written() -> None:
    sentence = written.steps(FEW, SNAPSHOT, today=TODAY, masked=True)
    row = written.row_of(FEW, masked=True)

    assert "+" not in sentence
    assert (row.frozen_value, row.again_value, row.now_value) == (
        "moins de\u00a05",
        "moins de\u00a05",
        9,
    )
    assert (row.entered, row.happened) == (KEPT_BACK, KEPT_BACK)
    assert written.row_of(FEW, masked=False).entered == 1


def test_the_file_holds_what_the_screen_shows_and_what_identifies_the_frozen_figures() -> None:
    table = written.table_of(
        SNAPSHOT, [MOVED, FEW], other=None, masked=True, author="Camille", made_on=TODAY
    )
    rows = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig")), delimiter=";"))

    assert rows[0][2:5] == ["Figé", "Recalculé pour ce jour", "Aujourd’hui"]
    assert rows[1][2:8] == ["10", "12", "11", "2", "-1", "saisie tardive, cause non déterminée"]
    assert rows[2][2] == "moins de\u00a05"
    assert ("Empreinte SHA-256", SNAPSHOT.hash) in table.criteria


def test_two_situations_have_their_own_columns() -> None:
    table = written.table_of(
        SNAPSHOT, [STILL], other=SNAPSHOT, masked=True, author="Camille", made_on=TODAY
    )

    assert [each.title for each in table.columns][2:5] == [
        "Première situation",
        "Seconde situation",
        "Écart",
    ]
    assert written.signed(None, Unit.PEOPLE) == "–"
    assert written.signed(-7.1, Unit.PERCENT) == "\u22127,1\u00a0points"
    assert written.line_project(LATE.lines[0]) == "Projet n° 4"
