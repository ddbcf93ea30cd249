"""Jobs that tonnes could support, according to sources: a range, never added to real jobs."""

import streamlit as st

from circular.domain import french
from circular.domain.benefit_factors import JobActivity, range_written, source_written
from circular.domain.unmatched import UnmatchedFilters
from circular.domain.visitors import Visitor
from circular.queries import unmatched as queries
from circular.queries.unmatched import UnusedPage, UsedFactor
from circular.ui import markup, session

ACTIVITY = "activite"
WARNING = (
    "estimation d\u2019après des sources de pays, d\u2019années et de métiers différents\u202f; ce "
    "ne sont ni des emplois créés ni des emplois prévus, et ils ne s\u2019y ajoutent jamais."
)


def asked_activity() -> JobActivity:
    """Return what would be done with the tonnes, as asked on the page."""
    asked = st.session_state.get(ACTIVITY) or st.query_params.get(ACTIVITY, "")
    known = {each.label: each for each in JobActivity}
    return known.get(str(asked), JobActivity.RECYCLING)


def block(
    visitor: Visitor, filters: UnmatchedFilters, found: UnusedPage, activity: JobActivity
) -> None:
    """Draw the range, the share of tonnes that it covers, and its sources."""
    st.header("Emplois que ces tonnes pourraient soutenir")
    st.pills(
        "Si elles allaient vers",
        [each.label for each in JobActivity],
        default=JobActivity.RECYCLING.label,
        required=True,
        key=ACTIVITY,
        bind="query-params",
    )
    with session.reading() as db:
        factors = queries.unused_factors(
            db, visitor, filters, today=session.today(), activity=activity
        )
    st.markdown(sentence(found, factors))
    if factors:
        _sources(factors)


def sentence(found: UnusedPage, factors: tuple[UsedFactor, ...]) -> str:
    """Say the range with who says it, and how much of the tonnes it speaks of."""
    if found.jobs_low is None or not factors:
        return "Aucune source ne dit ce que ces tonnes pourraient soutenir."
    share = found.tonnes_with_factor / found.tonnes if found.tonnes else 0
    names = french.join(list(dict.fromkeys(each.source for each in factors)))
    return (
        f"**{range_written(found.jobs_low, found.jobs_high, decimals=0).capitalize()} emplois**, "
        f"selon {markup.plain(names)}. {french.percent(share)} des tonnes ont un facteur\u202f; "
        f"les déchets dangereux n\u2019en ont pas. C\u2019est une {WARNING}"
    )


def _sources(factors: tuple[UsedFactor, ...]) -> None:
    markup.table(
        [
            markup.TableColumn("Selon"),
            markup.TableColumn("Périmètre", optional=True),
            markup.TableColumn("Pour 10\u202f000\u00a0t", numeric=True),
            markup.TableColumn("Tonnes", numeric=True, optional=True, unbroken=True),
            markup.TableColumn("Emplois possibles", numeric=True),
        ],
        [
            (
                f"{source_written(each.source, each.year)}, {each.label.lower()}",
                each.perimeter or french.UNKNOWN,
                range_written(each.low, each.high, decimals=1),
                french.number(round(each.tonnes)),
                range_written(
                    each.tonnes * each.low / 10_000, each.tonnes * each.high / 10_000, decimals=0
                ),
            )
            for each in factors
        ],
        caption="Sources des emplois possibles",
    )
