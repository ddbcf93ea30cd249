"""Places, activities and waste codes are found by what people type."""

import json
from datetime import date

import pytest

from circular.domain.reference import Commune
from circular.queries import reference
from circular.store.connection import Database

LIBOURNAIS = "200070092"
MEMBERS = {
    "243300811": ("CC de l’Estuaire", 14),
    "243301223": ("CC du Grand Cubzaguais", 16),
    "243301181": ("CC Latitude Nord Gironde", 12),
    "200035533": ("CC du Grand Saint-Émilionnais", 22),
    LIBOURNAIS: ("CA du Libournais", 45),
}


def shown(communes: tuple[Commune, ...]) -> list[str]:
    """Return the names as a list offers them."""
    return [commune.shown_name for commune in communes]


def test_vayres_is_found_twice_and_told_apart(db: Database) -> None:
    found = shown(reference.communes_matching(db, "vayres"))
    assert found[:2] == ["Vayres (Gironde)", "Vayres (Haute-Vienne)"]


def test_no_two_communes_are_shown_alike(db: Database) -> None:
    twins = db.conn.execute(
        "SELECT COUNT(*) - COUNT(DISTINCT name || department_code) FROM ref_commune"
    ).fetchone()
    assert twins == (0,)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Vayres 87", "Vayres (Haute-Vienne)"),
        ("vayres haute vienne", "Vayres (Haute-Vienne)"),
        ("87600 vayres", "Vayres (Haute-Vienne)"),
        ("33870", "Vayres (Gironde)"),
        ("33539", "Vayres (Gironde)"),
        ("SAINT EMILION", "Saint-Émilion (Gironde)"),
        ("st-émilion", "Saint-Émilion (Gironde)"),
        ("l'ile d'yeu", "L’Île-d’Yeu (Vendée)"),
        ("emilion", "Saint-Émilion (Gironde)"),
        ("paris", "Paris"),
        ("2a004", "Ajaccio (Corse-du-Sud)"),
        ("noumea", "Nouméa (Nouvelle-Calédonie)"),
    ],
)
def test_a_commune_is_found_by_name_department_postal_or_insee_code(
    db: Database, typed: str, first: str
) -> None:
    assert shown(reference.communes_matching(db, typed))[0] == first


def test_communes_of_the_territory_come_first(db: Database) -> None:
    anywhere = shown(reference.communes_matching(db, "saint denis", limit=1))
    at_home = shown(
        reference.communes_matching(db, "saint denis", limit=1, epci_sirens=list(MEMBERS))
    )
    assert anywhere == ["Saint-Denis (La Réunion)"]
    assert at_home == ["Saint-Denis-de-Pile (Gironde)"]


def test_a_word_of_the_department_alone_is_no_answer(db: Database) -> None:
    assert reference.communes_matching(db, "essonne haute") == ()


@pytest.mark.parametrize(
    "typed", ["", "   ", "😀", "xyzxyz", "99999", "a'; DROP TABLE ref_commune"]
)
def test_senseless_text_finds_no_commune(db: Database, typed: str) -> None:
    assert reference.communes_matching(db, typed) == ()


def test_nothing_typed_gives_the_territory(db: Database) -> None:
    found = reference.communes_matching(db, "", limit=3, epci_sirens=[LIBOURNAIS])
    assert {commune.epci_siren for commune in found} == {LIBOURNAIS}
    assert found[0].name == "Libourne"


def test_the_limit_is_kept(db: Database) -> None:
    assert len(reference.communes_matching(db, "saint", limit=7)) == 7


def test_a_commune_overseas_has_no_place_on_the_map(db: Database) -> None:
    noumea = reference.commune(db, "98818")
    assert noumea is not None
    assert (noumea.name, noumea.latitude, noumea.longitude) == ("Nouméa", None, None)
    assert noumea.epci_siren is None


def test_an_unknown_commune_is_none(db: Database) -> None:
    assert reference.commune(db, "00000") is None


def test_the_five_members_hold_109_communes(db: Database) -> None:
    for siren, (name, count) in MEMBERS.items():
        epci = reference.epci(db, siren)
        assert epci is not None
        assert (epci.name, epci.commune_count) == (name, count)
        assert len(reference.communes_of(db, siren)) == count
    assert sum(count for _, count in MEMBERS.values()) == 109


def test_the_population_of_an_epci_is_that_of_its_communes(db: Database) -> None:
    epci = reference.epci(db, LIBOURNAIS)
    assert epci is not None
    assert epci.population == sum(
        commune.population or 0 for commune in reference.communes_of(db, LIBOURNAIS)
    )


def test_postal_codes_of_a_commune(db: Database) -> None:
    assert reference.postal_codes_of(db, "33539") == ("33870",)
    assert len(reference.postal_codes_of(db, "75056")) == 21
    assert reference.postal_codes_of(db, "98411") == ()


@pytest.mark.parametrize(
    ("typed", "siren"),
    [("libournais", LIBOURNAIS), ("grand st emilionnais", "200035533"), ("243300811",) * 2],
)
def test_an_epci_is_found_by_name_or_siren(db: Database, typed: str, siren: str) -> None:
    assert reference.epcis_matching(db, typed)[0].siren == siren


def test_an_epci_is_not_found_by_nothing(db: Database) -> None:
    assert reference.epcis_matching(db, " ") == ()
    assert reference.epci(db, "000000000") is None


def test_contours_are_geojson_around_their_communes(db: Database) -> None:
    contours = reference.epci_contours(db, [*MEMBERS, "000000000"])
    assert {contour.code for contour in contours} == set(MEMBERS)
    outline = json.loads(next(c for c in contours if c.code == LIBOURNAIS).geometry)
    assert outline["type"] in {"Polygon", "MultiPolygon"}
    shape = outline["coordinates"]
    polygons = shape if outline["type"] == "MultiPolygon" else [shape]
    longitudes = [point[0] for polygon in polygons for point in polygon[0]]
    libourne = reference.commune(db, "33243")
    assert libourne is not None
    assert libourne.longitude is not None
    assert min(longitudes) < libourne.longitude < max(longitudes)


def test_contours_of_the_communes_of_an_epci(db: Database) -> None:
    contours = reference.commune_contours(db, LIBOURNAIS)
    assert len(contours) == 45
    assert {json.loads(contour.geometry)["type"] for contour in contours} <= {
        "Polygon",
        "MultiPolygon",
    }


@pytest.mark.parametrize(
    "typed", ["38.32Z", "3832z", "38.32", "récupération de déchet", "RECUP TRIE"]
)
def test_an_activity_is_found_by_code_or_words(db: Database, typed: str) -> None:
    assert "38.32Z" in {naf.code for naf in reference.naf_matching(db, typed)}


def test_an_activity_carries_its_version(db: Database) -> None:
    naf = reference.naf(db, "38.32Z")
    assert naf is not None
    assert (naf.label, naf.section, naf.version) == ("Récupération de déchets triés", "E", "rev2")
    assert reference.naf(db, "38.32Z", version="2025") is None
    assert reference.naf_matching(db, "38", version="2025") == ()
    assert reference.naf_matching(db, " ") == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("palette", "150103"),
        ("PALETTES", "150103"),
        ("dechet vert", "200201"),
        ("Déchets verts", "200201"),
        ("tontes", "200201"),
        ("pneu", "160103"),
        ("film plastique", "150102"),
        ("huile de friture", "200125"),
        ("amiante", "170605"),
        ("drèche", "020701"),
    ],
)
def test_a_waste_code_is_found_by_everyday_words(
    db: Database, today: date, typed: str, code: str
) -> None:
    assert reference.waste_codes_matching(db, typed, today=today)[0].code.code == code


def test_a_waste_code_is_found_while_its_word_is_being_typed(db: Database, today: date) -> None:
    found = reference.waste_codes_matching(db, "palett", today=today)
    assert "150103" in {one.code.code for one in found}


def test_each_suggestion_says_its_reason(db: Database, today: date) -> None:
    reasons = {
        one.reason for one in reference.waste_codes_matching(db, "bois", today=today, limit=50)
    }
    assert any(reason.startswith("mot reconnu\u00a0: «\u00a0") for reason in reasons)
    assert any(reason.endswith("» dans le libellé") for reason in reasons)


def test_more_words_recognised_come_first(db: Database, today: date) -> None:
    found = reference.waste_codes_matching(db, "boue de papeterie", today=today)
    assert found[0].code.subchapter == "0303"


def test_digits_give_the_codes_that_begin_with_them(db: Database, today: date) -> None:
    found = reference.waste_codes_matching(db, "20 02", today=today)
    assert [one.code.written for one in found] == ["20 02 01", "20 02 02", "20 02 03"]
    assert {one.reason for one in found} == {"commence par 20 02"}


def test_a_withdrawn_code_is_only_given_to_whom_asks_for_its_digits(
    db: Database, today: date
) -> None:
    asked = reference.waste_codes_matching(db, "20 01 33*", today=today)
    assert [one.code.code for one in asked] == ["200133"]
    assert asked[0].reason.startswith("Ce code n’est plus valable depuis le 09/11/2026")
    for typed in ("20 01", "piles", "accumulateurs"):
        found = reference.waste_codes_matching(db, typed, today=today, limit=500)
        assert found
        assert all(one.code.is_valid_on(today) for one in found)


def test_the_list_is_the_one_of_the_day(db: Database) -> None:
    eve, day = date(2026, 11, 8), date(2026, 11, 9)
    before = reference.waste_codes_matching(db, "160604", today=eve)
    after = reference.waste_codes_matching(db, "160604", today=day)
    assert [one.code.is_hazardous for one in before] == [False]
    assert [one.code.is_hazardous for one in after] == [True]
    assert [one.reason for one in (*before, *after)] == ["code demandé"] * 2


@pytest.mark.parametrize("typed", ["", " ", "de la", "xyzxyz", "99", "999999", "😀"])
def test_senseless_text_finds_no_waste_code(db: Database, today: date, typed: str) -> None:
    assert reference.waste_codes_matching(db, typed, today=today) == ()


def test_an_old_record_still_reads_its_withdrawn_code(db: Database, today: date) -> None:
    withdrawn = reference.waste_code(db, "200133", today)
    assert withdrawn is not None
    assert not withdrawn.is_valid_on(today)
    assert withdrawn.replaced_by == ("200142",)
    assert reference.waste_code(db, "000000", today) is None


def test_a_code_is_read_as_it_stood_on_a_day(db: Database) -> None:
    old = reference.waste_code(db, "160601", date(2026, 11, 8))
    new = reference.waste_code(db, "160601", date(2026, 11, 9))
    assert old is not None
    assert new is not None
    assert (old.label, new.label) == ("accumulateurs au plomb", "déchets de batteries au plomb")
    assert (old.is_verified, new.is_verified) == (True, False)


def test_a_list_comes_in_its_order(db: Database) -> None:
    pillars = reference.entries(db, "pillars")
    assert [entry.position for entry in pillars] == list(range(1, 8))
    assert not any(entry.is_own for entry in pillars)


def test_a_list_can_be_narrowed_to_one_parent(db: Database) -> None:
    found = reference.entries(db, "exit_reasons", parent="abandoned")
    everything = reference.entries(db, "exit_reasons")
    assert 0 < len(found) < len(everything)
    assert {entry.parent for entry in found} == {"abandoned"}


def test_an_epr_scheme_knows_its_year_and_its_note(db: Database) -> None:
    scheme = reference.entry(db, "epr_schemes", "emballages_menagers")
    assert scheme is not None
    assert scheme.since == 1993
    assert scheme.note


def test_an_unknown_choice_is_none(db: Database) -> None:
    assert reference.entry(db, "pillars", "nothing") is None
    assert reference.entries(db, "nothing") == ()
    assert "pillars" in reference.list_names(db)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("200138", "relève de 20 01 37* (Bois traité (traverses, poteaux))"),
        ("200137", "sans substance dangereuse, ce déchet relève de 20 01 38 (Bois, meubles"),
        ("170504", "relève de 17 05 03*"),
        ("200201", None),
        ("180104", None),
    ],
)
def test_a_mirror_code_names_its_twin(db: Database, code: str, said: str | None) -> None:
    found = reference.waste_code(db, code, date(2026, 11, 22))
    assert found is not None
    warning = reference.mirror_warning(db, found, date(2026, 11, 22))
    assert (warning is None) is (said is None)
    assert said is None or said in (warning or "")
