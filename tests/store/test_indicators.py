"""Agreements, delays and tonnes at any day."""

from datetime import date

from circular.actions.agreement_moves import abandon_agreement, terminate_agreement
from circular.domain.agreements import ClosingDraft
from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.store import indicators
from circular.store.connection import Database
from circular.store.rows import Row
from tests.builders.agreements import a_draft, a_project, read, signed, to_sign
from tests.builders.streams import a_stream
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS

NOW = Perimeter(date(2026, 11, 22))
SPRING = Perimeter(date(2026, 4, 1))
WINTER = Perimeter(date(2026, 3, 11))


def counts(db: Database, perimeter: Perimeter) -> tuple[int, int, int, int]:
    """Return signed, in force, to come, to sign."""
    found = indicators.agreement_counts(db, perimeter)
    return found["signed"], found["in_force"], found["to_come"], found["to_sign"]


def states(db: Database, perimeter: Perimeter) -> list[str]:
    """Return the states of the agreements listed."""
    return [row["state"] for row in indicators.agreements_at(db, perimeter, limit=10)]


def test_an_agreement_is_in_force_from_its_start_to_its_end(db: Database, staff: Visitor) -> None:
    signed(db, staff, signed_on=date(2026, 3, 12), ends_on=date(2026, 10, 31))

    assert counts(db, SPRING)[:2] == (1, 1)
    assert counts(db, Perimeter(date(2026, 10, 31)))[:2] == (1, 1)
    assert counts(db, Perimeter(date(2026, 11, 1)))[:2] == (1, 0)
    assert counts(db, Perimeter(date(2026, 3, 11)))[:2] == (0, 0)


def test_a_terminated_agreement_is_in_force_until_its_last_day(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff, ends_on=date(2027, 3, 11))
    closing = ClosingDraft(effective_on=date(2026, 9, 30), reason="Arrêt")
    version = read(db, staff, agreement).version
    terminate_agreement(db, staff, agreement, closing, version=version)

    assert counts(db, Perimeter(date(2026, 9, 30)))[1] == 1
    assert counts(db, Perimeter(date(2026, 10, 1)))[:2] == (1, 0)
    assert states(db, Perimeter(date(2026, 10, 1))) == []


def test_an_agreement_is_to_come_from_its_draft_to_its_signature(
    db: Database, staff: Visitor
) -> None:
    agreement = a_draft(db, staff, today=date(2026, 3, 1), jobs_committed="6")
    to_sign(db, staff, agreement, today=date(2026, 3, 20))

    assert counts(db, Perimeter(date(2026, 2, 28)))[2:] == (0, 0)
    assert counts(db, WINTER)[2:] == (1, 0)
    assert counts(db, SPRING)[2:] == (1, 1)
    assert states(db, WINTER) == ["draft"]
    assert states(db, SPRING) == ["to_sign"]
    assert indicators.agreement_counts(db, SPRING)["jobs_to_come"] == 6


def test_an_agreement_given_up_is_no_longer_to_come(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff, today=date(2026, 3, 1))
    closing = ClosingDraft(effective_on=date(2026, 5, 1), reason="Sans suite")
    version = read(db, staff, agreement).version
    abandon_agreement(db, staff, agreement, closing, version=version)

    assert counts(db, SPRING)[2] == 1
    assert counts(db, NOW)[2] == 0


def test_jobs_that_nobody_promised_are_unknown_not_zero(db: Database, staff: Visitor) -> None:
    a_draft(db, staff)

    found = indicators.agreement_counts(db, NOW)
    assert (found["jobs_to_come"], found["to_come_without_jobs"]) == (0, 1)


def test_signed_ones_come_first_then_the_nearest_to_their_signature(
    db: Database, staff: Visitor
) -> None:
    a_draft(db, staff)
    to_sign(db, staff, a_draft(db, staff))
    signed(db, staff)

    assert states(db, NOW) == ["signed", "to_sign", "draft"]
    assert len(indicators.agreements_at(db, NOW, limit=2)) == 2


def test_a_title_that_names_a_person_is_left_out(db: Database, staff: Visitor) -> None:
    named = a_project(db, staff, "Projet de Naïma Fictive", holder="Naïma Fictive")
    plain = a_project(db, staff, "Couches en compost", holder="Naïma Fictive")
    a_draft(db, staff, named)
    a_draft(db, staff, plain)

    titles = {
        row["project_id"]: row["project_title"]
        for row in indicators.agreements_at(db, NOW, limit=10)
    }
    assert titles == {named: None, plain: "Couches en compost"}


def test_an_epci_sees_its_own_agreements(db: Database, staff: Visitor) -> None:
    signed(db, staff)

    assert counts(db, Perimeter(NOW.as_of, LIBOURNAIS))[0] == 1
    assert counts(db, Perimeter(NOW.as_of, CUBZAGUAIS))[0] == 0


def test_tonnes_add_up_what_is_known(db: Database, staff: Visitor) -> None:
    a_stream(db, staff)
    a_stream(db, staff, title="Palettes", tonnes_likely="20,5")
    a_stream(db, staff, title="Verre", tonnes_likely=None, tonnes_max="40")

    found: Row = indicators.stream_tonnes(db, Perimeter(date(2030, 1, 1)))

    assert (found["tonnes"], found["streams"], found["without_tonnes"]) == (200.5, 3, 1)
    elsewhere = indicators.stream_tonnes(db, Perimeter(date(2030, 1, 1), CUBZAGUAIS))
    assert elsewhere["streams"] == 0


def test_a_stream_is_known_from_the_day_of_its_figure(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, figure_source="Enquête", figure_on="01/02/2026")

    assert indicators.stream_tonnes(db, Perimeter(date(2026, 1, 31)))["streams"] == 0
    assert indicators.stream_tonnes(db, WINTER)["streams"] == 1


def test_no_match_kept_is_no_tonne_kept(db: Database, staff: Visitor) -> None:
    a_stream(db, staff)

    assert indicators.kept_tonnes(db, NOW)["streams"] == 0
