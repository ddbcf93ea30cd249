"""The page « Matières »: filters, then one frame a question, each with its table and its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from circular.charts.material_families import material_families
from circular.charts.material_flows import material_flows
from circular.charts.material_months import material_months
from circular.charts.material_places import material_places
from circular.charts.territory_map import territory_map
from circular.config import settings
from circular.domain.permissions import Permission
from circular.domain.streams import Availability, StreamFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import SPREADSHEETS, Format, Kind
from circular.queries import accounts, reference
from circular.queries import materials as queries
from circular.queries.materials import Materials
from circular.ui import components, markup, material_tables, material_words, session
from circular.ui.exports import WITH_PLACES, export_buttons
from circular.ui.streams import OWN_ONLY

TITLE = "Vue d\u2019ensemble des gisements"
EPCI, FAMILY, WHEN = "epci_matieres", "famille_matieres", "quand_matieres"
NO_FILTER: Mapping[str, Any] = {EPCI: None, FAMILY: None, WHEN: None}
ON_OFFER = (Availability.NOW, Availability.LATER, Availability.PAST)
KEPT = 32
_MAPS = frozenset({material_tables.COMMUNES, material_tables.EPCIS})
MAP_CAPTION = "Projets pour un logiciel de cartes\u00a0:"

Key = tuple[str, int, date, str, int | None, tuple[str, ...], StreamFilters]


@dataclass(frozen=True, slots=True)
class Figures:
    """The drawings of the page; None where there is nothing to draw."""

    families: Any
    months: Any
    flows: Any
    places: Any


def overview(visitor: Visitor) -> None:
    """Draw the filters, the lead and the frames that the role may read."""
    filters = _filters(visitor)
    key = _key(visitor, filters)
    found = _read(key, visitor)
    markup.lead(material_words.lead(found))
    if visitor.own_organisation is not None:
        st.caption(OWN_ONLY)
    if told := material_words.reserved(found):
        st.caption(told)
    components.count_row(
        found.shown,
        found.total,
        nouns=material_words.STREAMS,
        reset=components.clear_filters(NO_FILTER),
    )
    if not found.total:
        components.empty(
            "recycling",
            "Aucun gisement",
            "Les gisements notés paraîtront ici, par famille, par mois et par lieu.",
        )
        return
    figures = _figures(key, found)
    frame = partial(_frame, visitor, filters, found)
    with st.container(key="stack_materials"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        _families(frame, found, figures)
    with right:
        _months(frame, found, figures)
    st.space("small")
    with st.container(key="stack_material_places"):
        left, right = st.columns(2, gap="large")
    if found.flows is not None:
        with left:
            _flows(frame, found, figures)
    with left if found.flows is None else right:
        _places(frame, visitor, found, figures)
        _projects_file(visitor, filters)


def _projects_file(visitor: Visitor, filters: StreamFilters) -> None:
    """Draw the button that takes projects to a map, for who may read them."""
    if visitor.may(Permission.SEE_PIPELINE):
        export_buttons(
            visitor,
            key="carte-projets",
            build=_build(visitor, filters, material_tables.PROJECTS),
            caption=MAP_CAPTION,
            formats=(Format.GEOJSON,),
        )


def _filters(visitor: Visitor) -> StreamFilters:
    """Draw the filters; who may not read streams one by one chooses an EPCI only."""
    with session.reading() as db:
        epcis = queries.epcis(db, visitor)
        families = {each.key: each.label for each in reference.entries(db, "material_families")}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    choice = partial(components.filter_choice, bar, on_change=_nothing)
    epci = choice("EPCI", epcis, key=EPCI, all_of="Tous les EPCI")
    if not visitor.may(Permission.SEE_STREAMS):
        return StreamFilters(epci_siren=epci)
    family = choice("Famille", families, key=FAMILY, all_of="Toutes les familles")
    when = bar.pills(
        "Disponibilité",
        list(ON_OFFER),
        format_func=lambda each: each.label,
        label_visibility="collapsed",
        key=WHEN,
        bind="query-params",
    )
    return StreamFilters(epci_siren=epci, family=family, availability=when)


def _nothing() -> None:
    """Change nothing else: the page has no pages to turn back."""


def _key(visitor: Visitor, filters: StreamFilters) -> Key:
    """Return what the page depends on: database, version, day, who may see what, filters."""
    with session.reading() as db:
        version = accounts.data_version(db)
    own, only = visitor.own_organisation, visitor.only_epcis
    return (
        str(settings().database),
        version,
        session.today(),
        visitor.role.value,
        own,
        only,
        filters,
    )


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _read(key: Key, _visitor: Visitor) -> Materials:
    """Read the sums once for each version of the data and each right."""
    with session.reading() as db:
        return queries.materials(db, _visitor, key[-1], today=key[2])


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _figures(key: Key, _found: Materials) -> Figures:
    """Draw once for the same sums."""
    del key
    return Figures(
        families=material_families(_found.told_families),
        months=material_months(_found.season),
        flows=material_flows(_found.flows or ()),
        places=territory_map(_found.epcis)
        if _found.communes is None
        else material_places(_found.communes, _found.outlines),
    )


def _build(visitor: Visitor, filters: StreamFilters, name: str) -> Callable[[], Any]:
    return partial(material_tables.table, visitor, filters, session.today(), name)


def _frame(
    visitor: Visitor,
    filters: StreamFilters,
    found: Materials,
    name: str,
    *,
    question: str,
    answer: str,
    figure: Any,
    caption: str | None = None,
) -> None:
    """Draw a frame: the question, the answer, the drawing, the exact figures and their files."""

    def figures() -> None:
        _table(name, found)
        export_buttons(
            visitor,
            key=f"matieres-{name}",
            build=_build(visitor, filters, name),
            formats=WITH_PLACES if name == material_tables.COMMUNES else SPREADSHEETS,
        )

    if figure is not None:
        components.chart(
            question,
            answer,
            figure,
            key=f"materials_{name}",
            alt=f"{question}. {answer}".replace("**", ""),
            figures=figures,
            caption=caption,
            is_map=name in _MAPS,
        )
        return
    with st.container(key=f"keep_materials_{name}"):
        _words(question, answer, caption)
        if material_tables.lines(name, found):
            with st.expander("Voir les chiffres", type="compact"):
                figures()


def _words(question: str, answer: str, caption: str | None) -> None:
    """Write the words of a frame that has nothing to draw."""
    st.header(question)
    st.markdown(answer)
    if caption:
        st.caption(caption)


def _table(name: str, found: Materials) -> None:
    """Draw the lines of a table, those of a telephone on a telephone."""
    left_out = material_tables.FILE_ONLY.get(name, frozenset())
    shown = [each for each in material_tables.columns(name, found) if each.key not in left_out]
    markup.table(
        [
            markup.TableColumn(
                column.title,
                numeric=column.kind.is_numeric,
                optional=column.key not in material_tables.ON_A_PHONE,
                unbroken=column.kind is Kind.CODE,
            )
            for column in shown
        ],
        [[column.shown(row) for column in shown] for row in material_tables.lines(name, found)],
        caption=material_tables.TITLES[name],
    )


def _families(frame: Callable[..., None], found: Materials, figures: Figures) -> None:
    frame(
        material_tables.FAMILIES,
        question="Quelles matières",
        answer=material_words.families(found),
        figure=figures.families,
        caption=material_words.without_area(found),
    )


def _months(frame: Callable[..., None], found: Materials, figures: Figures) -> None:
    frame(
        material_tables.MONTHS,
        question="À quelle saison",
        answer=material_words.season(found.season),
        figure=figures.months,
        caption=material_words.season_apart(found.season),
    )


def _flows(frame: Callable[..., None], found: Materials, figures: Figures) -> None:
    flows = found.flows or ()
    frame(
        material_tables.FLOWS,
        question="Vers quels projets",
        answer=material_words.flows(flows),
        figure=figures.flows,
        caption=material_words.flows_caption(flows) if flows else None,
    )


def _places(
    frame: Callable[..., None], visitor: Visitor, found: Materials, figures: Figures
) -> None:
    if found.communes is None:
        frame(
            material_tables.EPCIS,
            question="Où",
            answer=material_words.epcis(found.epcis),
            figure=figures.places,
        )
        return
    frame(
        material_tables.COMMUNES,
        question="Où",
        answer=material_words.places(found.communes, found.tonnes),
        figure=figures.places,
        caption=material_words.places_caption(
            found.communes, with_projects=visitor.may(Permission.SEE_PIPELINE)
        ),
    )
