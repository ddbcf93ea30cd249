"""The rules of freezing, and what can change a figure afterwards."""

from datetime import date

import pytest

from circular.domain.indicators import Theme
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


def test_every_theme_has_its_topics_and_some_indicators_their_own() -> None:
    assert all(topics_of("any", theme) for theme in Theme)
    assert topics_of("services_given", Theme.AGREEMENTS) == (Topic.SERVICES,)
    assert "job/added" in entries_of((Topic.JOBS,))
    assert set(entries_of(tuple(Topic))) == {key for each in ENTRIES.values() for key in each}
