"""The territory on screen: member EPCI, their map, their communes, and the exports."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.charts.territory_map import territory_map
from circular.config import settings
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.territory import MemberEpci, TerritoryCommune, TerritorySummary
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import accounts
from circular.queries import territory as queries
from circular.ui import components, dialogs, map_backgrounds, markup, session
from circular.ui.exports import export_buttons

PAGE = "territory"
SEARCH, EPCI, PAGE_NUMBER = "commune", "membre", "page_communes"
NO_FILTER = {SEARCH: "", EPCI: None, PAGE_NUMBER: 1}
PAGE_ROWS = 50
MOST_NAMED = 12

COLUMNS = (
    Column("name", "Commune"),
    Column("department_name", "Département"),
    Column("code", "Code INSEE", Kind.CODE),
    Column("postal_codes", "Code postal", Kind.CODE),
    Column("member_name", "Intercommunalité"),
    Column("population", "Habitants", Kind.INTEGER),
    Column("remark", "Remarque"),
)
_WIDTHS = {
    "Commune": 230,
    "Département": 110,
    "Code INSEE": 96,
    "Code postal": 110,
    "Intercommunalité": 220,
    "Remarque": 330,
}


def territory(visitor: Visitor) -> None:
    """Draw the territory as it stands, or what to begin with."""
    with session.reading() as db:
        summary = queries.summary(db, visitor.only_epcis)
        members = queries.member_epcis(db, visitor.only_epcis)
    if not members:
        _nothing_yet(visitor)
        return
    markup.lead(_lead(summary, is_limited=bool(visitor.only_epcis)))
    with st.container(key="stack_territory"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        st.header("Intercommunalités membres")
        for member in members:
            _member_row(visitor, member)
    with right:
        _map(visitor, members)
    _communes(visitor, summary)


def _nothing_yet(visitor: Visitor) -> None:
    place = components.empty(
        "map",
        "Choisissez d’abord les intercommunalités membres",
        "Leurs communes viennent avec elles\u202f; vous pourrez ensuite en retirer ou en ajouter.",
    )
    if visitor.may(Permission.EDIT_TERRITORY):
        place.button(
            "Choisir une intercommunalité",
            type="primary",
            icon=":material/add:",
            key="first_epci",
            on_click=partial(dialogs.ask, PAGE, "add_epci"),
        )


def _lead(summary: TerritorySummary, *, is_limited: bool = False) -> str:
    members = french.plural(summary.epci_count, "intercommunalité", "intercommunalités")
    communes = french.plural(summary.commune_count, "commune", "communes")
    known = french.plural(summary.population, "habitant", "habitants")
    whose = "Votre compte lit" if is_limited else "Le territoire réunit"
    sentence = f"{whose} **{members}**, **{communes}** et **{known}**"
    if summary.unknown_population and summary.population is not None:
        unknown = french.plural(summary.unknown_population, "commune", "communes")
        return f"{sentence}, sans compter {unknown} dont la population est inconnue."
    return f"{sentence}."


def _member_row(visitor: Visitor, member: MemberEpci) -> None:
    """Draw one member: what it is, what it counts, the partner it is, and what can be changed."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_epci_{member.siren}",
    ):
        with st.container(gap="xxsmall", width=380):
            st.markdown(f"**{markup.plain(member.name)}**")
            st.caption(markup.plain(_facts(member)))
        if visitor.may(Permission.EDIT_TERRITORY):
            st.button(
                "Modifier",
                type="tertiary",
                icon=":material/edit:",
                key=f"change_epci_{member.siren}",
                help=f"Adhésion et retrait de {markup.plain(member.name)}",
                on_click=partial(dialogs.ask, PAGE, "link_partner", siren=member.siren),
            )


def _facts(member: MemberEpci) -> str:
    """Write what is known of a member, on one line."""
    unknown = member.unknown_population
    people = french.plural(member.population, "habitant", "habitants")
    partner = member.organisation_name
    facts = [
        french.plural(member.commune_count, "commune", "communes"),
        f"{people} (inconnus pour {french.number(unknown)})" if unknown else people,
        f"depuis le\u00a0{french.day(member.joined_on)}" if member.joined_on else "",
        "" if partner == member.name else f"partenaire\u00a0: {partner or french.UNKNOWN}",
    ]
    return " · ".join(filter(None, facts))


@st.cache_data(max_entries=4, show_spinner=False)
def _figure(path: str, version: int, only: tuple[str, ...]) -> object:
    """Draw the map once per state of the data; the arguments are the key."""
    del path, version
    with session.reading() as db:
        return territory_map(queries.map_places(db, only))


def _map(visitor: Visitor, members: Sequence[MemberEpci]) -> None:
    """Draw the members' outlines; the list beside holds the same figures."""
    with session.reading() as db:
        version = accounts.data_version(db)
    figure = _figure(str(settings().database), version, visitor.only_epcis)
    if figure is None:
        return
    with st.container(key="keep_territory_map"):
        st.plotly_chart(
            map_backgrounds.dressed(figure, key="territory_map"),
            config={"locale": "fr", "displayModeBar": False},
            alt="Carte des intercommunalités membres, avec leur nombre d’habitants\u00a0: "
            + french.join([f"{each.name} {french.number(each.population)}" for each in members]),
            key="chart_territory_map",
        )
        st.caption("Habitants de chaque intercommunalité membre.")


def _communes(visitor: Visitor, summary: TerritorySummary) -> None:
    """Draw the communes with their filters, counts, exports, and what is out of the ordinary."""
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    )
    row.header("Communes", width="content")
    if visitor.may(Permission.EDIT_TERRITORY):
        _commune_acts(row)
    text, siren = _filters(visitor)
    with session.reading() as db:
        found = queries.communes(db, siren, text=text, only=visitor.only_epcis)
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with head:
        components.count_row(
            len(found),
            summary.commune_count,
            nouns=("commune", "communes"),
            reset=components.clear_filters(NO_FILTER),
        )
        if found:
            build = partial(communes_table, visitor, siren, text)
            export_buttons(visitor, key="communes", build=build)
    _remarks(visitor, summary)
    _list(found)


def _commune_acts(place: st.delta_generator.DeltaGenerator) -> None:
    acts = place.container(horizontal=True, width="content")
    acts.button(
        "Ajouter une commune",
        icon=":material/add:",
        key="add_commune",
        on_click=partial(dialogs.ask, PAGE, "add_commune"),
    )
    acts.button(
        "Retirer une commune",
        icon=":material/close:",
        key="remove_commune",
        on_click=partial(dialogs.ask, PAGE, "remove_commune"),
    )


def _filters(visitor: Visitor) -> tuple[str, str | None]:
    """Draw the search and the choice of a member, and return what is asked."""
    with session.reading() as db:
        members = queries.territory_epcis(db, visitor.only_epcis)
    with st.container(horizontal=True, vertical_alignment="center", key="noprint_filters"):
        text = components.search_box(
            st,
            "Chercher une commune",
            placeholder="Nom, code postal ou INSEE",
            width=260,
            key=SEARCH,
            on_change=_first_page,
        )
        siren = st.selectbox(
            "Intercommunalité",
            list(members),
            index=None,
            format_func=lambda code: members[code],
            placeholder="Toutes les intercommunalités",
            label_visibility="collapsed",
            width=280,
            key=EPCI,
            bind="query-params",
            on_change=_first_page,
        )
    return text or "", siren


def _first_page() -> None:
    st.session_state[PAGE_NUMBER] = 1


def _list(found: Sequence[TerritoryCommune]) -> None:
    """Draw the communes of one page, as a grid on a wide screen, as a short table on a phone."""
    if not found:
        components.empty(
            "filter_alt_off",
            "Aucune commune ne correspond",
            "Retirez un filtre, ou vérifiez le nom ou le code.",
        )
        return
    pages = max(1, -(-len(found) // PAGE_ROWS))
    page = min(int(st.session_state.get(PAGE_NUMBER) or 1), pages)
    shown = found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    with st.container(key="wide_communes"):
        _grid(shown)
    with st.container(key="narrow_communes"):
        markup.table(
            [
                markup.TableColumn("Commune"),
                markup.TableColumn("Intercommunalité"),
                markup.TableColumn("Habitants", numeric=True),
            ],
            [(each.shown_name, each.member_name, french.number(each.population)) for each in shown],
            caption="Communes du territoire",
        )
    if pages > 1:
        st.pagination(pages, key=PAGE_NUMBER, bind="query-params")


def _grid(shown: Sequence[TerritoryCommune]) -> None:
    has_remark = any(each.remark for each in shown)
    columns = [column for column in COLUMNS if has_remark or column.key != "remark"]
    st.dataframe(
        [{column.title: _cell(column, row) for column in columns} for row in shown],
        column_config={
            column.title: st.column_config.NumberColumn(format="localized", width=96)
            if column.kind is Kind.INTEGER
            else st.column_config.TextColumn(width=_WIDTHS.get(column.title))
            for column in columns
        },
        hide_index=True,
        row_height=40,
        height="content",
        placeholder=french.UNKNOWN,
        key="communes_grid",
        alt="Communes du territoire, avec leur intercommunalité et leur population",
    )


def _cell(column: Column, row: TerritoryCommune) -> object:
    return row.population if column.kind is Kind.INTEGER else column.plain(row)


def communes_table(visitor: Visitor, siren: str | None, text: str) -> Table:
    """Return the communes that the filters keep, all pages together, for a file."""
    with session.reading() as db:
        rows = queries.communes(db, siren, text=text, only=visitor.only_epcis)
        members = queries.territory_epcis(db)
    asked = [("Recherche", text), ("Intercommunalité", members.get(siren or "", ""))]
    return Table(
        title="Communes du territoire",
        columns=COLUMNS,
        rows=rows,
        criteria=[(label, value) for label, value in asked if value],
        author=visitor.name,
        made_on=session.today(),
    )


def _remarks(visitor: Visitor, summary: TerritorySummary) -> None:
    """Name the communes without coordinates, and those left out of the territory."""
    if summary.without_coordinates:
        count = french.plural(len(summary.without_coordinates), "commune", "communes")
        st.caption(
            f"{count} sans coordonnées\u00a0: {_named(summary.without_coordinates)}. "
            "Les distances n’y sont pas calculées."
        )
    with session.reading() as db:
        left_out = queries.left_out(db, visitor.only_epcis)
    if left_out:
        count = french.plural(len(left_out), "commune", "communes")
        st.caption(
            f"{count} des intercommunalités membres hors du territoire\u00a0: "
            f"{_named(list(left_out.values()))}."
        )


def _named(names: Sequence[str]) -> str:
    """Name the first ones, count the rest."""
    more = len(names) - MOST_NAMED
    shown = [markup.plain(name) for name in names[:MOST_NAMED]]
    return french.join([*shown, *([f"{french.number(more)} autres"] if more > 0 else [])])
