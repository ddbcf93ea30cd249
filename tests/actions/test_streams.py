"""Adding, amending, duplicating and archiving streams, and what each role may not do."""

from datetime import date

import pytest

from circular.actions import streams as actions
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.seasons import shares_of
from circular.domain.streams import StreamDraft
from circular.domain.visitors import Visitor
from circular.store import journal, organisations, streams
from circular.store.connection import Database
from circular.store.rows import Row, value
from tests.builders.streams import HAZARDOUS, TODAY, a_stream, stream_draft


def stored(db: Database, stream_id: int) -> Row:
    """Return a stream as it is stored."""
    row = streams.row(db, stream_id)
    assert row is not None
    return row


def last_line(db: Database, stream_id: int) -> Row:
    """Return the last line of the journal of a stream."""
    return journal.of_record(db, "stream", stream_id)[0]


def amend(
    db: Database, author: Visitor, stream_id: int, draft: StreamDraft, version: int = 1
) -> int:
    """Amend a stream on the day of the tests."""
    return actions.amend_stream(db, author, stream_id, draft, version=version, today=TODAY)


def test_the_code_gives_the_family_and_the_hazard(db: Database, staff: Visitor) -> None:
    green, lead = a_stream(db, staff), a_stream(db, staff, waste_code=HAZARDOUS)

    assert stored(db, green)["material_family"] == "dechets_verts"
    assert stored(db, green)["is_hazardous"] == 0
    assert stored(db, lead)["is_hazardous"] == 1


def test_a_hazardous_code_cannot_be_said_harmless(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff, waste_code=HAZARDOUS, is_hazardous=False)

    assert stored(db, stream_id)["is_hazardous"] == 1


def test_without_code_the_hazard_is_what_is_said_or_unknown(db: Database, staff: Visitor) -> None:
    said = a_stream(db, staff, waste_code=None, is_hazardous=True)
    unknown = a_stream(db, staff, waste_code=None)

    assert stored(db, said)["is_hazardous"] == 1
    assert stored(db, unknown)["is_hazardous"] is None


def test_a_family_chosen_by_hand_is_kept(db: Database, staff: Visitor) -> None:
    assert stored(db, a_stream(db, staff, material_family="bois"))["material_family"] == "bois"


def test_a_new_producer_is_created_with_the_stream(db: Database, staff: Visitor) -> None:
    first = a_stream(db, staff, new_organisation="Scierie du Pont")
    again = a_stream(db, staff, new_organisation="  SCIERIE du pont ")

    owner = stored(db, first)["organisation_id"]
    assert organisations.name(db, owner) == "Scierie du Pont"
    assert stored(db, again)["organisation_id"] == owner


def test_nothing_is_half_written(db: Database, staff: Visitor) -> None:
    with pytest.raises(DomainError):
        a_stream(db, staff, new_organisation="Scierie du Pont", material_family="inconnue")

    assert organisations.find(db, "Scierie du Pont") is None
    assert value(db, "SELECT COUNT(*) FROM waste_stream") == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"waste_code": "999999"}, "waste_code"),
        ({"waste_code": "200133"}, "waste_code"),  # withdrawn on 9 November 2026
        ({"commune_code": "00000"}, "commune_code"),
        ({"organisation_id": 4242}, "organisation_id"),
        ({"organisation_id": 0}, "organisation_id"),
        ({"figure_on": date(2027, 1, 1)}, "figure_on"),
        ({"material_family": "inconnue"}, "material_family"),
        ({"new_organisation": "???"}, "new_organisation"),
    ],
)
def test_what_the_lists_do_not_hold_is_refused_at_its_field(
    db: Database, staff: Visitor, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        a_stream(db, staff, **changes)

    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_code_withdrawn_since_may_stay_but_not_come(db: Database, staff: Visitor) -> None:
    before = date(2026, 11, 1)
    draft = stream_draft(waste_code="200133")
    stream_id = actions.add_stream(db, staff, draft, today=before)

    amend(db, staff, stream_id, stream_draft(waste_code="200133", title="Piles"))

    assert stored(db, stream_id)["title"] == "Piles"


def test_a_second_click_writes_nothing_more(db: Database, staff: Visitor) -> None:
    first = actions.add_stream(db, staff, stream_draft(), today=TODAY, token="once")

    with pytest.raises(AlreadyDoneError) as twice:
        actions.add_stream(db, staff, stream_draft(), today=TODAY, token="once")

    assert twice.value.record_id == first
    assert value(db, "SELECT COUNT(*) FROM waste_stream") == 1


def test_the_season_is_stored_as_twelve_shares(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff, months=shares_of([10, 11, 12, 9]))

    assert stored(db, stream_id)["months"] == "[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0" + (
        ", 0.25" * 4 + "]"
    )


def test_an_amendment_is_journalled_in_words(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)

    amend(db, staff, stream_id, stream_draft(tonnes_likely="200,5", available_to="31/12/2026"))

    line = last_line(db, stream_id)
    assert line["sentence"] == "Gisement «\u00a0Tontes des communes\u00a0» modifié."
    assert '"Tonnes par an": ["180", "200,5"]' in line["changes"]
    assert '"Disponible jusqu’au": [null, "31/12/2026"]' in line["changes"]


def test_saving_without_change_leaves_no_line(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)

    amend(db, staff, stream_id, stream_draft())

    assert last_line(db, stream_id)["act"] == "added"


def test_the_second_saver_sees_what_differs(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)
    amend(db, staff, stream_id, stream_draft(tonnes_likely="200"))

    with pytest.raises(StaleRecordError) as refusal:
        amend(db, staff, stream_id, stream_draft(tonnes_likely="90"))

    assert "«\u00a0200\u00a0» est enregistré" in refusal.value.problems[0].sentence
    assert stored(db, stream_id)["tonnes_likely"] == 200


def test_a_copy_has_the_same_figures_and_another_title(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff, new_organisation="Scierie du Pont", price="-5")

    copy = stored(db, actions.duplicate_stream(db, staff, stream_id))

    assert copy["title"] == "Tontes des communes (copie)"
    assert (copy["price"], copy["version"]) == (-5, 1)
    assert copy["organisation_id"] == stored(db, stream_id)["organisation_id"]


def test_the_copy_of_a_very_long_title_fits(db: Database, staff: Visitor) -> None:
    copy = actions.duplicate_stream(db, staff, a_stream(db, staff, title="a" * 200))

    assert len(stored(db, copy)["title"]) <= 200


def test_a_stream_goes_to_the_archives_and_comes_back(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)

    actions.archive_stream(db, staff, stream_id)
    with pytest.raises(DomainError, match="déjà"):
        actions.archive_stream(db, staff, stream_id)
    actions.restore_stream(db, staff, stream_id)
    with pytest.raises(DomainError, match="pas dans les archives"):
        actions.restore_stream(db, staff, stream_id)

    acts = [line["act"] for line in journal.of_record(db, "stream", stream_id)]
    assert acts == ["restored", "archived", "added"]


def test_a_partner_writes_for_its_own_organisation_only(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    theirs = a_stream(db, staff, new_organisation="Scierie du Pont")
    mine = a_stream(db, partner)

    assert stored(db, mine)["organisation_id"] == partner.organisation_id
    amend(db, partner, mine, stream_draft(title="À moi"))
    with pytest.raises(NotAllowedError):
        a_stream(db, partner, new_organisation="Autre")
    with pytest.raises(NotAllowedError):
        a_stream(db, partner, organisation_id=stored(db, theirs)["organisation_id"])
    for act in (
        actions.archive_stream,
        actions.restore_stream,
        actions.duplicate_stream,
    ):
        with pytest.raises(NotAllowedError):
            act(db, partner, theirs)
    with pytest.raises(NotAllowedError):
        amend(db, partner, theirs, stream_draft())


def test_an_elected_official_changes_nothing(db: Database, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        a_stream(db, elected)


def test_what_does_not_exist_is_said(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        amend(db, staff, 4242, stream_draft())


def test_a_fictitious_stream_has_a_fictitious_producer(db: Database, staff: Visitor) -> None:
    stream_id = actions.add_stream(
        db,
        staff,
        stream_draft(new_organisation="Cave fictive"),
        today=TODAY,
        is_fictitious=True,
    )

    row = stored(db, stream_id)
    assert row["is_fictitious"] == 1
    owner = row["organisation_id"]
    assert value(db, "SELECT is_fictitious FROM organisation WHERE id = ?", [owner]) == 1
