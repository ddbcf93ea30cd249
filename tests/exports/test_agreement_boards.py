"""The list for the board on paper: read back by pdftotext, totals and accents there."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

from circular.exports.agreement_boards import BOARD_COLUMNS, table_pdf
from circular.exports.tables import Table
from circular.queries.agreement_boards import AGREEMENT, TOTAL, BoardLine

LINE = BoardLine(
    line=AGREEMENT,
    epci="CA du Libournais",
    agreements=None,
    number="2026-001",
    project="Fenêtres remontées",
    standing="Signée, renouvelée",
    type="Convention d’accompagnement",
    signed=date(2026, 3, 12),
    ends=None,
    jobs=6.5,
    promised=2,
    given=1,
)


def text_of(content: bytes, folder: Path) -> str:
    path = folder / "liste.pdf"
    path.write_bytes(content)
    made = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    return made.stdout.replace("\u00a0", " ")


def table(count: int) -> Table:
    total = replace(
        LINE,
        line=TOTAL,
        epci="",
        agreements=count,
        number=None,
        jobs=6.5 * count,
        promised=2 * count,
        given=count,
    )
    return Table(
        title="Liste des conventions pour le conseil",
        columns=BOARD_COLUMNS,
        rows=[*[LINE] * count, total],
        criteria=[("EPCI", "CA du Libournais")],
        author="Claire",
        made_on=date(2026, 11, 22),
    )


def test_every_row_its_total_and_what_was_asked_are_on_paper(tmp_path: Path) -> None:
    content = table_pdf(table(60), notes=["Une case vide…"], is_strong=lambda row: row.is_total)
    assert b"pdfuaid" in content
    text = text_of(content, tmp_path)
    assert text.count("2026-001") == 60
    assert "Total général" in text
    assert "390" in text
    assert "EPCI : CA du Libournais" in text
    assert "Établi le 22/11/2026 par Claire." in text


def test_no_row_is_said(tmp_path: Path) -> None:
    empty = Table(
        title="Registre", columns=BOARD_COLUMNS, rows=[], criteria=[], author="C", made_on=date.max
    )
    assert "Aucune convention." in text_of(table_pdf(empty), tmp_path)
