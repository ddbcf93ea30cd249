"""The period, the parts and the signature of a report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.domain.reports import (
    ENDS_TODAY,
    Period,
    ReportDraft,
    Section,
    Signature,
    asked,
    computed,
    digest_of,
    periods,
    refusals,
)

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def a_draft(**changes: object) -> ReportDraft:
    draft, problems = asked(
        {"since": "01/01/2025", "until": "31/12/2025", "sections": list(Section), **changes}
    )
    assert draft is not None, problems
    return draft


def test_the_usual_periods_are_named_and_none_goes_past_today() -> None:
    named = {each.key: each for each in periods(TODAY)}

    assert next(iter(named)) == "annee-2025"
    assert named["annee-2025"].period == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert named["annee-2026"].period == Period(date(2026, 1, 1), TODAY)
    assert ENDS_TODAY in named["annee-2026"].label
    assert named["t3-2026"].period == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert named["t1-2025"].label == "T1\u00a02025"
    assert named["saison-2025-2026"].period == Period(date(2025, 9, 1), date(2026, 8, 31))
    assert len(named) == 12


@given(DAYS)
def test_every_named_period_is_in_order_and_over_by_today(today: date) -> None:
    found = periods(today)

    assert all(each.period.since <= each.period.until <= today for each in found)
    assert len({each.key for each in found}) == len(found)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (
            Period(date(2025, 1, 1), date(2025, 12, 31)),
            Period(date(2024, 1, 1), date(2024, 12, 31)),
        ),
        (Period(date(2026, 1, 1), TODAY), Period(date(2025, 1, 1), date(2025, 11, 22))),
        (Period(date(2025, 1, 1), date(2025, 2, 28)), Period(date(2024, 1, 1), date(2024, 2, 29))),
        (
            Period(date(2025, 1, 1), date(2026, 12, 31)),
            Period(date(2023, 1, 2), date(2024, 12, 31)),
        ),
    ],
)
def test_a_period_is_compared_with_the_year_before_or_the_days_just_before(
    period: Period, before: Period
) -> None:
    assert period.before == before


@given(DAYS, st.integers(0, 2000))
def test_what_a_period_is_compared_with_never_overlaps_it(since: date, days: int) -> None:
    period = Period(since, since + timedelta(days=days))

    assert period.before.since <= period.before.until < period.since


def test_an_end_before_the_start_is_refused_in_french() -> None:
    draft, problems = asked({"since": "02/01/2026", "until": "01/01/2026", "sections": ["jobs"]})

    assert draft is None
    assert problems[0].field == "until"
    assert problems[0].sentence.startswith("La fin (01/01/2026) précède le début (02/01/2026)")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"since": None, "until": "01/01/2026", "sections": ["jobs"]}, "since"),
        ({"since": "01/01/2026", "until": "01/02/2026", "sections": []}, "sections"),
        ({"since": "31/02/2026", "until": "01/04/2026", "sections": ["jobs"]}, "since"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field(
    values: dict[str, object], field: str
) -> None:
    draft, problems = asked(values)

    assert draft is None
    assert [each.field for each in problems] == [field]


def test_days_to_come_and_a_place_that_left_are_refused() -> None:
    members = {"200070092": "CA du Libournais"}

    def fields(**changes: object) -> list[str]:
        return [each.field for each in refusals(a_draft(**changes), today=TODAY, members=members)]

    assert fields() == []
    assert fields(until="22/11/2026") == []
    assert fields(until="23/11/2026") == ["until"]
    assert fields(since="31/12/1999") == ["since"]
    assert fields(epci_siren="200070092") == []
    assert fields(epci_siren="123456789") == ["epci_siren"]


def test_a_signature_is_read_back_from_a_torn_copy() -> None:
    signature = Signature(Period(date(2025, 1, 1), TODAY), None, 584, digest_of({"a": 1}))
    torn = "\n".join(signature.code[at : at + 30] for at in range(0, len(signature.code), 30))

    assert Signature.parse(f"  {torn.upper()} ") == signature
    one = Signature(signature.period, "200070092", 584, signature.digest)
    assert Signature.parse(one.code) == one


@pytest.mark.parametrize("parts", [("forecast",), ("survival",), ("forecast", "survival")])
def test_a_signature_says_which_computed_parts_it_covers(parts: tuple[str, ...]) -> None:
    asked_for = (Section.SUMMARY, *map(Section, reversed(parts)))
    period = Period(date(2025, 1, 1), TODAY)
    signature = Signature(period, None, 584, digest_of({"a": 1}), computed(asked_for))

    assert signature.computed == tuple(map(Section, parts))
    assert Signature.parse(signature.code) == signature
    assert computed([Section.SUMMARY]) == ()


@pytest.mark.parametrize("text", ["", "x", "20250101-20251399-tout-v1-" + "a" * 64, "a" * 64])
def test_what_is_no_signature_says_where_to_find_one(text: str) -> None:
    with pytest.raises(ValueError, match="dernière page du bilan"):
        Signature.parse(text)


def test_the_digest_is_that_of_the_figures_in_any_order() -> None:
    figures = {"b": [1.0, None], "a": "é"}

    assert digest_of(figures) == digest_of({"a": "é", "b": [1.0, None]})
    assert digest_of(figures) != digest_of({"a": "é", "b": [1.5, None]})
    with pytest.raises(ValueError, match="JSON"):
        digest_of({"a": float("nan")})
