"""What the areas of families draw, read in the figure itself."""

from circular.charts.material_families import HEADER, INK, material_families
from tests.charts.material_rows import a_family

ROWS = (
    a_family("Bois", 60, "Bois de chantier et menuiseries bois", "17 02 01"),
    a_family("Bois", 40, "Palettes", "15 01 03"),
    a_family("Verre", 30),
    a_family("Bois", None, "Sciures", "03 01 05"),
)


def test_a_family_holds_its_codes_and_their_sum() -> None:
    figure = material_families(ROWS)
    assert figure is not None
    (drawn,) = figure.data

    assert drawn.ids == ("Bois", "Verre", "Bois/17 02 01", "Bois/15 01 03", "Verre/None")
    assert drawn.parents == ("", "", "Bois", "Bois", "Verre")
    assert drawn.values == (100, 30, 60, 40, 30)
    assert drawn.labels[2] == "Bois de chantier<br>et menuiseries<br>bois"
    assert drawn.labels[4] == "Sans code déchet"
    assert drawn.text[0] == "100\u00a0t"
    assert (drawn.marker.colors[0], drawn.textfont.color[0]) == (HEADER, INK)


def test_without_codes_a_family_is_one_area() -> None:
    figure = material_families([a_family("Bois", 60), a_family("Verre", None)])
    assert figure is not None

    assert figure.data[0].ids == ("Bois",)


def test_nothing_is_drawn_without_tonnes() -> None:
    assert material_families([a_family("Verre", None)]) is None
    assert material_families([]) is None


def test_families_too_small_for_their_name_stand_together() -> None:
    rows = [
        a_family("Bois", 1000, "Palettes", "15 01 03"),
        a_family("Verre", 5),
        a_family("Cuir", 4),
    ]
    figure = material_families(rows)
    assert figure is not None

    assert figure.data[0].ids[:2] == ("Bois", "2\u00a0autres familles")
    assert figure.data[0].values[1] == 9
    alone = material_families(rows[:2])
    assert alone is not None
    assert alone.data[0].ids[:2] == ("Bois", "Verre")
