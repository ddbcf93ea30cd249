"""Rows of the store become streams and needs of the ranking."""

import json
from datetime import date

from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.domain.visitors import Visitor
from circular.store import matches
from circular.store.connection import Database
from circular.store.streams import Sight
from tests.builders.needs import a_need, a_project
from tests.builders.streams import GREEN_WASTE, TODAY, a_stream


def test_a_row_becomes_a_stream_and_a_need(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, available_to="31/12/2027", contamination="3", quality="Sacs fermés")
    a_need(db, staff, a_project(db, staff), note="Branches broyées")
    (row,) = matches.streams(db, Sight(sees_confidential=True), today=TODAY)
    stream, need = ranked_stream(row), ranked_need(*matches.needs(db))

    assert stream.codes == need.codes == (GREEN_WASTE,)
    assert (stream.tonnes_offered, stream.contamination) == (180, 3)
    assert stream.available_to == date(2027, 12, 31)
    assert stream.quality is None
    assert stream.text == "Tontes des communes Déchets verts"
    assert (need.tonnes_max, need.distance_max_km) == (300, 40)
    assert "Branches broyées" in need.text


def test_an_example_leaves_proper_names_out(db: Database, staff: Visitor) -> None:
    a_need(db, staff, a_project(db, staff))
    (row,) = matches.needs(db)
    titles = [["Couches des crèches du Libournais", "Couches"], ["Fenêtres PVC de l’Isle", None]]

    need = ranked_need({**row, "examples": json.dumps(titles)})

    assert need.examples == ("Couches des crèches du Couches", "Fenêtres PVC de")
