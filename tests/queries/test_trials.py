"""What each role is told of trials, and what lists show of them when they are asked for."""

from datetime import date
from functools import partial

import pytest

from circular.actions.case_notes import open_case_note
from circular.actions.introductions import answer_introduction
from circular.actions.trials import mark_as_trial
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.domain.introductions import Answer, AnswerDraft
from circular.domain.permissions import Role
from circular.domain.projects import ProjectFilters, Scope
from circular.domain.streams import Availability, StreamFilters
from circular.domain.tracked_matches import MatchFilters
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries import (
    agreements,
    case_notes,
    facilities,
    holders,
    introductions,
    projects,
    streams,
    tracked_matches,
    trials,
)
from circular.queries.agreement_records import agreement_record
from circular.store.connection import Database
from tests.builders.agreements import a_project, signed
from tests.builders.case_notes import a_case_note
from tests.builders.facilities import a_facility
from tests.builders.needs import a_need
from tests.builders.streams import a_stream
from tests.builders.tracked_matches import a_match, an_agreement, an_introduction
from tests.conftest import visitor_of


def a_trial_project(db: Database, staff: Visitor) -> tuple[int, int]:
    """Return a trial project and its signed agreement."""
    project = a_project(db, staff)
    agreement = signed(db, staff, project)
    mark_as_trial(db, staff, TrialKind.PROJECT, project)
    return project, agreement


def test_the_team_finds_a_trial_project_under_its_own_filter(
    db: Database, staff: Visitor, today: date
) -> None:
    project, _ = a_trial_project(db, staff)

    everything = projects.project_list(db, staff, ProjectFilters(scope=Scope.ALL), today=today)
    found = projects.project_list(db, staff, ProjectFilters(scope=Scope.TRIALS), today=today)
    [person] = holders.holder_list(db, staff).rows

    assert (everything.rows, everything.total) == ((), 0)
    assert [row.shown_title for row in found.rows] == ["Fiche d’essai\u00a0: Couches en compost"]
    assert (found.shown, found.total) == (1, 1)
    assert projects.scope_counts(db) == projects.ScopeCounts(0, 0, 0, 1)
    assert projects.project_record(db, staff, project, today=today).is_trial
    assert person.project_count == 0  # the person stays, and stays due when their term comes
    assert trials.held_by_project(db, staff, project) == "1\u00a0convention signée"


def test_only_the_team_reads_the_agreement_of_a_trial(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project, agreement = a_trial_project(db, staff)
    asked = AgreementFilters(with_trials=True)

    usual = agreements.agreement_list(db, staff, AgreementFilters())
    [row] = agreements.agreement_list(db, staff, asked).rows
    for_them = agreements.agreement_list(db, elected, asked)

    assert (usual.rows, usual.total) == ((), 0)
    assert (row.id, row.is_trial) == (agreement, True)
    assert row.project == "Fiche d’essai\u00a0: Couches en compost"
    assert [each.id for each in agreements.for_project(db, staff, project)] == [agreement]
    assert (for_them.rows, for_them.total) == ((), 0)
    assert agreement_record(db, staff, agreement).is_trial
    with pytest.raises(NotFoundError):
        agreement_record(db, elected, agreement)


def test_streams_and_places_have_their_own_filter_that_partners_do_not(
    db: Database, staff: Visitor, partner: Visitor, today: date
) -> None:
    own = partner.organisation_id
    stream = a_stream(db, staff, organisation_id=own)
    facility = a_facility(db, staff, organisation_id=own)
    mark_as_trial(db, staff, TrialKind.STREAM, stream)
    mark_as_trial(db, staff, TrialKind.FACILITY, facility)
    of_streams = StreamFilters(availability=Availability.TRIALS)
    of_places = FacilityFilters(scope=FacilityScope.TRIALS)

    [row] = streams.stream_list(db, staff, of_streams, today=today).rows
    [place] = facilities.facility_list(db, staff, of_places).rows

    assert row.title == "Fiche d’essai\u00a0: Tontes des communes"
    assert (place.shown_name, place.is_trial) == ("Fiche d’essai\u00a0: Atelier des Dagueys", True)
    assert facilities.choices(db, staff) == {}
    assert streams.stream_list(db, partner, of_streams, today=today).rows == ()
    assert facilities.facility_list(db, partner, of_places).rows == ()
    with pytest.raises(NotFoundError):
        streams.stream_record(db, partner, stream, today=today)
    with pytest.raises(NotFoundError):
        facilities.facility_record(db, partner, facility)


def test_only_a_trial_is_offered_trials(db: Database, staff: Visitor, today: date) -> None:
    from circular.queries.matches import projects_for_stream, streams_for_project

    real, trial = a_project(db, staff, "Vrai"), a_project(db, staff, "Essai")
    for project in (real, trial):
        a_need(db, staff, project)
    kept, out = a_stream(db, staff, title="Tontes"), a_stream(db, staff, title="Tontes d’essai")
    mark_as_trial(db, staff, TrialKind.PROJECT, trial)
    mark_as_trial(db, staff, TrialKind.STREAM, out)

    offered = {
        project: streams_for_project(db, staff, project, today=today) for project in (real, trial)
    }
    takers = {stream: projects_for_stream(db, staff, stream, today=today) for stream in (kept, out)}

    def seen(found: object, name: str) -> set[int]:
        proposals = [*getattr(found, "proposals"), *getattr(found, "excluded")]  # noqa: B009
        return {getattr(each, name) for each in proposals}

    assert seen(offered[real], "stream_id") == {kept}
    assert seen(offered[trial], "stream_id") == {kept, out}
    assert seen(takers[kept], "project_id") == {real}
    assert seen(takers[out], "project_id") == {real, trial}


def test_a_match_with_a_trial_takes_nothing_of_a_real_stream_and_is_read_from_the_trial(
    db: Database, staff: Visitor, today: date
) -> None:
    stream, project = a_stream(db, staff, tonnes_likely=120), a_project(db, staff, "Essai")
    match = a_match(db, staff, stream_id=stream, need_id=a_need(db, staff, project))
    an_agreement(db, staff, match, 30)
    assert tracked_matches.remaining_of(db, stream, today=today) == 90
    mark_as_trial(db, staff, TrialKind.PROJECT, project)
    read = partial(tracked_matches.matches_of, db, staff, today=today)
    listed = partial(tracked_matches.tracked_list, db, staff, today=today)

    everything = listed(MatchFilters(with_trials=True))
    [row] = read(project_id=project)

    assert tracked_matches.remaining_of(db, stream, today=today) == 120
    assert (listed(MatchFilters()).rows, listed(MatchFilters()).total) == ((), 0)
    assert (everything.total, everything.agreed) == (1, 0)
    assert everything.rows == (row,)
    assert (row.project_title, row.is_trial) == ("Fiche d’essai\u00a0: Essai", True)
    assert read(stream_id=stream) == ()
    assert tracked_matches.tracked_match(db, staff, match, today=today) == row
    assert trials.trial_matches(db, staff) == 1


def test_a_trial_stream_keeps_the_tonnes_that_its_own_agreements_take(
    db: Database, staff: Visitor, today: date
) -> None:
    stream = a_stream(db, staff, tonnes_likely=120)
    an_agreement(db, staff, a_match(db, staff, stream_id=stream), 30)
    mark_as_trial(db, staff, TrialKind.STREAM, stream)

    assert tracked_matches.remaining_of(db, stream, today=today) == 90
    assert len(tracked_matches.matches_of(db, staff, today=today, stream_id=stream)) == 1


def test_a_guest_reads_neither_the_introduction_nor_the_note_of_a_trial(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor, today: date
) -> None:
    stream = a_stream(db, staff, organisation_id=partner.organisation_id)
    project = a_project(db, staff)
    match = a_match(db, staff, stream_id=stream, need_id=a_need(db, staff, project))
    an_introduction(db, staff, match)
    note = a_case_note(db, staff, project, elected)
    [asked] = introductions.received(db, partner, today=today)
    assert len(case_notes.case_notes_naming(db, elected)) == 1
    mark_as_trial(db, staff, TrialKind.PROJECT, project)

    assert introductions.received(db, partner, today=today) == ()
    assert introductions.introduction_list(db, staff, today=today) == ()
    assert len(introductions.introductions_of(db, staff, match)) == 1
    answer = AnswerDraft(answer=Answer.INTERESTED, answered_on=today)
    with pytest.raises(NotFoundError):
        answer_introduction(db, partner, asked.id, answer, version=asked.version, today=today)
    assert case_notes.case_notes_naming(db, elected) == ()
    with pytest.raises(NotFoundError):
        open_case_note(db, elected, note, today=today)
    assert len(case_notes.case_notes_naming(db, staff)) == 1


def test_counts_of_trials_are_the_teams_alone(db: Database, staff: Visitor) -> None:
    a_trial_project(db, staff)
    told = {
        role: (
            trials.trial_count(db, visitor_of(db, role), TrialKind.PROJECT),
            trials.trial_agreements(db, visitor_of(db, role)),
            trials.trial_matches(db, visitor_of(db, role)),
        )
        for role in Role
    }

    assert told[Role.STAFF] == told[Role.ADMINISTRATOR] == (1, 1, 0)
    assert told[Role.ELECTED] == told[Role.PARTNER] == (0, 0, 0)
    with pytest.raises(NotAllowedError):
        trials.held_by_project(db, visitor_of(db, Role.ELECTED), 1)
