"""What to prospect: one card for each need nobody serves, and the action that begins it."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from circular.actions import next_actions as actions
from circular.domain import french
from circular.domain.next_actions import ActionKind, NextActionDraft
from circular.domain.permissions import Permission
from circular.domain.texts import LINE_LIMIT
from circular.domain.unmatched import UnmatchedFilters, UnservedOrder
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import accounts
from circular.queries import prospecting as queries
from circular.queries.prospecting import VERB, Lead
from circular.queries.unmatched import ALL_ROWS
from circular.ui import components, dialogs, forms, markup, session, unmatched_lists
from circular.ui.exports import export_buttons

PAGE_ROWS = 10
DAYS_TO_ACT = 14
BETWEEN = "\u00a0· "
CODE_WIDTH = 8  # « 20 02 01 »: not to be cut at the end of a line
_PAGE = "unmatched"
COLUMNS = (
    Column("title", "Besoin"),
    Column("project_title", "Projet"),
    Column("tonnes_min", "Au moins (t par an)", Kind.NUMBER),
    Column("tonnes_max", "Au plus (t par an)", Kind.NUMBER),
    Column("families", "Familles"),
    Column("codes", "Codes à chercher"),
    Column("more_codes", "Autres codes de la famille", Kind.INTEGER),
    Column("producers", "Chez qui"),
    Column("distance_max_km", "Distance maximale (km)", Kind.NUMBER),
    Column("commune_count", "Communes à portée", Kind.INTEGER),
    Column("communes", "Les plus peuplées"),
    Column("partners", "Producteurs connus pour une matière voisine"),
    Column("planned_on", "Prospection prévue le", Kind.DATE),
)


def leads(visitor: Visitor) -> None:
    """Draw what to look for, where and at whose door, need by need."""
    filters, order = unmatched_lists.filter_bar(UnservedOrder, placeholder="Besoin ou projet")
    page = components.page_number(unmatched_lists.PAGE)
    with session.reading() as db:
        found = queries.leads(
            db, visitor, filters, order=order, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
        )
    if found.shown:
        markup.lead(
            f"**{french.tonnes(round(found.tonnes))} par an** à trouver pour "
            f"**{french.plural(found.shown, 'besoin', 'besoins')}**\u00a0: "
            "quoi chercher, chez qui, jusqu\u2019où."
        )
    unmatched_lists.head(
        found.shown,
        found.total,
        nouns=unmatched_lists.NEED_NOUNS,
        export=partial(
            export_buttons,
            visitor,
            key="a-prospecter",
            build=partial(lead_table, visitor, filters, order),
        ),
    )
    if not found.rows:
        sentence = "Chaque besoin noté a un gisement retenu."
        unmatched_lists.nothing(found.total, "travel_explore", sentence)
        return
    _cards(visitor, found.rows)
    pages = -(-found.shown // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key=unmatched_lists.PAGE, bind="query-params")
    st.caption(
        "Distances à vol d\u2019oiseau × 1,3, depuis le lieu du projet. Les producteurs connus "
        "ont déjà un gisement de même famille ou de code voisin, libre ou non."
    )
    dialogs.open_asked(_PAGE, {"prospect": partial(_prospect, visitor)})


def lead_table(visitor: Visitor, filters: UnmatchedFilters, order: UnservedOrder) -> Table:
    """Return every lead that the filters keep, in the order of the screen."""
    with session.reading() as db:
        rows = queries.leads(db, visitor, filters, order=order, limit=ALL_ROWS).rows
    return Table(
        title="À prospecter",
        columns=COLUMNS,
        rows=rows,
        criteria=unmatched_lists.asked(filters, order),
        author=visitor.name,
        made_on=session.today(),
    )


def _cards(visitor: Visitor, rows: Sequence[Lead]) -> None:
    may_plan = visitor.may(Permission.EDIT_PIPELINE)
    for lead in rows:
        with st.container(border=True, key=f"card_lead_{lead.need_id}", gap="small"):
            _head(lead, may_plan=may_plan)
            markup.facts(
                {
                    "Chercher": _codes(lead),
                    "Chez qui": BETWEEN.join(lead.producers) or None,
                    "Jusqu\u2019où": _where(lead),
                    "Déjà connus": ", ".join(lead.partners) or "personne pour cette matière",
                }
            )


def _head(lead: Lead, *, may_plan: bool) -> None:
    row = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    )
    quantity = f", {lead.quantity}" if lead.quantity else ""
    fictitious = " :gray-badge[Fictif]" if lead.is_fictitious else ""
    row.markdown(
        f"**{markup.plain(lead.title)}**{quantity}  \n"
        f":small[:gray[{markup.plain(lead.project_title)}]]{fictitious}",
        width="content",
    )
    if lead.planned_on is not None:
        row.markdown(
            f":green[:material/event_available: prévu le {french.day(lead.planned_on)}]",
            width="content",
        )
    elif may_plan:
        row.button(
            "Prospecter",
            icon=":material/travel_explore:",
            key=f"prospect_{lead.need_id}",
            on_click=partial(dialogs.ask, _PAGE, "prospect", lead=lead),
        )


def _codes(lead: Lead) -> str | None:
    more = ""
    if lead.more_codes:
        more = f", et {french.plural(lead.more_codes, 'autre code', 'autres codes')} de la famille"
    codes = BETWEEN.join(
        each[:CODE_WIDTH].replace(" ", french.NO_BREAK) + each[CODE_WIDTH:] for each in lead.codes
    )
    return f"{codes}{more}" if lead.codes else None


def _where(lead: Lead) -> str:
    """Say how far, over how many communes, and which are the largest."""
    counted = french.plural(lead.commune_count, "commune", "communes")
    if not lead.commune_count:
        far = french.kilometres(lead.distance_max_km)
        return f"aucune commune du territoire à {far} ou moins"
    names = ", ".join(lead.communes)
    named = f"{names}…" if lead.commune_count > len(lead.communes) else names
    if lead.distance_max_km is None:
        return f"tout le territoire ({counted})\u00a0: {named}"
    if not lead.is_placed:
        return f"tout le territoire ({counted}), le projet n\u2019ayant pas de lieu\u00a0: {named}"
    return f"{french.kilometres(lead.distance_max_km)}, {counted}\u00a0: {named}"


def _prospect(visitor: Visitor, *, lead: Lead) -> None:
    """Ask when and by whom the material will be looked for."""

    @st.dialog("Prospecter", icon=":material/travel_explore:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"prospect_{lead.need_id}", NextActionDraft)
        with session.reading() as db:
            team = accounts.advisers(db)
        today = session.today()
        due = today + timedelta(days=DAYS_TO_ACT)
        typed = {
            "label": forms.line(form, "label", value=_label(lead)),
            "kind": forms.pills(
                form, "kind", {kind: kind.label for kind in ActionKind}, value=ActionKind.CALL
            ),
            "due_on": forms.day(form, "due_on", value=due),
            "owner_id": forms.choice(form, "owner_id", team, value=visitor.account_id),
        }
        if forms.submit(form, "Prévoir l\u2019action", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, NextActionDraft, typed),
                lambda db, draft: actions.plan_action(
                    db, visitor, lead.project_id, draft, today=today, token=form.token
                ),
                said=f"Action prévue dans {french.quoted(lead.project_title)}.",
            )

    ask()


def _label(lead: Lead) -> str:
    quantity = f", {lead.quantity}" if lead.quantity else ""
    label = f"{VERB}\u00a0: {lead.title}{quantity}"
    return label if len(label) <= LINE_LIMIT else f"{label[: LINE_LIMIT - 1]}…"
