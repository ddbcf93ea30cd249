"""The images under a map: how many, which, and where they are laid."""

import math

import plotly.graph_objects as go

from circular.charts.map_backgrounds import MOST_IMAGES, Bounds, tiles, with_background
from circular.charts.territory_map import SHRINK

LIBOURNE = Bounds(west=-0.5, south=44.7, east=0.1, north=45.3)


def test_the_images_are_as_fine_as_their_number_allows() -> None:
    found = tiles(LIBOURNE)

    assert 4 <= len(found) <= MOST_IMAGES
    (zoom,) = {zoom for zoom, _, _ in found}
    assert zoom == 11  # web maps number the image of Libourne 11/1022/737
    assert (11, 1022, 737) in found


def test_the_images_touch_each_other_and_cover_the_map() -> None:
    figure = go.Figure(go.Scatter(x=[-0.5 * SHRINK, 0.1 * SHRINK], y=[44.7, 45.3]))

    drawn = with_background(figure, "https://cartes.exemple/{z}/{x}/{y}.png")

    images = drawn.layout.images
    assert not figure.layout.images
    assert all(image.layer == "below" and "{" not in image.source for image in images)
    assert min(image.x for image in images) <= -0.5 * SHRINK
    assert max(image.x + image.sizex for image in images) >= 0.1 * SHRINK
    tops = {round(image.y, 9) for image in images}
    bottoms = {round(image.y - image.sizey, 9) for image in images}
    assert len(tops & bottoms) == len(tops) - 1


def test_a_given_range_is_what_is_covered() -> None:
    figure = go.Figure(go.Scatter(x=[-5, 5], y=[40, 50]))
    figure.update_layout(xaxis={"range": [-0.1, 0.1]}, yaxis={"range": [44.9, 45.1]})

    images = with_background(figure, "https://cartes.exemple/{z}/{x}/{y}").layout.images

    assert all(math.isclose(image.y, 45, abs_tol=0.6) for image in images)
    assert with_background(go.Figure(), "https://cartes.exemple/{z}/{x}/{y}").layout.images == ()
