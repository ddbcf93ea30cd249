"""The page « Qualité des données »: what each check finds, its repair, what is set aside."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from circular.actions import data_quality as actions
from circular.config import settings
from circular.domain import french
from circular.domain.data_quality import BY_KEY, AsideReason, Check, CheckKind, QualityFilters
from circular.domain.permissions import Permission, Role
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import data_quality as queries
from circular.queries.data_quality import CheckCount, Quality, QualityPage, QualityRow
from circular.ui import components, dialogs, markup, opened_rows, session
from circular.ui.exports import export_buttons
from circular.ui.markup import TableColumn
from circular.ui.opened_rows import Way
from circular.ui.pipeline_choices import choices

TITLE = "Qualité des données"
ADDRESS = "qualite"
_PAGE = "data_quality"
SEARCH, KIND, ADVISER, EPCI = "chercher", "nature", "suivi_par", "intercommunalite"
ASIDE, EVERY = "cote", "tout"
NO_FILTER: Mapping[str, Any] = {SEARCH: "", KIND: None, ADVISER: None, EPCI: None}
NOUNS = ("ligne à regarder", "lignes à regarder")
KEPT = 64
HEADINGS = {
    CheckKind.MISSING: "Ce qui manque",
    CheckKind.STALE: "Ce qui a vieilli",
    CheckKind.CONTRADICTORY: "Ce qui se contredit",
}
COLUMNS = (
    Column("kind", "Nature"),
    Column("label", "Contrôle"),
    Column("title", "Fiche"),
    Column("told", "Ce que l’on voit"),
    Column("adviser", "Suivi par"),
    Column("epci", "Intercommunalité"),
    Column("project_id", "N° du projet", Kind.CODE),
    Column("aside_reason", "Mis de côté"),
    Column("aside_on", "Mis de côté le", Kind.DATE),
)


def filter_bar() -> QualityFilters:
    """Draw the bar of filters and return what is asked."""
    offered = choices()
    bar = st.container(horizontal=True, vertical_alignment="center", key="noprint_filters")
    text = components.search_box(
        bar, "Chercher", placeholder="Nom de la fiche", key=SEARCH, on_change=_first_page, width=200
    )
    choice = partial(components.filter_choice, bar, on_change=_first_page, width=200)
    kinds = {kind.value: kind.label for kind in CheckKind}
    kind = choice("Nature", kinds, key=KIND, all_of="Toutes les natures")
    adviser = choice("Suivi par", offered.people, key=ADVISER, all_of="Toute l’équipe")
    epci = choice("Intercommunalité", offered.epcis, key=EPCI, all_of="Tous les EPCI")
    return QualityFilters(
        text=text,
        kind=CheckKind(kind) if kind else None,
        adviser_id=None if adviser is None else int(adviser),
        epci_siren=epci,
    )


def _first_page() -> None:
    st.session_state[opened_rows.PAGE] = 1


def draw(visitor: Visitor, filters: QualityFilters) -> None:
    """Draw the sentence, the rows that are opened, and the checks by kind."""
    day = session.today().isoformat()
    found = _read(str(settings().database), session.data_version(), visitor.role, filters, day)
    reset = components.clear_filters(NO_FILTER)
    components.count_row(found.shown, found.total, nouns=NOUNS, reset=reset)
    if not found.total and not found.aside:
        components.empty(
            "task_alt",
            "Rien à reprendre",
            "Dans ce qui est noté, rien ne manque, rien n’a vieilli, rien ne se contredit.",
        )
        return
    markup.lead(lead(found))
    way = Way.of(ADDRESS, (*NO_FILTER,))
    _opened(visitor, filters)
    if found.shown:
        every = f"Voir les {french.number(found.shown)} lignes d’un seul tenant"
        markup.view_link(way.to(EVERY), every, st.container())
    for kind in CheckKind:
        _checks(kind, [each for each in found.checks if each.check.kind is kind], way)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _read(path: str, at: int, role: Role, filters: QualityFilters, day: str) -> Quality:
    del path, at, day
    visitor = Visitor(account_id=None, name="", role=role)
    with session.reading() as db:
        return queries.quality(db, visitor, filters, today=session.today())


def lead(found: Quality) -> str:
    """Say how much is to look at, by kind, and how much was set aside."""
    aside = (
        f" {french.plural(found.aside, 'ligne vérifiée est mise', 'lignes vérifiées sont mises')}"
        " de côté."
        if found.aside
        else ""
    )
    if not found.shown:
        return f"**Rien à reprendre** ici.{aside}"
    parts = [
        french.plural(found.of(CheckKind.MISSING), "manque", "manques"),
        french.plural(found.of(CheckKind.STALE), "fait à rafraîchir", "faits à rafraîchir"),
        french.plural(found.of(CheckKind.CONTRADICTORY), "contradiction", "contradictions"),
    ]
    count = french.plural(found.shown, *NOUNS)
    return f"**{count}**\u00a0: {french.join(parts)}.{aside}"


def _checks(kind: CheckKind, counts: list[CheckCount], way: Way) -> None:
    """Draw the checks of a kind that find something, then how many are good."""
    if not counts:
        return
    st.header(HEADINGS[kind])
    telling = [each for each in counts if each.shown or each.aside]
    if telling:
        markup.table(
            (
                TableColumn("Contrôle"),
                TableColumn("Pourquoi cela compte", optional=True),
                TableColumn("À regarder", numeric=True),
                TableColumn("Mis de côté", numeric=True, optional=True),
            ),
            [
                (
                    way.word(each.check.label, _first_rows(each)),
                    each.check.why,
                    way.number(each.shown, each.check.key),
                    way.number(each.aside, f"{each.check.key}.{ASIDE}"),
                )
                for each in telling
            ],
            caption=HEADINGS[kind],
        )
    good = len(counts) - len(telling)
    if good:
        words = ("autre contrôle", "autres contrôles") if telling else ("contrôle", "contrôles")
        st.caption(f"{french.plural(good, *words)}\u00a0: rien trouvé.")


def _first_rows(found: CheckCount) -> str:
    """Return the code of the rows that the name of a check opens: to look at, else set aside."""
    return found.check.key if found.shown else f"{found.check.key}.{ASIDE}"


def _opened(visitor: Visitor, filters: QualityFilters) -> None:
    """Draw the rows of the check that the address asks for."""
    key, _, side = opened_rows.asked().partition(".")
    if key != EVERY and key not in BY_KEY:
        return
    check, aside = BY_KEY.get(key), side == ASIDE
    found = _page(visitor, filters, check, aside=aside)
    with st.container(border=True, key="opened_quality"):
        _head(check, found, aside=aside)
        if not found.rows:
            st.markdown(":green[:material/check_circle:] Plus rien à reprendre ici.")
        for row in found.rows:
            _row(visitor, row, with_label=check is None)
        if found.rows:
            _foot(visitor, filters, check, found, aside=aside)
    dialogs.open_asked(_PAGE, {"set_aside": partial(_aside_dialog, visitor)})


def _page(
    visitor: Visitor, filters: QualityFilters, check: Check | None, *, aside: bool
) -> QualityPage:
    """Return the page asked for, the last one that is left when rows have been repaired."""
    key = check.key if check else None
    ask = partial(queries.quality_rows, today=session.today(), aside=aside)
    with session.reading() as db:
        found = ask(db, visitor, filters, key, page=opened_rows.page_number())
        return found if found.rows else ask(db, visitor, filters, key, page=1)


def _head(check: Check | None, found: QualityPage, *, aside: bool) -> None:
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    title = check.label if check else "Toutes les lignes à regarder"
    words = ", mis de côté" if aside else ""
    head.header(f"{title}{words}\u00a0· {french.number(found.total)}", width="content")
    head.button(
        "Refermer",
        type="tertiary",
        icon=":material/close:",
        key="close_rows",
        on_click=opened_rows.close,
    )
    if check is not None:
        st.caption(f"{check.why} {check.remedy}")


def _row(visitor: Visitor, row: QualityRow, *, with_label: bool) -> None:
    """Draw a row: the way to the place to repair, what is told, and the button to set it aside."""
    name = f"{row.check.key}_{row.subject_id}"
    line = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_quality_{name}",
    )
    left = line.container(width=520, gap="xxsmall")
    markup.view_link(row.address, row.title, left)
    told = [
        row.check.label if with_label else "",
        row.told,
        row.adviser or "",
        f"{row.aside_reason.label}, le {french.day(row.aside_on)}" if row.aside_reason else "",
    ]
    words = "\u00a0· ".join(each for each in told if each)
    if words:
        left.caption(markup.plain(words))
    if not visitor.may(Permission.EDIT_PIPELINE):
        return
    if row.aside_reason is not None:
        line.button(
            "Remettre à regarder",
            type="tertiary",
            key=f"back_in_{name}",
            on_click=_take_back,
            args=(visitor, row.check.key, row.subject_id),
        )
        return
    line.button(
        "Mettre de côté, avec une raison…",
        type="tertiary",
        icon=":material/visibility_off:",
        key=f"aside_{name}",
        on_click=partial(dialogs.ask, _PAGE, "set_aside", row=row),
    )


def _take_back(visitor: Visitor, key: str, subject_id: int) -> None:
    session.act(
        visitor,
        "De nouveau à regarder.",
        lambda db: actions.take_back(db, visitor, key, subject_id),
    )


def _aside_dialog(visitor: Visitor, row: QualityRow) -> None:
    """Ask why a row needs no repair."""

    @st.dialog("Mettre de côté", icon=":material/visibility_off:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(row.title)}**\u00a0: {markup.plain(row.check.label.lower())}. "
            "La ligne quitte la liste, et revient si les faits changent."
        )
        reason = st.radio(
            "Pourquoi",
            [each.value for each in AsideReason],
            format_func=lambda code: AsideReason(code).label,
            key="aside_reason",
        )
        if st.button("Mettre de côté", type="primary", key="aside_act", width="stretch"):
            done = session.act(
                visitor,
                "Mis de côté.",
                lambda db: actions.set_aside(
                    db,
                    visitor,
                    row.check.key,
                    row.subject_id,
                    AsideReason(reason),
                    today=session.today(),
                ),
            )
            if done:
                dialogs.close_and_rerun()

    ask()


def _foot(
    visitor: Visitor,
    filters: QualityFilters,
    check: Check | None,
    found: QualityPage,
    *,
    aside: bool,
) -> None:
    foot = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    with foot:
        pages = -(-found.total // queries.PAGE_ROWS)
        if pages > 1:
            st.pagination(pages, key=opened_rows.PAGE, bind="query-params")
        build = partial(rows_table, visitor, filters, check, aside=aside)
        export_buttons(visitor, key="qualite", build=build)


def rows_table(
    visitor: Visitor, filters: QualityFilters, check: Check | None, *, aside: bool
) -> Table:
    """Return every row that is opened as a table to take away."""
    with session.reading() as db:
        found = queries.quality_rows(
            db,
            visitor,
            filters,
            check.key if check else None,
            today=session.today(),
            aside=aside,
            page=None,
        )
    offered = choices()
    asked = {
        "Contrôle": check.label if check else "Tous",
        "Lignes": "mises de côté" if aside else "à regarder",
        "Recherche": filters.text,
        "Nature": filters.kind.label if filters.kind else "",
        "Suivi par": offered.team.get(filters.adviser_id or 0, ""),
        "Intercommunalité": offered.epcis.get(filters.epci_siren or "", ""),
    }
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=found.rows,
        criteria=[(label, value) for label, value in asked.items() if value],
        author=visitor.name,
        made_on=session.today(),
    )
