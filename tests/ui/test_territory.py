"""The territory in words, and what its file holds."""

import csv
import io
from dataclasses import replace
from datetime import date

from circular.domain.territory import MemberEpci, TerritorySummary
from circular.domain.visitors import Visitor
from circular.exports.tables import Format
from circular.store.connection import Database
from circular.ui import territory
from circular.ui.exports import exporter
from tests.builders.territory import CUBZAGUAIS, VAYRES_ELSEWHERE, a_territory

SUMMARY = TerritorySummary(
    epci_count=1,
    commune_count=45,
    population=94_185,
    unknown_population=0,
    without_coordinates=(),
)
MEMBER = MemberEpci(
    siren="200070092",
    name="CA du Libournais",
    organisation_id=None,
    organisation_name=None,
    joined_on=date(2024, 11, 22),
    commune_count=45,
    population=94_185,
    unknown_population=0,
    without_coordinates=0,
)


def test_the_sentence_counts_members_communes_and_people() -> None:
    assert territory._lead(SUMMARY) == (
        "Le territoire réunit **1\u00a0intercommunalité**, **45\u00a0communes** et "
        "**94\u202f185\u00a0habitants**."
    )


def test_an_unknown_population_is_never_zero() -> None:
    partly = territory._lead(replace(SUMMARY, unknown_population=2))
    assert partly.endswith("sans compter 2\u00a0communes dont la population est inconnue.")
    wholly = territory._lead(replace(SUMMARY, population=None, unknown_population=45))
    assert wholly.endswith("et **–**.")


def test_a_member_says_its_partner_unless_it_bears_its_name() -> None:
    assert territory._facts(MEMBER) == (
        "45\u00a0communes · 94\u202f185\u00a0habitants · depuis le\u00a022/11/2024"
        " · partenaire\u00a0: –"
    )
    own = replace(MEMBER, organisation_id=1, organisation_name="CA du Libournais", joined_on=None)
    assert territory._facts(own) == "45\u00a0communes · 94\u202f185\u00a0habitants"
    unknown = replace(own, unknown_population=1)
    assert "(inconnus pour 1)" in territory._facts(unknown)


def test_many_names_are_cut_and_the_rest_counted() -> None:
    assert territory._named(["Vayres"]) == "Vayres"
    cut = territory._named([f"Commune {number}" for number in range(14)])
    assert cut.endswith("Commune 11 et 2 autres")


def test_the_file_holds_the_rows_of_the_screen_with_their_remarks(
    db: Database, staff: Visitor
) -> None:
    from circular.actions.territory import add_commune

    a_territory(db, staff)
    add_commune(db, staff, VAYRES_ELSEWHERE, epci_siren=CUBZAGUAIS)
    content = exporter(
        staff, Format.CSV, lambda: territory.communes_table(staff, CUBZAGUAIS, "vayres")
    )()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == [column.title for column in territory.COLUMNS]
    assert len(lines) == 2
    assert lines[1][0:3] == ["Vayres", "Haute-Vienne", VAYRES_ELSEWHERE]
    assert lines[1][6] == "relève officiellement de CC Porte Océane du Limousin"


def test_the_file_says_what_was_asked(db: Database, staff: Visitor) -> None:
    a_territory(db, staff)
    table = territory.communes_table(staff, CUBZAGUAIS, "")
    assert table.criteria == [("Intercommunalité", "CC du Grand Cubzaguais")]
    assert len(table.rows) == 16
