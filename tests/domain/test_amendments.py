"""Amendments: only what differs, days that hold, and the terms of any day."""

from datetime import date, datetime, timedelta

from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import PartyDraft, PartyKind
from circular.domain.amendments import (
    AmendmentDraft,
    Terms,
    TermsChange,
    amendment_name,
    amendment_problems,
    amendment_signing_problems,
    nothing_problem,
    parties_in_words,
    parties_of,
    terms_on,
)

START, END, TODAY = date(2026, 3, 12), date(2027, 3, 11), date(2026, 11, 22)
CAPE = AgreementType(key="cape", version=1, label="CAPE", duration_months=12, longest_months=12)
TERMS = Terms(END, 3.0, ("local", "sourcing"))


def test_only_what_differs_is_kept() -> None:
    draft = AmendmentDraft(
        reason="Deux emplois de plus",
        ends_on=END,
        jobs_committed="5",
        services=("sourcing", "local"),
    )
    kept = draft.changing(TERMS)
    assert (kept.ends_on, kept.jobs_committed, kept.services) == (None, 5.0, None)
    assert kept.applied(TERMS) == Terms(END, 5.0, ("local", "sourcing"))


def test_an_amendment_changes_something_within_the_bounds_of_its_type() -> None:
    nothing = AmendmentDraft(reason="Rien")
    problem = nothing_problem(nothing)
    assert problem is not None
    assert "ne change rien" in problem.sentence
    assert nothing_problem(AmendmentDraft(reason="Fin", yearly_amount="0")) is None
    for end in (date(2027, 3, 12), date(2026, 3, 11)):
        draft = AmendmentDraft(reason="Fin", ends_on=end)
        assert [each.field for each in amendment_problems(draft, CAPE, period_start=START)] == [
            "ends_on"
        ]


def refused(signed_on: date, effective_on: date, *, since: date | None = None) -> list[str]:
    problems = amendment_signing_problems(
        signed_on,
        effective_on,
        starts_on=START,
        ends_on=END,
        new_end=date(2026, 10, 31),
        since=since,
        today=TODAY,
    )
    return [problem.field for problem in problems]


def test_an_amendment_holds_at_once_and_never_before_the_last_one() -> None:
    assert refused(date(2026, 9, 1), date(2026, 9, 1)) == []
    assert refused(date(2026, 12, 1), date(2026, 9, 1)) == ["signed_on"]
    assert refused(TODAY, date(2026, 12, 1)) == ["effective_on"]
    assert refused(TODAY, date(2026, 3, 11)) == ["effective_on"]
    assert refused(TODAY, date(2026, 11, 1)) == ["effective_on"]  # past the new end
    assert refused(TODAY, date(2026, 9, 1), since=date(2026, 9, 2)) == ["effective_on"]


def test_the_terms_of_a_day_undo_each_later_change() -> None:
    jobs, end = frozenset({"jobs_committed"}), frozenset({"ends_on"})
    changes = [
        TermsChange(date(2026, 5, 1), datetime(2026, 5, 2, 9), jobs, Terms(END, 1.0, ())),
        TermsChange(date(2026, 8, 1), datetime(2026, 8, 2, 9), jobs, Terms(END, 2.0, ())),
        TermsChange(date(2026, 9, 1), datetime(2026, 9, 2, 9), end, Terms(TODAY, None, ())),
    ]
    seen = [
        (terms.jobs_committed, terms.ends_on)
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 1), date(2026, 9, 1))
        for terms in [terms_on(TERMS, changes, day)]
    ]
    assert seen == [(1.0, TODAY), (2.0, TODAY), (3.0, TODAY), (3.0, END)]


def test_an_amendment_is_named_after_its_agreement() -> None:
    name = amendment_name(1, "2026-003")
    assert name == "avenant n°\u00a01 à la convention n°\u00a02026-003"


def test_the_blocks_that_change_are_named_and_the_others_stay() -> None:
    parties = (PartyDraft(kind=PartyKind.HOLDER, name="Naïma Fictive", signatory="Naïma Fictive"),)
    terms = Terms(END, 3.0, ("local",), 10_000.0, "Rendre compte", parties)
    draft = AmendmentDraft(
        reason="Montant",
        yearly_amount="12 000",
        commitments="Rendre compte",
        parties=[each.model_dump() for each in parties],
    )
    kept = draft.changing(terms)
    assert kept.touched == {"yearly_amount"}
    assert kept.applied(terms) == Terms(END, 3.0, ("local",), 12_000.0, "Rendre compte", parties)


def test_parties_come_back_from_what_was_kept_even_when_a_day_was_erased() -> None:
    kept = PartyDraft(
        kind=PartyKind.ASSOCIATION,
        name="Nouvel’R",
        signatory="Camille Essai",
        signatory_function="Présidente",
        deliberation_on=date(2026, 3, 12),
    )
    record = kept.model_dump(mode="json")
    assert parties_of([record]) == (kept,)
    [erased] = parties_of([{**record, "deliberation_on": "[anonymisé]"}])
    assert erased.deliberation_on is None
    assert parties_in_words([kept, erased]) == (
        "Nouvel’R (Camille Essai, Présidente)\u202f; Nouvel’R (Camille Essai, Présidente)"
    )


def test_an_amendment_signed_before_its_agreement_begins_holds_from_its_first_day() -> None:
    start = TODAY + timedelta(days=3)
    held = [
        amendment_signing_problems(
            TODAY, day, starts_on=start, ends_on=None, new_end=None, since=None, today=TODAY
        )
        for day in (TODAY, start, start + timedelta(days=1))
    ]
    assert [bool(problems) for problems in held] == [True, False, True]
