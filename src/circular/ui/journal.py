"""The whole journal on screen: filters, lines with what they changed, exports, its check."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.journal import ActKind, JournalEntity, JournalFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import journal as queries
from circular.queries import journal_chain
from circular.queries.journal import JournalEntry, JournalPage
from circular.ui import components, markup, navigation, session
from circular.ui.exports import export_buttons
from circular.ui.history import change_words

Code = TypeVar("Code", str, int)

TITLE = "Journal"
NOUNS = ("ligne", "lignes")
TEXT, WHO, ENTITY, KIND = "texte", "qui", "fiche", "acte"
SINCE, UNTIL, PAGE = "depuis", "jusquau", "page_journal"
NO_FILTER: Mapping[str, Any] = {
    TEXT: "",
    WHO: None,
    ENTITY: None,
    KIND: None,
    SINCE: None,
    UNTIL: None,
    PAGE: 1,
}
COLUMNS = (
    Column("id", "N°", Kind.INTEGER),
    Column("at", "Moment", Kind.MOMENT),
    Column("account_name", "Qui"),
    Column("entity", "Sorte de fiche"),
    Column("entity_id", "N° de la fiche", Kind.INTEGER),
    Column("kind", "Acte"),
    Column("sentence", "Ce qui s’est passé"),
    Column("before_after", "Avant → après"),
    Column("seal", "Empreinte", Kind.CODE),
)
_RECORDS: Mapping[JournalEntity, str] = {
    JournalEntity.HOLDER: "holder.py",
    JournalEntity.PROJECT: "project.py",
    JournalEntity.AGREEMENT: "agreement.py",
    JournalEntity.STREAM: "stream.py",
    JournalEntity.FACILITY: "facility.py",
    JournalEntity.ACCOUNT: "accounts.py",
}
_PLACES: Mapping[JournalEntity, str] = {
    JournalEntity.ORGANISATION: "partners.py",
    JournalEntity.TARGET: "jobs.py",
    JournalEntity.TERRITORY: "territory.py",
    JournalEntity.SETTINGS: "settings.py",
    JournalEntity.LIST_ENTRY: "settings.py",
}


def check(place: DeltaGenerator) -> None:
    """Draw the button that checks the chain now, and what it found."""
    if not place.button("Vérifier le journal", icon=":material/verified_user:", key="check"):
        return
    with session.reading() as db:
        state = journal_chain.checked(db)
    if state.fault is not None:
        st.error(state.sentence, icon=":material/report:")
    else:
        st.success(state.sentence, icon=":material/check_circle:")
    if state.head is not None:
        st.caption(
            "Tête du journal, à conserver ailleurs\u202f; la commande "
            "«\u00a0circular verify\u00a0--head\u00a0» la compare plus tard, et dit si la fin du "
            "journal a été retirée\u00a0:"
        )
        st.code(state.head.written, language=None, wrap_lines=True)


def draw(visitor: Visitor) -> None:
    """Draw the filters, the count, the exports and the lines of a page."""
    markup.lead(
        "**Chaque acte laisse une ligne**\u00a0: qui, quand, quoi, avant et après. Aucune ne peut "
        "être changée ni retirée sans que cela se voie."
    )
    filters = _filters(visitor)
    page = components.page_number(PAGE)
    found = _found(visitor, filters, page)
    if found.shown and not found.rows:
        found = _found(visitor, filters, 1)
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with head:
        reset = components.clear_filters(NO_FILTER)
        components.count_row(found.shown, found.total, nouns=NOUNS, reset=reset)
        if found.shown:
            build = partial(journal_table, visitor, filters)
            export_buttons(visitor, key="journal", build=build)
    if not found.rows:
        _nothing(found)
        return
    for entry in found.rows:
        _row(entry)
    pages = -(-found.shown // queries.PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=PAGE, bind="query-params")


def journal_table(visitor: Visitor, filters: JournalFilters) -> Table:
    """Return every line that the filters keep, for a file."""
    with session.reading() as db:
        found = queries.journal(db, visitor, filters, page=None)
        people = queries.authors(db, visitor)
    asked = {
        "Texte": filters.text,
        "Qui": people.get(filters.account_id or 0, ""),
        "Sorte de fiche": filters.entity.label if filters.entity else "",
        "Acte": filters.kind.label if filters.kind else "",
        "Depuis le": french.day(filters.since) if filters.since else "",
        "Jusqu’au": french.day(filters.until) if filters.until else "",
    }
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=found.rows,
        criteria=[(label, value) for label, value in asked.items() if value],
        author=visitor.name,
        made_on=session.today(),
    )


def _found(visitor: Visitor, filters: JournalFilters, page: int) -> JournalPage:
    with session.reading() as db:
        return queries.journal(db, visitor, filters, page=page)


def _filters(visitor: Visitor) -> JournalFilters:
    """Draw the bar of filters and return what is asked."""
    with session.reading() as db:
        people = queries.authors(db, visitor)
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar, "Chercher", placeholder="Mot, nom, valeur", key=TEXT, on_change=_first_page
    )
    who = components.filter_choice(
        bar, "Qui", people, key=WHO, all_of="Tout le monde", on_change=_first_page, width=200
    )
    entities = {each.value: each.label for each in JournalEntity}
    entity = components.filter_choice(
        bar,
        "Sorte de fiche",
        entities,
        key=ENTITY,
        all_of="Toutes les fiches",
        on_change=_first_page,
        width=200,
    )
    kinds = {each.value: each.label for each in ActKind}
    kind = components.filter_choice(
        bar, "Acte", kinds, key=KIND, all_of="Tous les actes", on_change=_first_page, width=200
    )
    since = _day(bar, "Depuis le", key=SINCE)
    until = _day(bar, "Jusqu’au", key=UNTIL)
    return JournalFilters(
        account_id=who,
        entity=JournalEntity(entity) if entity else None,
        kind=ActKind(kind) if kind else None,
        since=since,
        until=until,
        text=text,
    )


def _day(place: DeltaGenerator, label: str, *, key: str) -> date | None:
    day = place.date_input(
        label,
        value=None,
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=key,
        width=150,
        bind="query-params",
        on_change=_first_page,
    )
    return day if isinstance(day, date) else None


def _first_page() -> None:
    st.session_state[PAGE] = 1


def _nothing(found: JournalPage) -> None:
    if found.total:
        components.empty(
            "filter_alt_off", "Aucune ligne ne correspond", "Retirez un filtre, ou élargissez-le."
        )
    else:
        components.empty(
            "history", "Rien n’a encore été noté", "Chaque acte laissera ici une ligne."
        )


def _row(entry: JournalEntry) -> None:
    """Draw a line: when, what, by whom, the way to its record, and what it changed."""
    row = st.container(horizontal=True, wrap=False, key=f"row_journal_{entry.id}")
    left = row.container(width=130, gap="xxsmall")
    left.markdown(f"**{french.day(entry.at.date())}**")
    left.caption(french.hour(entry.at))
    right = row.container(gap="xxsmall")
    markup.prose(entry.sentence, right)
    right.caption(markup.plain(f"{entry.account_name} · {_what(entry)} · n° {entry.id}"))
    _way(entry, right)
    if entry.changes:
        fields = french.plural(len(entry.changes), "champ", "champs")
        with right.expander(f"Avant et après · {fields}", type="compact"):
            for change in entry.changes:
                markup.prose(change_words(change))


def _what(entry: JournalEntry) -> str:
    """Write the kind of record and the family of the act."""
    if entry.entity is None:
        return entry.kind.label
    words = [entry.entity.label, entry.kind.label]
    return " · ".join(dict.fromkeys(words))


def _way(entry: JournalEntry, place: DeltaGenerator) -> None:
    """Draw the link to the record of a line, when it has one."""
    file, record = _record(entry)
    if file is None:
        return
    place.container(key=f"back_record_{entry.id}").page_link(
        navigation.path_of(file),
        label="Ouvrir la fiche" if record else "Ouvrir la page",
        icon=":material/arrow_forward:",
        query_params={"id": str(record)} if record else None,
    )


def _record(entry: JournalEntry) -> tuple[str | None, int | None]:
    """Return the page of what a line speaks of, and the record on it."""
    if entry.project_id is not None:
        return "project.py", entry.project_id
    if entry.entity is None:
        return None, None
    if entry.entity in _RECORDS and entry.entity_id is not None:
        return _RECORDS[entry.entity], entry.entity_id
    return _PLACES.get(entry.entity), None
