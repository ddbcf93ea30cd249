"""What is found behind a difference: entries after a line of the journal, and dated facts."""

from datetime import date

import pytest

from circular.domain.snapshots import ENTRIES, Topic
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import snapshot_causes, snapshots
from circular.store.connection import Database
from circular.store.rows import Row
from circular.store.trials import set_trial
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.limits import SAINT_ANDRE
from tests.builders.snapshots import SITTING, TODAY
from tests.builders.streams import a_stream
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, a_territory
from tests.conftest import NOW

JOBS = list(ENTRIES[Topic.JOBS])


def entered(db: Database, head: int, *, epci: str | None = None) -> list[Row]:
    """Return the entries on jobs since a line of the journal."""
    return snapshot_causes.entries(db, JOBS, head=head, as_of=SITTING, epci_siren=epci, limit=10)


def test_an_entry_is_found_by_its_day_and_place_and_a_trial_is_not(
    db: Database, administrator: Visitor, staff: Visitor
) -> None:
    a_territory(db, administrator)
    here = a_project(db, staff, "Couches en compost")
    there = a_project(db, staff, "Broyeur", commune_code=SAINT_ANDRE)
    head = snapshots.journal_head(db)
    some_jobs(db, staff, here, starts_on="01/09/2026", full_time_equivalent="2")
    some_jobs(db, staff, here, starts_on="01/10/2026")
    some_jobs(db, staff, there, starts_on="02/09/2026")

    assert [each["effective_on"] for each in entered(db, head)] == ["2026-09-02", "2026-09-01"]
    found = entered(db, head, epci=LIBOURNAIS)
    assert [(each["project_title"], each["amount"]) for each in found] == [
        ("Couches en compost", 2)
    ]
    assert [each["project_title"] for each in entered(db, head, epci=CUBZAGUAIS)] == ["Broyeur"]
    set_trial(db, TrialKind.PROJECT, here, is_trial=True, now=NOW)
    assert [each["project_title"] for each in entered(db, head)] == ["Broyeur"]


def test_the_title_that_bears_its_holder_s_name_is_hidden(db: Database, staff: Visitor) -> None:
    head = snapshots.journal_head(db)
    project = a_project(db, staff, "Atelier Naïma Fictive")
    some_jobs(db, staff, project, starts_on="01/09/2026")

    assert entered(db, head)[0]["project_title"] is None
    assert entered(db, head)[0]["project_id"] == project


@pytest.mark.parametrize("topic", [each for each in Topic if each is not Topic.EXCHANGES])
def test_facts_of_every_topic_are_asked_without_error(db: Database, topic: Topic) -> None:
    found = snapshot_causes.facts(
        db, [topic], after=SITTING, until=TODAY, epci_siren=LIBOURNAIS, limit=5
    )

    assert found == []


def test_facts_are_those_that_took_effect_after_the_day(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, starts_on="30/09/2026", ends_on="01/11/2026")
    some_jobs(db, staff, project, starts_on="05/10/2026")
    a_stream(db, staff)

    found = snapshot_causes.facts(
        db, [Topic.JOBS], after=SITTING, until=TODAY, epci_siren=None, limit=5
    )

    assert [(each["act"], each["effective_on"]) for each in found] == [
        ("Emploi terminé", "2026-11-01"),
        ("Emploi commencé", "2026-10-05"),
    ]
    assert found[0]["amount"] == -1.5
    assert found[0]["total"] == 2
    always = {"after": date(2000, 1, 1), "until": date(2100, 1, 1)}
    streams = snapshot_causes.facts(db, [Topic.STREAMS], **always, epci_siren=None, limit=5)
    assert [each["act"] for each in streams] == ["Gisement noté"]
