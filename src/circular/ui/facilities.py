"""Premises and technical facilities: their list, their form, their way to the archives."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from circular.actions import facilities as actions
from circular.domain.errors import NotFoundError
from circular.domain.facilities import FacilityDraft, FacilityFilters, FacilityScope
from circular.domain.french import day, number
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import facilities as queries
from circular.queries import reference
from circular.queries.facilities import ALL_ROWS, FacilityPage, FacilityRecord, FacilityRow
from circular.ui import components, forms, markup, session, versions
from circular.ui.communes import commune_field
from circular.ui.exports import export_buttons
from circular.ui.forms import Form
from circular.ui.history import folded_history
from circular.ui.producers import producer_fields

TITLE = "Locaux et installations"
NOUNS = ("lieu", "lieux")
PAGE_ROWS = 50
TEXT, SCOPE, KIND, FREE, EPCI, PAGE = "lieu", "sorte", "genre", "libre", "epci_lieux", "page_lieux"
NO_FILTER: Mapping[str, Any] = {
    TEXT: "",
    SCOPE: None,
    KIND: None,
    FREE: False,
    EPCI: None,
    PAGE: 1,
}
"""The names of the filters in the address of the page, and what each is when nothing is asked."""

COLUMNS = (
    Column("name", "Nom"),
    Column("kind", "Genre"),
    Column("owner", "Propriétaire ou gestionnaire"),
    Column("commune", "Commune"),
    Column("epci", "EPCI"),
    Column("address", "Adresse"),
    Column("area_m2", "Surface (m²)", Kind.NUMBER),
    Column("is_available", "Disponible", Kind.BOOLEAN),
    Column("available_from", "À partir du", Kind.DATE),
    Column("conditions", "Conditions"),
    Column("note", "Note"),
)
_BLANK = FacilityDraft.model_construct(
    **{name: field.default for name, field in FacilityDraft.model_fields.items()}
    | {"name": "", "kind": ""}
)


def facility_list(visitor: Visitor) -> None:
    """Draw filters, counts, exports and the list."""
    filters = _filters(visitor)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, page=page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, page=1)
    _counts(visitor, filters, found)
    if not found.rows:
        _nothing(found)
        return
    may_edit = visitor.may(Permission.EDIT_FACILITIES)
    for row in found.rows:
        _row(row, may_edit=may_edit)
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def new_facility(visitor: Visitor) -> None:
    """Draw the form of a new facility."""
    _back()
    components.title("Ajouter un local ou une installation")
    if _form(visitor, None):
        _to_list()


def edit_facility(visitor: Visitor, facility_id: int) -> None:
    """Draw the form of a known facility, with its way to the archives."""
    _back()
    try:
        with session.reading() as db:
            record = queries.facility_record(db, visitor, facility_id)
    except NotFoundError as refusal:
        components.empty("domain", "Local introuvable", refusal.sentence)
        return
    place = components.title(markup.plain(record.row.name))
    with place:
        _archive_button(visitor, record.row)
    if _form(visitor, record):
        _to_list()
    folded_history(visitor, "facility", facility_id)


def _back() -> None:
    """Draw the way back to the list: the same page, without its address."""
    st.button(
        TITLE,
        type="tertiary",
        icon=":material/arrow_back:",
        key="back_facilities",
        on_click=st.query_params.clear,
    )


def facility_table(visitor: Visitor, filters: FacilityFilters) -> Table:
    """Return every facility that the filters keep."""
    with session.reading() as db:
        rows = queries.facility_list(db, visitor, filters, limit=ALL_ROWS).rows
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
        epcis = queries.epcis_with_facilities(db, visitor)
    asked = (
        ("Recherche", filters.text),
        ("Sorte", filters.scope.label if filters.scope else ""),
        ("Genre", kinds.get(filters.kind or "", "")),
        ("EPCI", epcis.get(filters.epci_siren or "", "")),
        ("Disponible", "seulement" if filters.is_available else ""),
    )
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=session.today(),
    )


def _found(visitor: Visitor, filters: FacilityFilters, *, page: int) -> FacilityPage:
    with session.reading() as db:
        return queries.facility_list(
            db, visitor, filters, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
        )


def _to_list() -> None:
    st.query_params.clear()
    st.rerun()


def _filters(visitor: Visitor) -> FacilityFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        epcis = queries.epcis_with_facilities(db, visitor)
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar,
        "Chercher",
        placeholder="Nom, propriétaire, commune",
        width=260,
        key=TEXT,
        on_change=_first_page,
    )
    kind = components.filter_choice(
        bar, "Genre", kinds, key=KIND, all_of="Tous les genres", on_change=_first_page
    )
    epci = components.filter_choice(
        bar, "EPCI", epcis, key=EPCI, all_of="Tous les EPCI", on_change=_first_page
    )
    row = st.container(horizontal=True, vertical_alignment="center", key="noprint_more_filters")
    scope = row.pills(
        "Sorte",
        list(FacilityScope),
        format_func=lambda each: each.label,
        label_visibility="collapsed",
        key=SCOPE,
        bind="query-params",
        on_change=_first_page,
    )
    free = row.toggle("Disponibles seulement", key=FREE, bind="query-params", on_change=_first_page)
    return FacilityFilters(
        text=text,
        scope=scope,
        kind=kind,
        is_available=True if free else None,
        epci_siren=epci,
    )


def _first_page() -> None:
    """Come back to the first page: the filters have changed."""
    st.session_state[PAGE] = 1


def _counts(visitor: Visitor, filters: FacilityFilters, found: FacilityPage) -> None:
    """Draw « n sur N » on the left and the exports on the right."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with row:
        components.count_row(
            found.shown, found.total, nouns=NOUNS, reset=components.clear_filters(NO_FILTER)
        )
        if found.shown:
            export_buttons(visitor, key="locaux", build=partial(facility_table, visitor, filters))


def _nothing(found: FacilityPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off",
            "Aucun lieu ne correspond",
            "Retirez un filtre, ou choisissez «\u00a0Tout afficher\u00a0».",
        )
    else:
        components.empty(
            "domain",
            "Aucun local ni installation",
            "Notez ici les déchèteries, plateformes et ateliers à partager, "
            "et les locaux où un projet pourrait s\u2019installer.",
        )


def _row(row: FacilityRow, *, may_edit: bool) -> None:
    """Draw one place as a row, with the way to change it."""
    line = st.container(
        horizontal=True, horizontal_alignment="distribute", key=f"row_facility_{row.id}"
    )
    with line.container(gap="xxsmall"):
        fictitious = " :gray-badge[Fictif]" if row.is_fictitious else ""
        st.markdown(f"**{markup.plain(row.name)}**{fictitious}")
        where = ", ".join(filter(None, (row.address, row.commune)))
        st.caption(markup.plain(" · ".join(filter(None, (row.kind, row.owner, where)))))
        st.markdown(f":small[{markup.plain(_state(row))}]")
        if row.conditions:
            st.caption(markup.plain(row.conditions))
    if not may_edit:
        return
    line.button(
        "Modifier",
        type="tertiary",
        icon=":material/edit:",
        key=f"edit_facility_{row.id}",
        on_click=partial(_open, row.id),
    )


def _open(facility_id: int) -> None:
    st.query_params["id"] = str(facility_id)


def _archive_button(visitor: Visitor, row: FacilityRow) -> None:
    """Draw the way to the archives, or out of them: nothing is lost either way."""
    label = "Sortir des archives" if row.is_archived else "Archiver"
    icon = ":material/unarchive:" if row.is_archived else ":material/inventory_2:"
    if not st.button(label, icon=icon, key=f"archive_facility_{row.id}"):
        return
    act = actions.restore_facility if row.is_archived else actions.archive_facility
    said = "Sorti des archives." if row.is_archived else "Mis aux archives."
    if session.act(visitor, said, lambda db: act(db, visitor, row.id)):
        _to_list()


def _state(row: FacilityRow) -> str:
    """Say the surface and whether the place is free, and from when."""
    area = f"{number(row.area_m2)}\u00a0m²" if row.area_m2 is not None else None
    if row.is_available is None:
        free = "Disponibilité inconnue"
    else:
        free = "Disponible" if row.is_available else "Occupé"
    start = f"à partir du {day(row.available_from)}" if row.available_from else None
    return ", ".join(filter(None, (free, start, area)))


def _form(visitor: Visitor, record: FacilityRecord | None) -> bool:
    """Draw the form of a facility; True once it is saved."""
    key = "facility_new" if record is None else f"facility_{record.id}"
    form = forms.begin(key, FacilityDraft)
    version = None if record is None else versions.opened(form, record.version)
    stored = _BLANK if record is None else record.draft
    owner = record.row.owner if record else None
    typed = _fields(form, visitor, stored, owner=owner)
    if not forms.submit(form, "Enregistrer"):
        return False
    draft = forms.draft(form, FacilityDraft, typed)
    if draft is None:
        return False
    with session.writing(visitor, form) as door:
        if record is None or version is None:
            actions.add_facility(door.db, visitor, draft, token=form.token)
        else:
            actions.amend_facility(
                door.db, visitor, record.id, draft, version=version, token=form.token
            )
        door.done(f"{draft.name}\u00a0: enregistré.")
    if record is not None:
        versions.settle(form, door, record.version)
    return door.went_through


def _fields(
    form: Form, visitor: Visitor, stored: FacilityDraft, *, owner: str | None
) -> dict[str, Any]:
    """Draw what the place is on the left, its state on the right."""
    left, right = st.columns(2, gap="large")
    with session.reading() as db:
        kinds = {entry.key: entry.label for entry in reference.entries(db, "facility_kinds")}
    with left:
        typed = {
            "name": forms.line(form, "name", value=stored.name),
            "kind": forms.choice(form, "kind", kinds, value=stored.kind),
            **producer_fields(form, visitor, value=stored.organisation_id, name=owner),
            "commune_code": commune_field(form, "commune_code", value=stored.commune_code),
            "address": forms.line(form, "address", value=stored.address),
        }
    with right:
        return typed | {
            "area_m2": forms.amount(form, "area_m2", value=stored.area_m2),
            "is_available": forms.yes_no(form, "is_available", value=stored.is_available),
            "available_from": forms.day(form, "available_from", value=stored.available_from),
            "conditions": forms.paragraph(form, "conditions", value=stored.conditions),
            "note": forms.paragraph(form, "note", value=stored.note),
        }
