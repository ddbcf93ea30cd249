"""The place of a facility on the map of the territory, drawn once per state of the data."""

from typing import Any

import streamlit as st

from circular.charts.facility_place import facility_place
from circular.config import settings
from circular.queries import accounts
from circular.queries import territory as queries
from circular.queries.facilities import FacilityRecord
from circular.ui import map_backgrounds, session


def place_map(record: FacilityRecord) -> None:
    """Draw where the commune of a facility lies; nothing when it is not known."""
    if record.row.point is None or record.row.commune is None:
        return
    with session.reading() as db:
        version = accounts.data_version(db)
    figure = _figure(str(settings().database), version, record.row.point, record.row.commune)
    if figure is None:
        return
    st.space("small")
    st.header("Où c\u2019est")
    with st.container(key="keep_facility_map"):
        where = ", ".join(filter(None, (record.row.commune, record.row.epci)))
        st.plotly_chart(
            map_backgrounds.dressed(figure, key="facility_map"),
            config={"locale": "fr", "displayModeBar": False},
            alt=f"Carte du territoire\u00a0: le lieu est à {where}.",
            key="chart_facility_map",
        )
        st.caption(f"Le point est au centre de la commune\u00a0: {where}.")


@st.cache_data(show_spinner=False, max_entries=20)
def _figure(path: str, version: int, point: tuple[float, float], commune: str) -> Any:
    """Draw the map once per state of the data; the arguments are the key."""
    del path, version
    with session.reading() as db:
        return facility_place(queries.map_places(db), point=point, commune=commune)
