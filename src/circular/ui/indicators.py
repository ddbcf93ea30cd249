"""The page « Indicateurs »: every figure, as of any day, compared, and opened to its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from circular.config import settings
from circular.domain import french
from circular.domain.dates import add_months
from circular.domain.indicators import KEPT_BACK_MEANING, Figure, Perimeter, Theme
from circular.domain.permissions import Permission
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import indicators as queries
from circular.queries.indicator_measures import Indicator
from circular.queries.indicators import INDICATORS
from circular.ui import dashboard_filters, indicator_words, markup, session
from circular.ui.dashboard_filters import AGAINST, DAY_2, EARLIEST
from circular.ui.exports import export_buttons
from circular.ui.indicator_words import Against
from circular.ui.markup import Link

KEY, SINCE = "indicateur", "du"
SINCE_2, PLACE_2 = "du2", "epci2"
KEPT = 64
MONTHS = 12
"""Months of a period that is compared when nobody says where it starts."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the page was asked: a perimeter, and perhaps another to compare it with."""

    now: Perimeter
    other: Perimeter | None
    names: Mapping[str, str]

    def name_of(self, perimeter: Perimeter) -> str | None:
        """Name the territory of a perimeter; None is the whole."""
        return self.names.get(perimeter.epci_siren or "")


def asked(visitor: Visitor) -> Question | None:
    """Draw the territory, the period and the comparison; None when the dates do not hold."""
    names = dashboard_filters.members_of(visitor)
    dashboard_filters.begin(visitor, names)
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_figures_filters")
    now = _perimeter(visitor, bar, names)
    choices = [each for each in Against if each is not Against.PLACE or len(names) > 1]
    against = bar.selectbox(
        "Comparer",
        [each.value for each in choices],
        format_func=lambda value: Against(value).label,
        key=AGAINST,
        width=230,
        bind="query-params",
    )
    asked_for = Against(against or Against.NOTHING)
    if asked_for is Against.PERIOD:
        now = _with_start(now)
    other = _other(asked_for, now, names, visitor.only_epcis)
    dashboard_filters.reminder(visitor, now, names)
    for each in (now, other):
        if each and each.since and each.since > each.as_of:
            st.error(indicator_words.upside_down(each), icon=":material/error:")
            return None
    return Question(now, other, names)


def _with_start(now: Perimeter) -> Perimeter:
    """Return a period that starts: the last twelve months when nobody said where."""
    if now.since is not None:
        return now
    started = replace(now, since=add_months(now.as_of, -MONTHS))
    st.caption(indicator_words.twelve_months(started))
    return started


def _perimeter(
    visitor: Visitor, bar: st.delta_generator.DeltaGenerator, names: Mapping[str, str]
) -> Perimeter:
    """Draw the territory, the period and the day of the figures."""
    siren = dashboard_filters.choose_place(visitor, bar, names)
    starts = bar.date_input(
        "Période depuis le",
        value=None,
        min_value=EARLIEST,
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=SINCE,
        width=190,
        bind="query-params",
        help="Vide\u00a0: depuis l\u2019origine. Ne change que les chiffres d\u2019une période.",
    )
    return Perimeter(
        as_of=dashboard_filters.choose_day(bar),
        epci_siren=siren,
        since=starts if isinstance(starts, date) else None,
    )


def _other(
    against: Against, now: Perimeter, names: Mapping[str, str], only: Sequence[str]
) -> Perimeter | None:
    """Draw what the comparison needs, and return the other perimeter."""
    if against is Against.NOTHING:
        return None
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_figures_other")
    if against is Against.PLACE:
        choices = [*names] if only else ["", *names]
        siren = bar.selectbox(
            "Face à",
            [each for each in choices if (each or None) != now.epci_siren],
            format_func=lambda each: names.get(each, WHOLE),
            key=PLACE_2,
            width=240,
            bind="query-params",
        )
        return Perimeter(now.as_of, siren or next(iter(only), None), now.since)
    since = now.since
    if against is Against.PERIOD:
        year_before = add_months(now.since or now.as_of, -MONTHS)
        since = _day(bar, "Face à la période depuis le", year_before, key=SINCE_2)
    as_of = _day(bar, "Face à la situation au", add_months(now.as_of, -MONTHS), key=DAY_2)
    other = Perimeter(as_of, now.epci_siren, since)
    if against is Against.PERIOD and not indicator_words.as_long(now, other):
        st.caption(indicator_words.UNEQUAL)
    return other


def _day(bar: st.delta_generator.DeltaGenerator, label: str, proposed: date, *, key: str) -> date:
    day = bar.date_input(
        label,
        value=max(proposed, EARLIEST),
        min_value=EARLIEST,
        max_value=session.today(),
        format="DD/MM/YYYY",
        key=key,
        width=170,
        bind="query-params",
    )
    return day if isinstance(day, date) else proposed


def figures(visitor: Visitor, question: Question) -> None:
    """Draw every figure, by theme, each opening its rows."""
    now = read(visitor, question.now)
    other = read(visitor, question.other) if question.other else None
    markup.lead(
        indicator_words.lead(
            (question.now, question.name_of(question.now), now),
            (question.other, question.name_of(question.other), other)
            if question.other and other
            else None,
        )
    )
    with st.container(key="even_figures"):
        for theme in Theme:
            declared = [each for each in INDICATORS if each.theme is theme]
            st.header(theme.label)
            _table(question, declared, now, other)
    st.caption(indicator_words.LEGEND)
    if any(each.is_masked and each.kept_back for each in (*now.values(), *(other or {}).values())):
        st.caption(KEPT_BACK_MEANING)
    _exports(visitor, question, now, other)


def read(visitor: Visitor, perimeter: Perimeter) -> dict[str, Figure]:
    """Return every figure as the reader may see it, from memory while the data have not changed."""
    version = session.data_version()
    sees = visitor.may(Permission.SEE_CONFIDENTIAL)
    figures = _read(str(settings().database), version, perimeter, sees)
    if visitor.may(Permission.SEE_PEOPLE):
        return dict(figures)
    return {key: figure.shared for key, figure in figures.items()}


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _read(
    path: str,
    version: int,
    perimeter: Perimeter,
    sees_confidential: bool,  # noqa: FBT001
) -> Mapping[str, Figure]:
    del path, version
    with session.reading() as db:
        return queries.all_measured(db, perimeter, sees_confidential=sees_confidential)


def _table(
    question: Question,
    declared: Sequence[Indicator],
    now: Mapping[str, Figure],
    other: Mapping[str, Figure] | None,
) -> None:
    columns = [markup.TableColumn("Indicateur"), markup.TableColumn("Valeur", numeric=True)]
    if other is not None:
        columns += [
            markup.TableColumn("Face à", numeric=True, optional=True),
            markup.TableColumn("Écart", numeric=True),
        ]
    columns.append(markup.TableColumn("Non renseigné", numeric=True, optional=True))
    markup.table(
        columns,
        [
            (
                indicator_words.named(each, question.now),
                opening(each, now[each.key], question.now),
                *(
                    (
                        opening(each, other[each.key], question.other),
                        indicator_words.gap(each, now[each.key], other[each.key]),
                    )
                    if other is not None
                    else ()
                ),
                french.number(now[each.key].missing) if now[each.key].missing else "",
            )
            for each in declared
        ],
        caption="Indicateurs, leur valeur et leur comparaison",
        links=[address(each.key, question) for each in declared],
    )


def opening(declared: Indicator, figure: Figure, perimeter: Perimeter | None) -> str | Link:
    """Return the cell of a figure, which opens it with its rows unless it is not told."""
    text = indicator_words.written(declared, figure)
    if figure.value is None or perimeter is None:
        return text
    return Link(text, address_at(declared.key, perimeter))


def is_declared(key: str) -> bool:
    """Say whether an indicator of this key exists."""
    return any(each.key == key for each in INDICATORS)


def address(key: str, question: Question) -> str:
    """Return the address of a figure, for what the page was asked."""
    return address_at(key, question.now)


def address_at(key: str, perimeter: Perimeter) -> str:
    """Return the address of a figure, of a territory and a day or a period."""
    return f"indicateurs?{urlencode({KEY: key, **parameters(perimeter)})}"


def parameters(perimeter: Perimeter) -> dict[str, str]:
    """Return a perimeter as the address of this page writes it."""
    found = dashboard_filters.address_of(perimeter)
    if perimeter.since:
        found[SINCE] = perimeter.since.isoformat()
    return found


def _exports(
    visitor: Visitor,
    question: Question,
    now: Mapping[str, Figure],
    other: Mapping[str, Figure] | None,
) -> None:
    def build() -> Table:
        lines = [
            {
                "theme": each.theme.label,
                "name": each.name,
                "value": indicator_words.cell(each, now[each.key]),
                "other": indicator_words.cell(each, other[each.key]) if other else None,
                "unit": each.unit.label,
                "missing": now[each.key].missing,
                "definition": each.definition,
                "source": each.source,
            }
            for each in INDICATORS
        ]
        columns = [
            Column("theme", "Thème"),
            Column("name", "Indicateur"),
            Column("value", "Valeur", Kind.NUMBER),
            *([Column("other", "Face à", Kind.NUMBER)] if other else []),
            Column("unit", "Unité"),
            Column("missing", "Non renseigné", Kind.INTEGER),
            Column("definition", "Définition"),
            Column("source", "Source"),
        ]
        return Table(
            title="Indicateurs",
            columns=columns,
            rows=lines,
            criteria=criteria(question),
            author=visitor.name,
            made_on=session.today(),
        )

    export_buttons(visitor, key="indicateurs", build=build)


def criteria(question: Question) -> list[tuple[str, str]]:
    """Return what the page was asked, for the sheet « Critères » of a file."""
    found = [
        ("Territoire", question.name_of(question.now) or WHOLE),
        ("Période", indicator_words.when(question.now)),
    ]
    if question.other:
        place = question.name_of(question.other) or WHOLE
        found.append(("Face à", f"{place}, {indicator_words.when(question.other)}"))
    return found
