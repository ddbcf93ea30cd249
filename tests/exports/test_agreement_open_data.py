"""The SCDL file: its columns, its dialect, nothing made up."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

from circular.exports.agreement_open_data import COLUMNS, to_scdl
from circular.queries.agreement_open_data import Grant

KNOWN = Grant(
    agreement_id=1,
    number="2026-004",
    giver="CA du Libournais",
    giver_siret="20007007500013",
    signed_on=date(2026, 3, 12),
    receiver="Nouvel’R",
    purpose="Animer l’atelier, le \u00ab\u00a0HotSpot\u00a0»",
    amount=30000.5,
    missing=(),
)


def test_a_row_is_written_in_the_dialect_of_the_schema() -> None:
    content = to_scdl([KNOWN])
    assert not content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(content.decode("utf-8")))
    assert tuple(head) == COLUMNS
    told = dict(zip(head, row, strict=True))
    assert told["dateConvention"] == "2026-03-12"
    assert told["montant"] == "30000.50"
    assert re.fullmatch(r"\d{14}", told["idAttribuant"])
    assert told["nature"] == "aide en numéraire"
    assert told["conditionsVersement"] == told["notificationUE"] == told["idBeneficiaire"] == ""


def test_the_unknown_is_empty_and_a_formula_is_harmless() -> None:
    unknown = replace(KNOWN, giver="=cmd", giver_siret=None, purpose=None, amount=None)
    (told,) = csv.DictReader(io.StringIO(to_scdl([unknown]).decode()))
    assert told["nomAttribuant"] == "'=cmd"
    assert told["idAttribuant"] == told["objet"] == told["montant"] == told["nature"] == ""
