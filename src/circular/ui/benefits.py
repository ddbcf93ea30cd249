"""The benefits of matches: tonnes agreed and measured, CO₂e avoided with its sources, exports."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.benefit_factors import range_written, source_written
from circular.domain.indicators import Perimeter
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import benefits as queries
from circular.queries import dashboard
from circular.queries.benefits import Benefit, Benefits
from circular.ui import benefit_factors, components, markup, session
from circular.ui.components import Tile
from circular.ui.exports import export_buttons

YEAR, EPCI = "annee", "epci_benefices"
DEFINITION = (
    "Promises dans l\u2019année\u00a0: tonnes des accords, comptées au prorata des jours de "
    "l\u2019année où ils sont en vigueur\u202f; les «\u00a0tonnes promises par an\u00a0» des "
    "indicateurs comptent, elles, une année entière de chaque accord en vigueur un jour donné. "
    "Mesurées\u00a0: tonnes réellement échangées, telles que l\u2019équipe les a "
    "notées. Un rapprochement sans relevé est compté comme inconnu, jamais comme zéro."
)
CO2_DEFINITION = (
    "CO₂e évité\u00a0: tonnes mesurées × facteur de la matière, par code déchet d\u2019abord, par "
    "famille ensuite. Négatif, c\u2019est une émission nette. Sans facteur sourcé, rien n\u2019est "
    "estimé."
)
KEPT_BACK = (
    "Les échanges de producteurs confidentiels sont comptés parmi les rapprochements, jamais "
    "dans les tonnes ni dans le CO₂e\u00a0: ils diraient ce que fait un seul producteur."
)
COLUMNS = (
    Column("year", "Année", Kind.CODE),
    Column("family", "Famille"),
    Column("agreed", "Promises dans l\u2019année (t)", Kind.NUMBER),
    Column("measured", "Mesurées (t)", Kind.NUMBER),
    Column("matches", "Rapprochements", Kind.INTEGER),
    Column("without_measure", "Sans relevé", Kind.INTEGER),
    Column("measured_with_factor", "Mesurées avec un facteur (t)", Kind.NUMBER),
    Column("co2_low", "CO₂e évité, au moins (t)", Kind.NUMBER),
    Column("co2_high", "CO₂e évité, au plus (t)", Kind.NUMBER),
    Column("agreed_with_factor", "Promises avec un facteur (t)", Kind.NUMBER),
    Column("agreed_co2_low", "CO₂e des promises, au moins (t)", Kind.NUMBER),
    Column("agreed_co2_high", "CO₂e des promises, au plus (t)", Kind.NUMBER),
)


def controls(visitor: Visitor, place: DeltaGenerator) -> tuple[Perimeter, int | None]:
    """Draw the territory and the year, and return what is asked for.

    Whoever is limited to some EPCI chooses among these, and never reads the whole.
    """
    only = visitor.only_epcis
    with session.reading() as db:
        members = dashboard.member_epcis(db, only)
    bar = place.container(horizontal=True, vertical_alignment="bottom", key="noprint_controls")
    siren = bar.selectbox(
        "Territoire",
        [*members] if only else ["", *members],
        format_func=lambda each: members.get(each, WHOLE),
        key=EPCI,
        width=250,
        label_visibility="collapsed",
        bind="query-params",
    )
    perimeter = Perimeter(session.today(), siren or next(iter(only), None))
    known = [str(each.year) for each in read(visitor, perimeter, None).years]
    if not known:
        return perimeter, None
    year = bar.selectbox(
        "Année", known, key=YEAR, width=110, label_visibility="collapsed", bind="query-params"
    )
    return perimeter, int(year) if year else None


def read(visitor: Visitor, perimeter: Perimeter, year: int | None) -> Benefits:
    """Return the figures of the page."""
    with session.reading() as db:
        return queries.benefits(db, visitor, perimeter, year=year)


def summary(page: Benefits) -> None:
    """Draw the sentence that opens the page and its tiles, or the empty state."""
    chosen = page.chosen
    if chosen is None:
        components.empty(
            "eco",
            "Aucun accord pour l\u2019instant",
            "Les tonnes promises et mesurées paraîtront ici dès le premier accord entre un "
            "gisement et un projet.",
        )
        return
    markup.lead(lead(chosen))
    day = f"Situation au {french.day(page.perimeter.as_of)}."
    components.tiles(
        [
            Tile("Dans l\u2019année", _tonnes(chosen.agreed), help=f"{DEFINITION} {day}"),
            Tile(
                "Mesurées",
                _tonnes(chosen.measured),
                delta=_unknown(chosen),
                help=f"{DEFINITION} {day}",
            ),
            Tile(
                "t CO₂e évitées",
                _range(chosen.co2_low, chosen.co2_high),
                help=f"{CO2_DEFINITION} {day}",
            ),
        ],
        key="benefits",
    )
    if any(each.withheld for each in page.years):
        st.caption(KEPT_BACK)


def lead(chosen: Benefit) -> str:
    """Say what the year diverted, and what of it avoided CO₂e."""
    measured = "aucune tonne mesurée" if chosen.measured is None else ""
    said = measured or f"**{_tonnes(chosen.measured)} mesurées**"
    if chosen.withheld and chosen.measured is None:
        said = "des tonnes mesurées que l\u2019on ne montre pas"
    start = f"En {chosen.year}, {said}"
    if chosen.agreed is not None:
        start += f" et **{_tonnes(chosen.agreed)} promises dans l\u2019année**"
    if chosen.co2_low is None or chosen.coverage is None:
        return f"{start}. Aucun facteur de CO₂e sourcé ne s\u2019y applique."
    share = french.percent(chosen.coverage)
    written = range_written(chosen.co2_low, chosen.co2_high, decimals=0)
    return (
        f"{start}\u202f; CO₂e évité\u00a0: **{written}\u00a0t**, "
        f"{share} des tonnes mesurées ayant un facteur."
    )


def years(visitor: Visitor, page: Benefits) -> None:
    """Draw the table of every year, with its exports."""
    if not page.years:
        return
    _titled(visitor, page, "Année après année", "benefices-par-annee", page.years)
    _table("Année", [str(each.year) for each in page.years], page.years, "Bénéfices par année")
    st.caption(f"{DEFINITION} {CO2_DEFINITION}")


def families(visitor: Visitor, page: Benefits) -> None:
    """Draw the year asked for by family, for those who may read it."""
    if page.chosen is None:
        return
    if page.families is None:
        st.caption("Le détail par famille n\u2019est montré qu\u2019à l\u2019équipe.")
        return
    title = f"{page.chosen.year}, par famille de matière"
    _titled(visitor, page, title, "benefices-par-famille", page.families)
    names = [each.family or "Famille non renseignée" for each in page.families]
    _table("Famille", names, page.families, "Bénéfices par famille")


def sources(visitor: Visitor, page: Benefits) -> None:
    """Draw the factors behind the CO₂e of the year, then every factor."""
    if page.factors and page.chosen is not None:
        st.header(f"D\u2019où vient le CO₂e de {page.chosen.year}")
        markup.table(
            [
                markup.TableColumn("Matière"),
                markup.TableColumn("t CO₂e par tonne", numeric=True),
                markup.TableColumn("Tonnes mesurées", numeric=True, optional=True),
                markup.TableColumn("Source"),
            ],
            [
                (
                    each.label,
                    range_written(each.low, each.high),
                    french.number(round(each.tonnes, 1)),
                    source_written(each.source, each.year),
                )
                for each in page.factors
            ],
            caption="Facteurs de CO₂e de l\u2019année",
        )
    with st.expander("Tous les facteurs et leurs sources", icon=":material/menu_book:"):
        benefit_factors.listed(visitor)


def benefit_table(
    visitor: Visitor, perimeter: Perimeter, title: str, rows: Sequence[Benefit]
) -> Table:
    """Return lines of benefits as a file takes them, with their definitions."""
    with session.reading() as db:
        members = dashboard.member_epcis(db)
    return Table(
        title=title,
        columns=COLUMNS,
        rows=rows,
        criteria=[
            ("Territoire", members.get(perimeter.epci_siren or "", WHOLE)),
            ("Situation au", french.day(perimeter.as_of)),
            ("Tonnes", DEFINITION),
            ("CO₂e", CO2_DEFINITION),
        ],
        author=visitor.name,
        made_on=session.today(),
    )


def _titled(
    visitor: Visitor, page: Benefits, title: str, key: str, rows: Sequence[Benefit]
) -> None:
    """Draw a heading on the left and the exports of its lines on the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header(title)
        export_buttons(
            visitor,
            key=key,
            build=partial(benefit_table, visitor, page.perimeter, f"Bénéfices, {title}", rows),
        )


def _table(first: str, names: Sequence[str], rows: Sequence[Benefit], caption: str) -> None:
    markup.table(
        [
            markup.TableColumn(first),
            markup.TableColumn("Promises (t)", numeric=True),
            markup.TableColumn("Mesurées (t)", numeric=True),
            markup.TableColumn("Sans relevé", numeric=True, optional=True),
            markup.TableColumn("CO₂e évité (t)", numeric=True),
            markup.TableColumn("Ont un facteur", numeric=True, optional=True),
        ],
        [
            (
                name,
                french.number(_rounded(row.agreed)),
                french.number(_rounded(row.measured)),
                f"{row.without_measure} sur {row.matches}",
                _range(row.co2_low, row.co2_high),
                french.percent(row.coverage),
            )
            for name, row in zip(names, rows, strict=True)
        ],
        caption=caption,
    )


def _tonnes(value: float | None) -> str:
    return french.tonnes(_rounded(value))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _range(low: float | None, high: float | None) -> str:
    """Write a range in a cell or a tile: « −16 à 40 »."""
    if low is None or high is None:
        return french.UNKNOWN
    least, most = french.number(round(low)), french.number(round(high))
    return least if least == most else f"{least}\u00a0à\u00a0{most}"


def _unknown(chosen: Benefit) -> str | None:
    if not chosen.without_measure:
        return None
    return french.plural(chosen.without_measure, "sans relevé", "sans relevé")
