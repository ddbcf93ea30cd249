"""The checks of the data, as they are declared."""

from datetime import date

from circular.domain.data_quality import CHECKS, CheckKind, Subject, check_days
from circular.domain.journal import JournalEntity


def test_every_check_says_why_it_matters_and_how_to_repair() -> None:
    assert len({each.key for each in CHECKS}) == len(CHECKS)
    assert len({each.label for each in CHECKS}) == len(CHECKS)
    assert all(each.why.endswith(".") and each.remedy.endswith(".") for each in CHECKS)
    assert {each.kind for each in CHECKS} == set(CheckKind)


def test_the_journal_knows_every_kind_of_record_that_a_check_finds() -> None:
    assert {each.value for each in Subject} <= {each.value for each in JournalEntity}


def test_the_days_of_the_checks_are_counted_from_today() -> None:
    assert check_days(date(2026, 11, 22), dormant_after_days=60) == {
        "today": "2026-11-22",
        "day": "2026-11-22",
        "silent_since": "2026-09-23",
        "waited_since": "2026-08-24",
        "estimated_before": "2024-11-22",
    }
