"""The directory of partners on screen: filters, list, record, form and exports."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.organisations import Organisation, OrganisationFilters
from circular.domain.permissions import Permission
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import organisations as queries
from circular.queries import reference, territory
from circular.ui import components, dialogs, markup, session
from circular.ui.exports import export_buttons

PAGE = "partners"
SEARCH, ROLE, EPCI = "partenaire", "role_partenaire", "lieu"
EVERYBODY, ARCHIVED = "toutes_organisations", "fiches_archivees"
NO_FILTER = {SEARCH: "", ROLE: None, EPCI: None}
FICTITIOUS = ":gray-badge[Fictif]"
PAGE_NUMBER = "page_partenaires"
PAGE_ROWS = 50

COLUMNS = (
    Column("name", "Nom"),
    Column("kind_label", "Genre"),
    Column("role_label", "Rôle"),
    Column("commune_name", "Commune"),
    Column("place_name", "Intercommunalité"),
    Column("referent", "Personne référente"),
    Column("email", "Adresse électronique"),
    Column("phone", "Téléphone", Kind.CODE),
    Column("website", "Site web"),
    Column("address", "Adresse"),
    Column("siren", "SIREN", Kind.CODE),
    Column("siret", "SIRET", Kind.CODE),
    Column("note", "Note"),
    Column("is_fictitious", "Fictif", Kind.BOOLEAN),
)


def add_button(visitor: Visitor, place: DeltaGenerator) -> None:
    """Draw the page's primary button for those who edit the directory."""
    if visitor.may(Permission.EDIT_PARTNERS):
        place.button(
            "Ajouter un partenaire",
            type="primary",
            icon=":material/add:",
            key="add_partner",
            on_click=partial(dialogs.ask, PAGE, "register"),
        )


def directory(visitor: Visitor) -> None:
    """Draw the filters, the counts, the exports and the cards of the directory."""
    filters = _filters()
    with session.reading() as db:
        found = queries.directory(db, visitor, filters)
        total = queries.directory_count(db, filters.without_choices)
    if not total:
        _nothing_yet(filters)
        return
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    nouns = (
        ("partenaire", "partenaires")
        if filters.partners_only
        else ("organisation", "organisations")
    )
    with head:
        components.count_row(
            len(found), total, nouns=nouns, reset=components.clear_filters(NO_FILTER)
        )
        if found:
            build = partial(directory_table, visitor, filters)
            export_buttons(visitor, key="partenaires", build=build)
    if not found:
        components.empty(
            "filter_alt_off",
            "Aucun partenaire ne correspond",
            "Retirez un filtre, ou ajoutez ce partenaire.",
        )
    _cards(visitor, found)


def _filters() -> OrganisationFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        roles = {each.key: each.label for each in reference.entries(db, "partner_roles")}
        members = territory.territory_epcis(db)
    with st.container(horizontal=True, vertical_alignment="center", key="noprint_filters"):
        text = components.search_box(
            st,
            "Chercher un partenaire",
            placeholder="Nom, commune, SIREN",
            width=260,
            key=SEARCH,
            on_change=_first_page,
        )
        role = components.filter_choice(
            st, "Rôle", roles, key=ROLE, all_of="Tous les rôles", on_change=_first_page
        )
        siren = components.filter_choice(
            st,
            "Intercommunalité",
            members,
            key=EPCI,
            all_of=WHOLE,
            on_change=_first_page,
        )
        everybody = st.toggle(
            "Aussi les autres organisations",
            key=EVERYBODY,
            bind="query-params",
            help="Producteurs de déchets et propriétaires de locaux qui ne sont pas partenaires",
        )
        archived = st.toggle("Les archives", key=ARCHIVED, bind="query-params")
    return OrganisationFilters(
        text=text or "",
        role=role,
        epci_siren=siren,
        partners_only=not everybody,
        archived=archived,
    )


def _first_page() -> None:
    st.session_state[PAGE_NUMBER] = 1


def _nothing_yet(filters: OrganisationFilters) -> None:
    if filters.archived:
        components.empty("archive", "Aucune archive", "Les fiches archivées paraîtront ici.")
    else:
        components.empty(
            "hub",
            "Aucun partenaire",
            "Notez ici qui vous épaule\u00a0: collectivités, syndicat, financeurs, tiers-lieux.",
        )


def _cards(visitor: Visitor, found: Sequence[Organisation]) -> None:
    """Draw the cards of one page, two or three side by side."""
    pages = max(1, -(-len(found) // PAGE_ROWS))
    page = min(int(st.session_state.get(PAGE_NUMBER) or 1), pages)
    grid: Any = st.grid(3, min_column_width=280, gap="small")
    for each in found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]:
        with grid.container(border=True, key=f"card_partner_{each.id}"):
            _card(visitor, each)
    if pages > 1:
        st.pagination(pages, key=PAGE_NUMBER, bind="query-params")


def _card(visitor: Visitor, each: Organisation) -> None:
    """Draw what one looks for first: name, role, place, and how to reach them."""
    st.button(
        f"**{markup.plain(each.name)}**",
        type="tertiary",
        key=f"open_{each.id}",
        on_click=partial(dialogs.ask, PAGE, "record", organisation_id=each.id),
    )
    role = each.role_label or each.kind_label
    st.caption(markup.plain(" · ".join(filter(None, (role, each.place)))))
    badges = [FICTITIOUS if each.is_fictitious else "", _archived_badge(each)]
    if any(badges):
        st.markdown(" ".join(filter(None, badges)))
    people = visitor.may(Permission.SEE_PEOPLE)
    ways = [each.referent if people else None, each.phone, each.email]
    if any(ways):
        st.markdown(f":small[{markup.plain(' · '.join(filter(None, ways)))}]")


def _archived_badge(each: Organisation) -> str:
    return ":gray-badge[:material/archive: Archivée]" if each.archived_at else ""


def directory_table(visitor: Visitor, filters: OrganisationFilters) -> Table:
    """Return every organisation that the filters keep, for a file."""
    with session.reading() as db:
        rows = queries.directory(db, visitor, filters)
        roles = {each.key: each.label for each in reference.entries(db, "partner_roles")}
        members = territory.territory_epcis(db)
    asked = [
        ("Recherche", filters.text),
        ("Rôle", roles.get(filters.role or "", "")),
        ("Intercommunalité", members.get(filters.epci_siren or "", "")),
        ("Autres organisations", "" if filters.partners_only else "comprises"),
        ("Archives", "seules" if filters.archived else ""),
    ]
    return Table(
        title="Partenaires",
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=session.today(),
    )


def facts(each: Organisation) -> dict[str, str | None]:
    """Return the words of a record, in the order in which one reads them."""
    return {
        "Genre": each.kind_label,
        "Rôle": each.role_label,
        "Commune": f"{each.commune_name} ({each.department_name})" if each.commune_name else None,
        "Intercommunalité": each.place_name,
        "Adresse": each.address,
        "Personne référente": each.referent,
        "Téléphone": each.phone,
        "Adresse électronique": each.email,
        "Site web": each.website,
        "SIREN": each.siren,
        "SIRET": each.siret,
        "Producteur confidentiel": french.yes_no(each.is_confidential),
        "Note": each.note,
    }
