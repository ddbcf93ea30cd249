"""What the territory answers: members, communes, people, and what may still be added."""

from circular.actions.territory import add_commune, remove_commune
from circular.domain.visitors import Visitor
from circular.queries import reference, territory
from circular.store.connection import Database
from tests.builders.territory import (
    CUBZAGUAIS,
    LIBOURNAIS,
    LIBOURNE,
    LORMONT,
    VAYRES,
    VAYRES_ELSEWHERE,
    a_territory,
)


def test_an_empty_territory_is_empty_everywhere(db: Database) -> None:
    assert territory.summary(db).population is None
    assert territory.member_epcis(db) == ()
    assert territory.communes(db) == ()
    assert territory.territory_epcis(db) == {}
    assert territory.territory_communes(db) == {}
    assert territory.left_out(db) == {}
    assert territory.map_places(db) == ()


def test_the_summary_agrees_with_the_members_and_the_communes(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    summary = territory.summary(db)
    members = territory.member_epcis(db)
    communes = territory.communes(db)
    assert summary.epci_count == len(members) == 2
    assert summary.commune_count == len(communes) == territory.commune_count(db) == 61
    assert summary.population == sum(member.population or 0 for member in members)
    assert summary.population == sum(commune.population or 0 for commune in communes)
    assert summary.without_coordinates == ()


def test_a_member_counts_what_the_official_list_counts(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    official = reference.epci(db, LIBOURNAIS)
    member = territory.member_epci(db, LIBOURNAIS)
    assert official is not None
    assert member is not None
    assert (member.commune_count, member.population) == (45, official.population)


def test_the_choices_follow_the_territory(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    assert territory.territory_epcis(db) == {
        LIBOURNAIS: "CA du Libournais",
        CUBZAGUAIS: "CC du Grand Cubzaguais",
    }
    communes = territory.territory_communes(db)
    assert communes[VAYRES] == "Vayres (Gironde)"
    remove_commune(db, staff, VAYRES)
    assert VAYRES not in territory.territory_communes(db)
    assert territory.left_out(db) == {VAYRES: "Vayres (Gironde), CA du Libournais"}


def test_communes_are_searched_as_people_type(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    for typed in ("VAYRES", "vayr", "33539", "33870 vayres", "Vayres Libournais"):
        assert VAYRES in {commune.code for commune in territory.communes(db, text=typed)}, typed
    assert territory.communes(db, text="' OR 1=1 --") == ()
    assert len(territory.communes(db, CUBZAGUAIS)) == 16
    assert len(territory.communes(db, text="  ")) == 61


def test_only_communes_outside_are_offered_to_be_added(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    offered = [each.code for each in territory.communes_to_add(db, "vayres")]
    assert offered[0] == VAYRES_ELSEWHERE
    assert VAYRES not in offered
    assert LORMONT in {each.code for each in territory.communes_to_add(db, "33310")}
    assert territory.communes_to_add(db, "libourne gironde") == ()
    assert territory.communes_to_add(db, "  ") == ()
    add_commune(db, staff, VAYRES_ELSEWHERE, epci_siren=LIBOURNAIS)
    offered = [each.code for each in territory.communes_to_add(db, "vayres")]
    assert VAYRES_ELSEWHERE not in offered


def test_a_commune_taken_out_is_offered_again(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    remove_commune(db, staff, LIBOURNE)
    assert territory.communes_to_add(db, "libourne")[0].code == LIBOURNE


def test_nothing_depends_on_a_new_member(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    assert territory.dependents(db, LIBOURNAIS).sentence is None


def test_the_map_has_an_outline_and_a_figure_per_member(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    places = territory.map_places(db)
    members = {member.siren: member for member in territory.member_epcis(db)}
    assert len(places) == 2
    for place in places:
        assert place.rings
        assert place.label_point is not None
        assert place.siren is not None
        assert place.net_fte == members[place.siren].population
