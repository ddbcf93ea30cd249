"""What was diverted, whole for the team, safe sums for everybody else."""

import pytest

from circular.domain.errors import NotAllowedError
from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.queries import benefits as queries
from circular.queries import indicators
from circular.store.connection import Database
from tests.builders.limits import LIBOURNAIS, limited
from tests.builders.organisations import a_partner
from tests.builders.streams import TODAY
from tests.builders.territory import a_territory
from tests.builders.tracked_matches import a_match, an_agreement
from tests.store.test_benefits import measured

NOW = Perimeter(TODAY)


def exchanged(
    db: Database,
    staff: Visitor,
    name: str,
    code: str,
    tonnes: float,
    *,
    is_confidential: bool = False,
) -> None:
    """Agree with a producer of its own on 100 tonnes a year and measure some."""
    producer = a_partner(db, staff, name)
    match_id = a_match(
        db,
        staff,
        title=name,
        organisation_id=producer,
        waste_code=code,
        is_confidential=is_confidential,
    )
    an_agreement(db, staff, match_id, 100)
    measured(db, match_id, 2026, tonnes)


def test_the_team_reads_every_family_with_the_sources_of_its_co2(
    db: Database, staff: Visitor
) -> None:
    assert queries.benefits(db, staff, NOW).chosen is None
    exchanged(db, staff, "Verrerie", "150107", 50)
    exchanged(db, staff, "Jardins", "200201", 150)

    page = queries.benefits(db, staff, NOW)
    assert page.chosen is not None
    assert (page.chosen.measured, page.chosen.coverage) == (200, 0.25)
    assert page.families is not None
    assert [(each.family, each.coverage) for each in page.families] == [
        ("Déchets verts", 0),
        ("Verre", 1),
    ]
    assert [each.label for each in page.factors] == ["Verre"]


def test_others_read_sums_that_tell_nothing_of_one_confidential_producer(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    exchanged(db, staff, "Verrerie", "150107", 50, is_confidential=True)
    exchanged(db, staff, "Jardins", "200201", 150)
    for visitor in (elected, partner):
        page = queries.benefits(db, visitor, NOW)
        assert page.families is None
        assert page.factors == ()
        (year,) = page.years
        assert (year.matches, year.withheld, year.measured) == (2, 1, 150)
        # Tonnes of glass could be read off its CO2e: only green waste, without a factor, is told.
        assert (year.co2_low, year.measured_with_factor, year.without_measure) == (None, 0, 0)
    exchanged(db, staff, "Bar", "150107", 5)
    (year,) = queries.benefits(db, elected, NOW).years
    assert year.co2_high == pytest.approx(5 * 0.76)
    (whole,) = queries.benefits(db, staff, NOW).years
    assert (whole.measured, whole.withheld) == (205, 0)


def test_an_official_limited_to_an_epci_reads_nothing_else(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    mayor = limited(db, LIBOURNAIS)
    with pytest.raises(NotAllowedError):
        queries.benefits(db, mayor, NOW)
    assert queries.benefits(db, mayor, Perimeter(TODAY, LIBOURNAIS)).years == ()


def test_tonnes_agreed_and_measured_are_indicators_that_count_what_is_unknown(
    db: Database, staff: Visitor
) -> None:
    assert indicators.measured(db, "tonnes_agreed", NOW).value == 0
    exchanged(db, staff, "Verrerie", "150107", 50)
    assert indicators.measured(db, "tonnes_agreed", NOW).value == 100
    later = Perimeter(TODAY.replace(year=2027))
    assert indicators.measured(db, "tonnes_measured", later).value == 50
    found = indicators.measured(db, "tonnes_measured", Perimeter(TODAY.replace(year=2028)))
    assert (found.value, found.missing, found.records) == (None, 1, 1)


def test_every_factor_is_listed_with_what_it_applies_to(db: Database, elected: Visitor) -> None:
    lines = queries.factor_lines(db, elected)
    assert len(lines) == 16
    found = {(each.kind.value, each.label): each for each in lines}
    assert found["co2", "Aluminium"].applies_to == "17 04 02"
    assert found["co2", "Verre"].applies_to == "Verre"
    assert found["jobs", "Recyclage"].applies_to is None
