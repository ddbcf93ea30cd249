"""What a stream weighed, year by year, in its record: chart, figures, files, and a year to note."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.actions import stream_measures as actions
from circular.charts.stream_measures import stream_measures as drawn
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.stream_measures import StreamMeasureDraft
from circular.domain.visitors import Visitor
from circular.exports.tables import Column, Kind, Table
from circular.queries import reference
from circular.queries import stream_measures as queries
from circular.queries.stream_measures import StreamMeasure
from circular.queries.streams import StreamRecord
from circular.ui import components, dialogs, forms, markup, session
from circular.ui.exports import export_buttons

PAGE = "stream"
NOTE, REMOVE = "note_stream_measure", "remove_stream_measure"
TITLE = "Mesures du gisement"
COLUMNS = (
    Column("year", "Année", Kind.CODE),
    Column("tonnes", "Tonnes", Kind.NUMBER),
    Column("source", "Source"),
    Column("reliability", "Fiabilité"),
    Column("measured_on", "Relevé le", Kind.DATE),
    Column("author", "Noté par"),
)


def measures(visitor: Visitor, record: StreamRecord) -> None:
    """Draw the measures of a stream, and the way to note those of a year."""
    with session.reading() as db:
        found = queries.measures_of_stream(db, visitor, record.id)
    may_edit = visitor.may(Permission.EDIT_STREAMS) and not record.is_archived
    if found:
        components.chart(
            "Combien de tonnes, année après année\u202f?",
            measures_sentence(found, likely=record.tonnes),
            drawn(found, likely=record.tonnes),
            key="stream_measures",
            alt="Tonnes mesurées du gisement, année par année",
            figures=partial(_table, found),
            caption=None
            if record.tonnes is None
            else f"Pointillé\u00a0: tonnage retenu, {french.tonnes(record.tonnes)} par an.",
        )
    else:
        st.header("Mesures par année")
        st.caption("Aucune année mesurée\u00a0: une pesée rend ce tonnage plus sûr.")
    with st.container(horizontal=True, vertical_alignment="center"):
        if may_edit:
            st.button(
                "Noter une année",
                icon=":material/scale:",
                key=NOTE,
                on_click=partial(dialogs.ask, PAGE, NOTE),
            )
        if may_edit and found:
            st.button(
                "Retirer une année",
                type="tertiary",
                key=REMOVE,
                on_click=partial(dialogs.ask, PAGE, REMOVE),
            )
        if found and visitor.may(Permission.EXPORT_LISTS):
            export_buttons(visitor, key="mesures-gisement", build=partial(_build, visitor, record))


def measures_sentence(found: Sequence[StreamMeasure], *, likely: float | None) -> str:
    """Say the last year measured, how it moved, and how far it lies from the figure in use."""
    last, *older = found
    said = f"**{french.tonnes(last.tonnes)}** en {last.year}"
    if older and older[0].tonnes:
        moved = last.tonnes / older[0].tonnes - 1
        way = "de plus" if moved >= 0 else "de moins"
        said += f", {french.percent(abs(moved))} {way} qu\u2019en {older[0].year}"
    if likely and round(last.tonnes, 3) != round(likely, 3):
        said += f"\u202f; le tonnage retenu est de {french.tonnes(likely)} par an"
    return f"{said}."


def dialogs_of(visitor: Visitor, record: StreamRecord) -> dict[str, partial[None]]:
    """Return the dialogs that this section may ask for, by name."""
    return {
        NOTE: partial(_note_dialog, visitor, record.id),
        REMOVE: partial(_remove_dialog, visitor, record.id),
    }


def _table(found: Sequence[StreamMeasure]) -> None:
    """Draw the exact figures with their source."""
    markup.table(
        [
            markup.TableColumn("Année"),
            markup.TableColumn("Tonnes", numeric=True),
            markup.TableColumn("Source"),
            markup.TableColumn("Fiabilité", optional=True),
            markup.TableColumn("Relevé le", optional=True),
        ],
        [
            (
                str(each.year),
                french.tonnes(each.tonnes),
                each.source,
                each.reliability or french.UNKNOWN,
                f"{french.day(each.measured_on)}{f' par {each.author}' if each.author else ''}",
            )
            for each in found
        ],
        caption="Tonnes mesurées du gisement, par année, avec leur source",
    )


def _build(visitor: Visitor, record: StreamRecord) -> Table:
    """Return the measures as a table that can be taken away."""
    with session.reading() as db:
        rows = queries.measures_of_stream(db, visitor, record.id)
    return Table(
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        criteria=[("Gisement", record.draft.title)],
        author=visitor.name,
        made_on=session.today(),
    )


def _note_dialog(visitor: Visitor, stream_id: int) -> None:
    """Ask for the tonnes of a year, their source, and whether they become the figure in use."""

    @st.dialog("Noter une année", icon=":material/scale:", on_dismiss=dialogs.close)
    def ask() -> None:
        form = forms.begin(f"stream_measure_{stream_id}", StreamMeasureDraft)
        today = session.today()
        with session.reading() as db:
            found = reference.entries(db, "figure_reliabilities")
        typed = {
            "year": forms.line(form, "year", value=str(today.year - 1)),
            "tonnes": forms.amount(form, "tonnes", unit="t"),
            "source": forms.line(form, "source", placeholder="Par exemple\u00a0: bons de pesée"),
            "reliability": forms.pills(
                form, "reliability", {entry.key: entry.label for entry in found}, wrap=True
            ),
            "measured_on": forms.day(form, "measured_on", value=today),
            "updates_likely": forms.tick(form, "updates_likely"),
            "replaces": forms.tick(form, "replaces"),
        }
        if forms.submit(form, "Noter cette année", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, StreamMeasureDraft, typed),
                lambda db, draft: actions.note_stream_measure(
                    db, visitor, stream_id, draft, today=today, token=form.token
                ),
                said="Mesure notée.",
            )

    ask()


def _remove_dialog(visitor: Visitor, stream_id: int) -> None:
    """Ask which year to take out, and say what stays."""
    with session.reading() as db:
        found = queries.measures_of_stream(db, visitor, stream_id)

    @st.dialog("Retirer une année\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        year = st.selectbox(
            "Année",
            [each.year for each in found],
            format_func=lambda year: next(
                f"{year}\u00a0: {french.tonnes(each.tonnes)}" for each in found if each.year == year
            ),
            key="removed_year",
        )
        st.markdown("Le tonnage retenu ne change pas. L\u2019historique garde la trace.")
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder", key="keep_measure"):
                dialogs.close_and_rerun()
            if year is not None and st.button("Retirer", type="primary", key="confirm_remove"):
                session.act(
                    visitor,
                    f"Mesure de {year} retirée.",
                    lambda db: actions.remove_stream_measure(db, visitor, stream_id, year),
                )
                dialogs.close_and_rerun()

    ask()
