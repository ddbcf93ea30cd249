"""Each check of the data finds what it is made for, and nothing in a sound base."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from circular.domain.data_quality import BY_KEY, CHECKS, check_days
from circular.domain.stages import REQUIREMENTS, StageFacts
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.data_quality_checks import FACT_OF, SQL
from circular.store.rows import rows
from circular.store.trials import set_trial
from tests.builders.data_quality import SoundBase, a_sound_base
from tests.builders.targets import a_correction, a_revision

TODAY = date(2026, 11, 22)
DAYS = check_days(TODAY, dormant_after_days=60)

SPOILED = {
    "stage_requirements": "UPDATE project SET summary = NULL",
    "next_requirements": "UPDATE project SET stage = 'detection', stage_since = '2026-01-08',"
    " summary = NULL",
    "commune_unknown": "UPDATE project SET commune_code = NULL;"
    "UPDATE implantation SET commune_code = NULL",
    "district_unknown": "UPDATE project SET is_priority_district = NULL",
    "notice_missing": "UPDATE holder SET information_given_on = NULL",
    "heads_unknown": "UPDATE job_line SET heads = NULL",
    "women_unknown": "UPDATE job_line SET women = NULL",
    "job_proof_unknown": "UPDATE job_line SET evidence = ' ', verified_on = NULL",
    "tonnes_unknown": "UPDATE waste_stream SET tonnes_min = NULL, tonnes_likely = NULL,"
    " tonnes_max = NULL",
    "copy_missing": "UPDATE document SET removed_at = '2026-11-01'",
    "opening_proof_missing": "UPDATE implantation SET proof_kind = NULL",
    "target_undecided": "UPDATE target SET decided_by = NULL",
    "silent_with_action": "UPDATE exchange SET happened_on = '2026-09-01';"
    "INSERT INTO next_action (project_id, label, kind, due_on, created_at)"
    " SELECT id, 'Rappeler', 'call', '2026-12-01', '2026-09-01' FROM project",
    "estimate_old": "UPDATE waste_stream SET figure_on = '2024-11-21'",
    "signature_past": "UPDATE agreement SET state = 'to_sign', signing_planned_on = '2026-11-21',"
    " signed_on = NULL",
    "opening_past": "UPDATE implantation SET opened_on = NULL, opening_planned_on = '2026-11-21'",
    "opened_not_moved": "UPDATE project SET stage = 'implantation'",
    "agreement_over": "UPDATE agreement SET ends_on = '2026-11-21'",
    "planned_jobs_past": "UPDATE job_line SET kind = 'planned', starts_on = '2026-11-21'",
    "siret_missing": "UPDATE project SET siret = NULL",
    "jobs_missing": "DELETE FROM job_line",
    "agreement_missing": "DELETE FROM document; DELETE FROM agreement",
    "job_before_detection": "UPDATE job_line SET starts_on = '2026-01-07'",
    "job_before_opening": "UPDATE job_line SET starts_on = '2026-10-14'",
    "jobs_on_gone_project": "UPDATE project SET exit_kind = 'ceased', exit_reason = 'autre'",
    "same_lines": "INSERT INTO job_line (project_id, kind, full_time_equivalent, heads, women,"
    " contract, starts_on, evidence, created_at) SELECT project_id, kind, full_time_equivalent,"
    " heads, women, contract, starts_on, evidence, created_at FROM job_line",
    "heads_below_jobs": "UPDATE job_line SET heads = 1",
    "signed_before_contact": "UPDATE agreement SET signed_on = '2026-01-07'",
    "end_before_start": "UPDATE agreement SET state = 'ended', closed_on = '2026-03-11'",
    "opened_before_detection": "UPDATE implantation SET opened_on = '2026-01-07'",
    "commune_elsewhere": "UPDATE project SET epci_siren = (SELECT siren FROM ref_epci"
    " WHERE siren <> (SELECT epci_siren FROM territory_commune WHERE commune_code = '33243')"
    " ORDER BY siren LIMIT 1)",
}
"""What spoils a sound base so that each check finds it."""

NEAR: dict[str, str] = {
    "next_requirements": "UPDATE project SET stage = 'detection', stage_since = '2026-08-25',"
    " summary = NULL",
    "commune_unknown": "UPDATE project SET commune_code = NULL",
    "notice_missing": "UPDATE holder SET information_given_on = NULL, archived_at = '2026-11-01'",
    "job_proof_unknown": "UPDATE job_line SET evidence = NULL",
    "tonnes_unknown": "UPDATE waste_stream SET tonnes_min = 1, tonnes_likely = NULL",
    "silent_with_action": "UPDATE exchange SET happened_on = '2026-09-01'",
    "estimate_old": "UPDATE waste_stream SET figure_on = '2024-11-22'",
    "signature_past": "UPDATE agreement SET state = 'to_sign', signing_planned_on = '2026-11-22',"
    " signed_on = NULL",
    "agreement_over": "UPDATE agreement SET ends_on = '2026-11-22'",
    "job_before_opening": "UPDATE job_line SET starts_on = '2026-10-15'",
    "jobs_on_gone_project": "UPDATE project SET exit_kind = 'ceased', exit_reason = 'autre';"
    "UPDATE job_line SET ends_on = '2026-11-22'",
    "same_lines": "INSERT INTO job_line (project_id, kind, full_time_equivalent, heads, women,"
    " contract, starts_on, created_at) SELECT project_id, kind, full_time_equivalent, heads, women,"
    " contract, '2026-10-21', created_at FROM job_line",
    "heads_below_jobs": "UPDATE job_line SET full_time_equivalent = 2",
    "signed_before_contact": "UPDATE agreement SET signed_on = '2026-01-08'",
}
"""What comes near without being found."""


@pytest.fixture
def base(db: Database, staff: Visitor) -> SoundBase:
    """Return the sound base."""
    return a_sound_base(db, staff)


def spoil(db: Database, statements: str) -> None:
    """Write straight into the base what no action would let through."""
    for statement in statements.split(";"):
        db.conn.execute(statement)


def keys_found(db: Database) -> set[str]:
    """Return the checks that find something."""
    return {key for key, sql in SQL.items() if rows(db, f"SELECT * FROM ({sql})", DAYS)}


def test_every_check_has_its_statement_and_its_story() -> None:
    assert list(BY_KEY) == [each.key for each in CHECKS]
    assert SQL.keys() == BY_KEY.keys() == SPOILED.keys()


def test_no_check_finds_anything_in_a_sound_base(db: Database, base: SoundBase) -> None:
    assert base.project
    assert keys_found(db) == set()


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("key", list(SPOILED))
def test_a_check_finds_what_it_is_made_for(db: Database, key: str) -> None:
    spoil(db, SPOILED[key])

    assert key in keys_found(db)


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("key", list(NEAR))
def test_a_check_leaves_alone_what_comes_near(db: Database, key: str) -> None:
    spoil(db, NEAR[key])

    assert key not in keys_found(db)


@pytest.mark.parametrize("key", list(SPOILED))
def test_a_trial_is_never_found(db: Database, base: SoundBase, key: str) -> None:
    spoil(db, SPOILED[key])
    now = datetime(2026, 11, 22)
    set_trial(db, TrialKind.PROJECT, base.project, is_trial=True, now=now)
    set_trial(db, TrialKind.STREAM, base.stream, is_trial=True, now=now)

    assert keys_found(db) <= {"target_undecided"}


@pytest.mark.parametrize("replaced_by", [a_revision, a_correction])
def test_a_decision_that_another_one_replaced_asks_for_nothing(
    db: Database,
    staff: Visitor,
    base: SoundBase,
    replaced_by: Callable[[Database, Visitor, int], int],
) -> None:
    spoil(db, "UPDATE target SET decided_by = NULL")
    assert keys_found(db) == {"target_undecided"}

    replaced_by(db, staff, base.target)

    assert keys_found(db) == set()


def test_a_requirement_reads_the_fact_that_it_is_met_by() -> None:
    met = StageFacts.read(dict.fromkeys(StageFacts.__dataclass_fields__, 1))

    assert FACT_OF.keys() == {line.key for line in REQUIREMENTS}
    for line in REQUIREMENTS:
        assert not line.is_met(replace(met, **{FACT_OF[line.key]: False})), line.key
