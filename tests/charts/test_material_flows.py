"""What the drawing of flows holds, read in the figure itself."""

from circular.charts.material_flows import AGREED, CONSIDERED, MOST, drawn, material_flows
from tests.charts.material_rows import a_flow


def test_agreed_and_considered_are_two_links_between_the_same_nodes() -> None:
    figure = material_flows(
        [a_flow("Bois", 7, 40, 10), a_flow("Coproduits végétaux (paille, marc)", 7, 0, 90)]
    )
    assert figure is not None
    (sankey,) = figure.data

    assert sankey.node.label == ("Coproduits végétaux (pail…", "Bois", "Projet 7")
    assert sankey.link.source == (0, 1, 1)
    assert sankey.link.target == (2, 2, 2)
    assert sankey.link.value == (90, 40, 10)
    assert sankey.link.color == (CONSIDERED, AGREED, CONSIDERED)
    assert sankey.link.customdata[1] == "Bois<br>Projet 7<br>40\u00a0t par an convenues"


def test_only_the_heaviest_are_drawn_and_those_without_tonnes_are_not() -> None:
    many = [a_flow("Bois", number, number) for number in range(MOST + 5)]

    assert [flow.agreed for flow in drawn(many)][:2] == [MOST + 4, MOST + 3]
    assert len(drawn(many)) == MOST
    assert material_flows([a_flow("Bois", 1, 0)]) is None
