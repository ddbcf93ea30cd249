"""The page of targets: where each stands on a day, one of them in full, its decisions, exports."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.charts.settled import settled
from circular.charts.targets import Wording, target_path
from circular.config import settings
from circular.domain import french
from circular.domain.indicators import KEPT_BACK, Perimeter, Unit
from circular.domain.permissions import Permission, Role
from circular.domain.targets import JOBS_NET, Path
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports import target_words as words
from circular.exports.tables import Column, Kind, Table
from circular.queries import targets as queries
from circular.queries.targets import Measured, Target, TargetStanding
from circular.ui import components, dashboard_filters, indicators, markup, session, target_forms
from circular.ui.exports import export_buttons
from circular.ui.history import folded_history
from circular.ui.markup import Link

CHOSEN = "objectif"
KEPT = 64
COLUMNS = (
    Column("label", "Indicateur"),
    Column("place", "Territoire"),
    Column("unit", "Unité"),
    Column("reached", "Atteint", Kind.NUMBER),
    Column("expected", "Attendu à cette date", Kind.NUMBER),
    Column("gap", "Écart", Kind.NUMBER),
    Column("share", "Part du chemin", Kind.PERCENT),
    Column("value", "Visé", Kind.NUMBER),
    Column("starts_on", "Début", Kind.DATE),
    Column("due_on", "Échéance", Kind.DATE),
    Column("path", "Trajectoire"),
    Column("pace_so_far", "Moyenne par an", Kind.NUMBER),
    Column("pace_needed", "Nécessaire par an", Kind.NUMBER),
    Column("year_reached", "Atteint en, à cette moyenne", Kind.CODE),
    Column("decided_on", "Décidé le", Kind.DATE),
    Column("decided_by", "Décidé par"),
    Column("source", "Source"),
    Column("note", "Remarque"),
)


def controls(visitor: Visitor, place: DeltaGenerator) -> date:
    """Draw the day, and the act that fixes a target for those who may; return the day."""
    members = dashboard_filters.members_of(visitor)
    dashboard_filters.begin(visitor, members)
    day = dashboard_filters.choose_day(place, label_visibility="collapsed")
    everything = next(iter(visitor.only_epcis), None)
    dashboard_filters.reminder(visitor, Perimeter(day, everything), members)
    if visitor.may(Permission.EDIT_JOBS):
        target_forms.decide_button(place)
    return day


def read(visitor: Visitor, as_of: date) -> tuple[TargetStanding, ...]:
    """Return where targets stand, from memory while the data have not changed."""
    version = session.data_version()
    return _read(str(settings().database), version, visitor.role, visitor.only_epcis, as_of)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _read(
    path: str, version: int, role: Role, only: tuple[str, ...], as_of: date
) -> tuple[TargetStanding, ...]:
    """Read the targets of whoever has a role and a limit; a change of the data asks anew."""
    del path, version
    with session.reading() as db:
        return queries.standings(db, _reader(role, only), as_of=as_of)


@st.cache_resource(max_entries=KEPT, show_spinner=False, hash_funcs={Target: repr})
def _measures(
    path: str, version: int, role: Role, only: tuple[str, ...], *, target: Target, as_of: date
) -> tuple[Measured, ...]:
    """Read what an indicator was since a target began."""
    del path, version
    with session.reading() as db:
        return queries.measures(db, _reader(role, only), target, as_of=as_of)


def _reader(role: Role, only: tuple[str, ...]) -> Visitor:
    return Visitor(account_id=None, name="", role=role, epci_sirens=only)


@lru_cache(maxsize=KEPT)
def _figure(
    measures: tuple[Measured, ...], path: Path, reached: str, unit: str, *, in_steps: bool
) -> Any:
    """Draw a target, once for the same figures."""
    return settled(target_path(measures, path, Wording(reached, unit), in_steps=in_steps))


def overview(visitor: Visitor, found: Sequence[TargetStanding], as_of: date) -> None:
    """Draw the sentence that sums targets up, then their table, each row opening its target."""
    if not found:
        _nothing(visitor, as_of)
        return
    markup.lead(words.lead(found, as_of))
    markup.table(
        (
            markup.TableColumn("Objectif"),
            markup.TableColumn("Atteint", numeric=True),
            markup.TableColumn("Attendu", numeric=True, optional=True),
            markup.TableColumn("Écart", numeric=True),
            markup.TableColumn("Visé", numeric=True),
            markup.TableColumn("Parcouru", numeric=True, optional=True),
            markup.TableColumn("Échéance", optional=True, unbroken=True),
        ),
        [_cells(visitor, each) for each in found],
        caption=f"Objectifs au {french.day(as_of)}\u202f; chaque ligne ouvre son objectif",
        links=[_address(each) for each in found],
    )
    if any(each.indicator.unit is Unit.FULL_TIME_EQUIVALENT for each in found):
        st.caption(french.FTE_MEANING)
    export_buttons(visitor, key="objectifs", build=partial(target_table, visitor, as_of, found))


def _nothing(visitor: Visitor, as_of: date) -> None:
    """Say that no target was in force on a day, and what to do."""
    past = as_of < session.today()
    components.empty(
        "flag",
        "Aucun objectif à cette date" if past else "Aucun objectif",
        "Choisissez une date plus récente, ou fixez un objectif."
        if past and visitor.may(Permission.EDIT_JOBS)
        else "Aucune décision n\u2019avait été prise ce jour-là\u00a0: choisissez une date plus "
        "récente."
        if past
        else "L\u2019équipe note ici ce qui est promis, pour quand, et d\u2019où cela "
        "vient\u00a0: les élus verront le chemin parcouru.",
    )


def _cells(visitor: Visitor, found: TargetStanding) -> tuple[str | Link, ...]:
    told, unit = found.progress, found.indicator.unit
    reached = KEPT_BACK if found.is_masked else words.cell(unit, told.reached)
    return (
        words.row_name(found),
        _measured(visitor, found.target, reached, found.as_of),
        words.cell(unit, told.expected),
        _signed(told.gap),
        words.cell(unit, found.target.value),
        french.percent(told.share),
        french.day(found.target.due_on),
    )


def _measured(visitor: Visitor, target: Target, text: str, day: date) -> str | Link:
    """Return what was reached on a day, which opens the indicator with its rows."""
    if text in {french.UNKNOWN, KEPT_BACK} or not visitor.may(Permission.SEE_FIGURE_ROWS):
        return text
    perimeter = queries.perimeter_of(target, day)
    return Link(text, indicators.address_at(target.indicator, perimeter))


def _signed(gap: float | None) -> str:
    """Write a gap with its sign."""
    if gap is None:
        return french.UNKNOWN
    rounded = round(gap, 1)
    return f"+{french.number(rounded)}" if rounded > 0 else french.number(rounded)


def _address(found: TargetStanding) -> str:
    asked = {CHOSEN: words.name(found), **dashboard_filters.address_on(found.as_of)}
    return f"objectifs?{urlencode(asked)}"


def chosen(found: Sequence[TargetStanding]) -> TargetStanding:
    """Draw the choice of the target told in full, and return it; `found` is not empty."""
    names = {_key(each): words.name(each) for each in found}
    shown_next = st.session_state.pop(target_forms.SHOWN_NEXT, None)
    asked = next((each for each in found if each.target.id == shown_next), None)
    if asked:
        st.session_state[CHOSEN] = _key(asked)
    key = st.selectbox(
        "Objectif en détail",
        list(names),
        format_func=lambda each: names[each],
        key=CHOSEN,
        width=420,
        bind="query-params",
    )
    return next((each for each in found if _key(each) == key), found[0])


def _key(found: TargetStanding) -> str:
    return f"{found.target.indicator}.{found.target.epci_siren or 'tout'}"


def detail(visitor: Visitor, found: TargetStanding) -> None:
    """Draw one target: its sentence, its chart with its table, its decisions and its history."""
    version = session.data_version()
    asked = (str(settings().database), version, visitor.role, visitor.only_epcis)
    measures = _measures(*asked, target=found.target, as_of=found.as_of)
    answer = words.standing(found)
    if measures and any(each.value is not None for each in measures):
        unit = found.indicator.unit
        components.chart(
            words.name(found),
            answer,
            _figure(
                measures,
                found.target.path,
                words.amount(unit, found.progress.reached),
                unit.label,
                in_steps=found.target.indicator == JOBS_NET,
            ),
            key="target",
            alt=f"{words.name(found)}. {answer}".replace("**", ""),
            figures=partial(_measures_table, visitor, found, measures),
            caption=found.indicator.help(found.perimeter),
        )
    else:
        st.header(words.name(found))
        st.markdown(answer)
        st.caption(found.indicator.help(found.perimeter))
    _decisions(visitor, found)


def _measures_table(visitor: Visitor, found: TargetStanding, measures: Sequence[Measured]) -> None:
    path, unit = found.target.path, found.indicator.unit
    rows = [(each.day, each.value) for each in measures]
    markup.table(
        (
            markup.TableColumn("Au"),
            markup.TableColumn(f"Atteint ({unit.label})", numeric=True),
            markup.TableColumn("Attendu", numeric=True),
            markup.TableColumn("Écart", numeric=True),
        ),
        [
            (
                french.day(day),
                _measured(visitor, found.target, french.number(value), day),
                french.number(expected, decimals=1),
                _signed(None if None in (value, expected) else (value or 0) - (expected or 0)),
            )
            for day, value in reversed(rows)
            for expected in [path.expected(day)]
        ],
        caption="Atteint et attendu, le dernier jour en premier",
    )
    if path.points:
        st.caption(words.path(found.target))


def _decisions(visitor: Visitor, found: TargetStanding) -> None:
    """Draw every decision that led to a target, the latest first, and what may be done with it."""
    with session.reading() as db:
        decisions = queries.decisions_by(db, visitor, found.target, as_of=found.as_of)
        last = queries.history(db, found.target.indicator, epci_siren=found.target.epci_siren)[0]
    st.space("small")
    st.header("Ce qui a été décidé")
    for each in decisions:
        st.markdown(f"**{french.day(each.decided_on)}**, {markup.plain(_said(each, found))}")
        if each.note:
            st.caption(markup.plain(each.note))
        if visitor.may(Permission.EDIT_JOBS):
            target_forms.acts_on(each, is_last=each.id == last.id)
    folded_history(visitor, "target", None)


def _said(each: Target, found: TargetStanding) -> str:
    corrected = " Elle corrige ce qui avait été noté d\u2019abord." if each.corrects_id else ""
    return f"{words.decision(each, found.indicator.unit)}{corrected}"


def target_table(visitor: Visitor, as_of: date, found: Sequence[TargetStanding]) -> Table:
    """Return the targets as a file takes them."""
    return Table(
        title="Objectifs",
        columns=COLUMNS,
        rows=[_row(each) for each in found],
        criteria=[
            ("Situation au", french.day(as_of)),
            *((words.name(each), each.indicator.definition) for each in found),
        ],
        author=visitor.name,
        made_on=session.today(),
    )


def _row(found: TargetStanding) -> dict[str, object]:
    target, told = found.target, found.progress
    return {
        "label": found.indicator.name,
        "place": target.epci_name or WHOLE,
        "unit": found.indicator.unit.label,
        "reached": told.reached,
        "expected": told.expected,
        "gap": told.gap,
        "share": told.share,
        "value": target.value,
        "starts_on": target.starts_on,
        "due_on": target.due_on,
        "path": words.path(target),
        "pace_so_far": told.pace_so_far,
        "pace_needed": told.pace_needed,
        "year_reached": told.year_reached,
        "decided_on": target.decided_on,
        "decided_by": target.decided_by,
        "source": target.source,
        "note": target.note,
    }
