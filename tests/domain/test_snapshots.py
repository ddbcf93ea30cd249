"""The rules of freezing, and what can change a figure afterwards."""

from datetime import date

import pytest

from circular.domain.journal import ACTS
from circular.domain.snapshots import (
    ENTRIES,
    Cause,
    SnapshotDraft,
    Topic,
    cause_of_entry,
    entries_of,
    refused,
    topics_of,
)
from circular.queries.indicators import INDICATORS

TODAY = date(2026, 11, 22)


def test_a_day_to_come_is_not_frozen() -> None:
    assert refused(SnapshotDraft(title="Bureau", as_of=TODAY), today=TODAY) == []
    problem = refused(SnapshotDraft(title="Bureau", as_of=date(2026, 11, 23)), today=TODAY)[0]
    assert problem.field == "as_of"
    assert "23/11/2026" in problem.sentence


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_has_entries_that_the_journal_knows(topic: Topic) -> None:
    known = frozenset().union(*ACTS.values())
    acts = {key.partition("/")[2] for key in ENTRIES[topic]}

    assert acts
    assert acts - known <= {"amendment_signed", "move_corrected"}


def test_what_mends_is_a_correction_and_what_adds_is_late() -> None:
    assert cause_of_entry("job/added") is Cause.LATE
    assert cause_of_entry("project/moved") is Cause.LATE
    assert cause_of_entry("job/removed") is Cause.CORRECTION
    assert cause_of_entry("project/move_corrected") is Cause.CORRECTION
    assert cause_of_entry("project/marked_trial") is Cause.CORRECTION


def test_an_indicator_that_nothing_places_may_come_from_anything() -> None:
    assert topics_of("jobs_net") == (Topic.JOBS,)
    assert topics_of("something_else") == ()
    assert "job/added" in entries_of((Topic.JOBS,))
    placed = [each.key for each in INDICATORS if topics_of(each.key)]
    assert len(placed) > len(INDICATORS) / 2
