"""One figure opened: its value, its definition, its last months, and the rows that make it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from circular.charts.figure_history import figure_history as drawn
from circular.charts.settled import settled
from circular.config import settings
from circular.domain import french
from circular.domain.indicators import (
    KEPT_BACK,
    KEPT_BACK_MEANING,
    Combination,
    Figure,
    Perimeter,
    Span,
    Unit,
)
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import accounts, figure_history
from circular.queries import figure_rows as queries
from circular.queries.figure_history import Moment
from circular.queries.figure_rows import FigureRow, FigureRows, RowKind
from circular.queries.indicator_measures import Indicator
from circular.queries.indicators import indicator
from circular.ui import components, indicator_words, markup, navigation, session
from circular.ui.exports import export_buttons
from circular.ui.indicators import Question, criteria, opening, parameters, read

PAGE = "page_lignes"
KEPT = 64
_RECORDS = {
    RowKind.PROJECT: ("project.py", "projet"),
    RowKind.AGREEMENT: ("agreement.py", "convention"),
    RowKind.STREAM: ("stream.py", "gisement"),
    RowKind.MATCH: ("tracked_match.py", "rapprochement"),
    RowKind.FACILITY: ("facility.py", "lieu"),
}
_DAYS: Mapping[str, str] = {
    "jobs_net": "Emplois depuis",
    "jobs_net_verified": "Emplois depuis",
    "jobs_net_heads": "Emplois depuis",
    "jobs_safeguarded": "Emplois depuis",
    "jobs_safeguarded_heads": "Emplois depuis",
    "jobs_durable": "Emplois depuis",
    "women_share": "Emplois depuis",
    "priority_district_share": "Emplois depuis",
    "jobs_created": "Embauches dès",
    "jobs_created_heads": "Embauches dès",
    "jobs_planned": "Prévus dès",
    "jobs_planned_heads": "Prévus dès",
    "projects_followed": "Depuis le",
    "projects_silent": "Dernier échange",
    "openings_late": "Ouverture prévue",
    "projects_detected": "Détecté le",
    "projects_accompanied": "Accompagné dès",
    "projects_set_up": "Ouvert le",
    "opening_delay": "Ouvert le",
    "agreements_signed": "Signée le",
    "agreements_in_force": "Commencée le",
    "agreements_to_come": "Préparée le",
    "agreements_signing_late": "Envoyée le",
    "agreements_ending": "Finit le",
    "signature_delay": "Signature le",
    "services_given": "Donnée le",
    "stream_tonnes": "Chiffre du",
    "kept_tonnes": "Chiffre du",
    "tonnes_agreed": "Depuis le",
    "tonnes_measured": "Mesurées au",
    "facilities_booked": "Au",
}
"""What the day of a row is, figure by figure."""
_DETAILS: Mapping[RowKind, str] = {
    RowKind.PROJECT: "Étape",
    RowKind.AGREEMENT: "État",
    RowKind.SERVICE: "Prestation",
}


def figure(visitor: Visitor, key: str, question: Question) -> None:
    """Draw one figure whole."""
    declared = indicator(key)
    navigation.link(
        "indicators.py", "Tous les indicateurs", icon="arrow_back", asked=parameters(question.now)
    )
    st.header(declared.name)
    found = read(visitor, question.now)[key]
    markup.lead(_lead(declared, found, question))
    st.markdown(declared.definition)
    st.caption(f"Source\u00a0: {declared.source}.{_missing(found)}")
    if found.is_masked and found.kept_back:
        st.caption(KEPT_BACK_MEANING)
    if question.other:
        _compared(visitor, declared, found, question, question.other)
    _history(visitor, declared, question.now)
    if not visitor.may(Permission.SEE_FIGURE_ROWS):
        st.caption("Les lignes derrière ce chiffre sont réservées à l\u2019équipe et aux élus.")
    elif queries.has_rows(key):
        _places(visitor, declared, found, question)
        _rows(visitor, declared, question)
    else:
        navigation.link(
            "survival.py", "Voir les entreprises derrière ce chiffre", icon="arrow_forward"
        )


def _lead(declared: Indicator, found: Figure, question: Question) -> str:
    place = indicator_words.where(question.name_of(question.now))
    when = indicator_words.when(question.now, declared.span)
    told = indicator_words.written(declared, found)
    return f"**{told[:1].upper()}{told[1:]}** {when}, {place}."


def _missing(found: Figure) -> str:
    if not found.missing:
        return ""
    return f" Non renseigné, donc pas compté\u00a0: {french.number(found.missing)}."


def _compared(
    visitor: Visitor, declared: Indicator, found: Figure, question: Question, other: Perimeter
) -> None:
    before = read(visitor, other)[declared.key]
    gap = indicator_words.gap(declared, found, before)
    place = indicator_words.where(question.name_of(other))
    st.markdown(
        f"Face à **{indicator_words.written(declared, before)}** "
        f"{indicator_words.when(other, declared.span)}, {place}\u00a0: écart {gap}."
    )


def _history(visitor: Visitor, declared: Indicator, perimeter: Perimeter) -> None:
    moments, chart = _past(visitor, declared.key, perimeter)
    if chart is None:
        return
    first, last = moments[0], moments[-1]
    sentence = (
        f"{indicator_words.written(declared, first.figure)} en {french.month(first.day)}, "
        f"{indicator_words.written(declared, last.figure)} en {french.month(last.day)}."
    )
    components.chart(
        "Les douze derniers mois",
        sentence,
        chart,
        key="figure_history",
        alt=f"{declared.name}, mois par mois. {sentence}",
        figures=lambda: _months(declared, moments, perimeter),
    )


def _past(visitor: Visitor, key: str, perimeter: Perimeter) -> tuple[Sequence[Moment], Any]:
    with session.reading() as db:
        version = accounts.data_version(db)
    is_team = visitor.may(Permission.SEE_PEOPLE) and visitor.may(Permission.SEE_CONFIDENTIAL)
    return _drawn(str(settings().database), version, key, perimeter, is_team)


@st.cache_resource(max_entries=KEPT, show_spinner="Calcul des douze derniers mois…")
def _drawn(
    path: str,
    version: int,
    key: str,
    perimeter: Perimeter,
    is_team: bool,  # noqa: FBT001
) -> tuple[Sequence[Moment], Any]:
    del path, version
    with session.reading() as db:
        found = figure_history.history(db, key, perimeter, sees_confidential=is_team)
    if not is_team:
        found = tuple(Moment(each.day, each.figure.shared) for each in found)
    return found, settled(drawn(found, indicator(key).span))


def _months(declared: Indicator, moments: Sequence[Moment], perimeter: Perimeter) -> None:
    is_flow = declared.span is Span.PERIOD
    markup.table(
        (markup.TableColumn("Au"), markup.TableColumn("Valeur", numeric=True)),
        [
            (
                french.day(each.day),
                opening(
                    declared,
                    each.figure,
                    replace(
                        perimeter,
                        as_of=each.day,
                        since=each.day.replace(day=1) if is_flow else None,
                    ),
                ),
            )
            for each in reversed(moments)
        ],
        caption=f"{declared.name}, mois par mois, le dernier en premier",
    )


def _places(visitor: Visitor, declared: Indicator, found: Figure, question: Question) -> None:
    """Draw what each EPCI gives to a figure of projects, down to the line that makes the whole."""
    with session.reading() as db:
        places = queries.figure_places(db, visitor, declared.key, question.now)
    if not any(each.amount for each in places):
        return
    st.header("Par intercommunalité")
    markup.table(
        (
            markup.TableColumn("Intercommunalité"),
            markup.TableColumn(f"Valeur ({_unit(declared)})", numeric=True),
        ),
        [
            *((each.name, french.number(each.amount)) for each in places),
            ("Ensemble", french.number(found.value)),
        ],
        caption=f"«\u00a0{declared.name}\u00a0» par intercommunalité, et ensemble",
    )


def _rows(visitor: Visitor, declared: Indicator, question: Question) -> None:
    page = components.page_number(PAGE)
    with session.reading() as db:
        found = queries.figure_rows(db, visitor, declared.key, question.now, page=page)
    st.header("Les lignes derrière ce chiffre")
    if not (found.rows or found.withheld):
        st.markdown(indicator_words.nothing_yet(declared, question.now))
        return
    st.markdown(_how(declared, found))
    markup.table(
        _columns(declared, found),
        [_cells(row, found) for row in found.rows],
        caption=f"Lignes derrière le chiffre «\u00a0{declared.name}\u00a0»",
        links=_links(visitor, found),
    )
    if found.pages > 1:
        st.pagination(found.pages, key=PAGE, bind="query-params")
    if question.now.epci_siren is None and any(row.is_masked for row in found.rows):
        st.caption(KEPT_BACK_MEANING)
    if any(row.is_fictitious for row in found.rows):
        st.caption("Démonstration\u00a0: ces fiches sont fictives.")
    _export(visitor, declared, question)


def _how(declared: Indicator, found: FigureRows) -> str:
    many = french.plural(found.total, "ligne", "lignes")
    if found.amounts_hidden:
        return (
            f"**{many}.** Leurs valeurs, une à une, ne sont pas montrées ici\u00a0: elles "
            "diraient ce que fait une seule personne."
        )
    if found.kind is RowKind.PLACE:
        return (
            f"**{many}**, une par intercommunalité membre\u00a0: les emplois de chaque projet sont "
            f"réservés à l\u2019équipe. {indicator_words.made_of(found.combine)}"
        )
    if declared.unit is Unit.PERCENT and found.kind is RowKind.FACILITY:
        return f"**{many}.** Jours réservés, divisés par les jours d\u2019ouverture."
    return f"**{many}.** {indicator_words.made_of(found.combine)}{_withheld(found)}"


def _withheld(found: FigureRows) -> str:
    """Say where confidential producers are counted together, and what is counted nowhere."""
    last = ""
    if found.reserved:
        count = french.number(found.reserved)
        last = f" Les gisements réservés ({count}) sont réunis sur la dernière ligne."
    if not found.withheld:
        return last
    noun = french.plural(found.withheld, "autre est réservé", "autres sont réservés")
    verb = "est" if found.withheld < french.PLURAL_FROM else "sont"
    why = "le chiffre dirait ce que fait un seul producteur."
    return f"{last} {noun} et n\u2019y {verb} pas\u00a0: {why}"


def _columns(declared: Indicator, found: FigureRows) -> list[markup.TableColumn]:
    columns = [markup.TableColumn(found.kind.label)]
    if found.kind is not RowKind.PLACE:
        columns += [
            markup.TableColumn("Intercommunalité", optional=True),
            markup.TableColumn(_DAYS[declared.key], unbroken=True),
        ]
    if any(row.detail for row in found.rows):
        columns.append(markup.TableColumn(_detail(declared, found)))
    if found.combine is not Combination.COUNT and not found.amounts_hidden:
        unit = "jours" if found.kind is RowKind.FACILITY else _unit(declared)
        columns.append(markup.TableColumn(f"Valeur ({unit})", numeric=True))
        if found.combine is Combination.SHARE:
            columns.append(markup.TableColumn("Base", numeric=True))
    return columns


def _detail(declared: Indicator, found: FigureRows) -> str:
    if declared.key == "agreements_signing_late":
        return "Attente"
    return _DETAILS.get(found.kind, "Précision")


def _unit(declared: Indicator) -> str:
    if declared.key == "women_share":
        return "femmes"
    return "ETP" if declared.unit is Unit.PERCENT else declared.unit.label


def _cells(row: FigureRow, found: FigureRows) -> tuple[str, ...]:
    cells = [row.title]
    if found.kind is not RowKind.PLACE:
        cells += [row.place or french.UNKNOWN, french.day(row.day)]
    if any(each.detail for each in found.rows):
        cells.append(row.detail or french.UNKNOWN)
    if found.combine is not Combination.COUNT and not found.amounts_hidden:
        cells.append(KEPT_BACK if row.is_masked else french.number(row.amount))
        if found.combine is Combination.SHARE:
            cells.append(french.number(row.base))
    return tuple(cells)


def _links(visitor: Visitor, found: FigureRows) -> list[str]:
    """Return the address of each row's record, none when the reader may not open records."""
    is_service = found.kind is RowKind.SERVICE
    file, address = _RECORDS.get(RowKind.PROJECT if is_service else found.kind, ("", ""))
    may = {each.file: each.permission for each in navigation.entries()}
    if file not in may or not visitor.may(may[file]):
        return []
    return [f"{address}?id={row.project_id if is_service else row.record_id}" for row in found.rows]


def _export(visitor: Visitor, declared: Indicator, question: Question) -> None:
    def build() -> Table:
        with session.reading() as db:
            found = queries.figure_rows(db, visitor, declared.key, question.now, page=None)
        return Table(
            title=declared.name,
            columns=[
                Column("title", found.kind.label),
                Column("place", "Intercommunalité"),
                Column("day", _DAYS[declared.key], Kind.DATE),
                Column("detail", _detail(declared, found)),
                Column("amount", "Valeur", Kind.NUMBER),
                Column("base", "Base", Kind.NUMBER),
            ],
            rows=[
                {**asdict(row), "amount": KEPT_BACK if row.is_masked else row.amount}
                for row in found.rows
            ],
            criteria=[*criteria(question), ("Définition", declared.definition)],
            author=visitor.name,
            made_on=session.today(),
        )

    export_buttons(visitor, key=declared.key, build=build)
