"""The territory changes as people decide, and says why when it does not."""

from datetime import date

import pytest

from circular.actions import territory as actions
from circular.actions.targets import set_target
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.targets import TargetDraft
from circular.domain.visitors import Visitor
from circular.queries import territory as queries
from circular.store.connection import Database
from tests.builders.organisations import a_partner
from tests.builders.territory import (
    CUBZAGUAIS,
    LIBOURNAIS,
    LIBOURNE,
    LORMONT,
    VAYRES,
    VAYRES_ELSEWHERE,
    a_territory,
)


def lines(db: Database) -> list[str]:
    """Return what the journal says of the territory."""
    found = db.conn.execute("SELECT sentence FROM journal WHERE entity = 'territory' ORDER BY id")
    return [row[0] for row in found]


def test_an_epci_joins_with_all_its_communes_and_its_partner(db: Database, staff: Visitor) -> None:
    partner = a_partner(db, staff, "CA du Libournais", epci_siren=LIBOURNAIS)
    count = actions.add_epci(
        db, staff, LIBOURNAIS, organisation_id=partner, joined_on=date(2024, 11, 22)
    )
    assert count == 45
    member = queries.member_epci(db, LIBOURNAIS)
    assert member is not None
    assert (member.organisation_id, member.joined_on) == (partner, date(2024, 11, 22))
    assert lines(db) == ["CA du Libournais membre\u00a0: 45\u00a0communes."]


def test_an_epci_joins_once(db: Database, staff: Visitor) -> None:
    actions.add_epci(db, staff, LIBOURNAIS)
    with pytest.raises(DomainError, match="déjà membre") as refusal:
        actions.add_epci(db, staff, LIBOURNAIS)
    assert refusal.value.problems[0].field == "siren"
    assert len(lines(db)) == 1


def test_a_second_click_adds_nothing(db: Database, staff: Visitor) -> None:
    actions.add_epci(db, staff, LIBOURNAIS, token="once")
    with pytest.raises(AlreadyDoneError):
        actions.add_epci(db, staff, LIBOURNAIS, token="once")
    assert queries.commune_count(db) == 45


@pytest.mark.parametrize("siren", ["000000000", "", "<script>"])
def test_an_unknown_epci_is_refused(db: Database, staff: Visitor, siren: str) -> None:
    with pytest.raises(NotFoundError, match="liste officielle"):
        actions.add_epci(db, staff, siren)


def test_an_unknown_partner_is_refused_and_nothing_is_written(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError, match="annuaire"):
        actions.add_epci(db, staff, LIBOURNAIS, organisation_id=9999)
    assert queries.member_epcis(db) == ()


def test_an_epci_leaves_when_nothing_depends_on_it(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    actions.remove_epci(db, staff, CUBZAGUAIS)
    assert list(queries.territory_epcis(db)) == [LIBOURNAIS]
    assert lines(db)[-1] == ("CC du Grand Cubzaguais retirée du territoire, avec 16\u00a0communes.")


def test_an_epci_with_a_target_stays_and_the_refusal_says_why(
    db: Database, staff: Visitor, today: date
) -> None:
    a_territory(db, staff)
    target = TargetDraft.model_validate(
        {
            "value": "20",
            "starts_on": "01/01/2026",
            "due_on": "31/12/2029",
            "source": "Délibération d’essai",
            "decided_on": "01/01/2026",
            "epci_siren": LIBOURNAIS,
        }
    )
    set_target(db, staff, target, today=today)
    with pytest.raises(DomainError, match="1\u00a0objectif"):
        actions.remove_epci(db, staff, LIBOURNAIS)
    assert queries.commune_count(db) == 61


def test_an_epci_that_is_no_member_cannot_leave(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError, match="pas membre"):
        actions.remove_epci(db, staff, LIBOURNAIS)


def test_a_commune_of_another_epci_may_be_added(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    actions.add_commune(db, staff, VAYRES_ELSEWHERE, epci_siren=CUBZAGUAIS)
    added = queries.communes(db, CUBZAGUAIS, text="vayres")
    assert [commune.shown_name for commune in added] == ["Vayres (Haute-Vienne)"]
    assert added[0].remark == "relève officiellement de CC Porte Océane du Limousin"
    assert lines(db)[-1] == (
        "Vayres (Haute-Vienne) ajoutée au territoire, avec CC du Grand Cubzaguais."
    )


def test_a_commune_already_there_is_refused_with_its_epci(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    with pytest.raises(DomainError, match="déjà dans le territoire, avec CA du Libournais"):
        actions.add_commune(db, staff, VAYRES, epci_siren=CUBZAGUAIS)


@pytest.mark.parametrize(
    ("code", "siren"), [("99999", LIBOURNAIS), (LORMONT, "243300316"), ("", LIBOURNAIS)]
)
def test_an_unknown_commune_or_a_stranger_epci_is_refused(
    db: Database, staff: Visitor, code: str, siren: str
) -> None:
    a_territory(db, staff)
    with pytest.raises(NotFoundError):
        actions.add_commune(db, staff, code, epci_siren=siren)


def test_a_commune_taken_out_can_come_back(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    actions.remove_commune(db, staff, LIBOURNE)
    assert list(queries.left_out(db)) == [LIBOURNE]
    actions.add_commune(db, staff, LIBOURNE, epci_siren=LIBOURNAIS)
    assert queries.left_out(db) == {}
    with pytest.raises(NotFoundError):
        actions.remove_commune(db, staff, LORMONT)


def test_a_partner_is_linked_and_the_journal_keeps_both(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    partner = a_partner(db, staff, "CA du Libournais")
    actions.link_partner(
        db, staff, LIBOURNAIS, organisation_id=partner, joined_on=None, seen=(None, None)
    )
    member = queries.member_epci(db, LIBOURNAIS)
    assert member is not None
    assert member.organisation_name == "CA du Libournais"
    changes = db.conn.execute("SELECT changes FROM journal ORDER BY id DESC").fetchone()[0]
    assert changes == '{"Partenaire": [null, "CA du Libournais"]}'


def test_the_second_window_is_told_what_changed(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    first, second = a_partner(db, staff, "Premier"), a_partner(db, staff, "Second")
    actions.link_partner(
        db, staff, LIBOURNAIS, organisation_id=first, joined_on=None, seen=(None, None)
    )
    with pytest.raises(StaleRecordError, match="Premier"):
        actions.link_partner(
            db, staff, LIBOURNAIS, organisation_id=second, joined_on=None, seen=(None, None)
        )
    member = queries.member_epci(db, LIBOURNAIS)
    assert member is not None
    assert member.organisation_id == first


def test_only_those_who_edit_the_territory_change_it(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    a_territory(db, staff)
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            actions.add_epci(db, visitor, "243300811")
        with pytest.raises(NotAllowedError):
            actions.remove_epci(db, visitor, LIBOURNAIS)
        with pytest.raises(NotAllowedError):
            actions.add_commune(db, visitor, LORMONT, epci_siren=LIBOURNAIS)
        with pytest.raises(NotAllowedError):
            actions.remove_commune(db, visitor, LIBOURNE)
        with pytest.raises(NotAllowedError):
            actions.link_partner(db, visitor, LIBOURNAIS, organisation_id=None, joined_on=None)
    assert queries.commune_count(db) == 61
