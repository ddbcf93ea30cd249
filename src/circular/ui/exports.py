"""The row of buttons under every list: take these very rows away as CSV, XLSX, ODS or GeoJSON."""

from collections.abc import Callable, Sequence

import streamlit as st

from circular.actions.exports import ExportTrace, record_export
from circular.domain.visitors import Visitor
from circular.exports.tables import SPREADSHEETS, Format, Table, file_name, written
from circular.ui import session

WITH_PLACES = (*SPREADSHEETS, Format.GEOJSON)
"""The formats of a list whose rows have a place: see `exports.geojson`."""

CAPTION = "Exporter ces lignes\u00a0:"


def export_buttons(
    visitor: Visitor,
    *,
    key: str,
    build: Callable[[], Table],
    caption: str = CAPTION,
    formats: Sequence[Format] = SPREADSHEETS,
) -> None:
    """Draw one button a format; the file is made, and its line of journal written, on the click.

    `key` is unique on the page and becomes the first word of the file's name. `build` runs outside
    of the script, on the click: it opens its own reading door, calls nothing of Streamlit, and
    returns all rows of the list, not only those of the page on screen.
    """
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        gap="small",
        width="content",
        key=f"noprint_export_{key}",
    ):
        if caption:
            st.caption(caption, width="content")
        for form in formats:
            st.download_button(
                form.label,
                data=exporter(visitor, form, build),
                file_name=file_name(key, session.today(), form.value),
                mime=form.media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"export_{key}_{form.value}",
                help=f"Télécharger ces lignes au format {form.label}",
            )


def exporter(visitor: Visitor, form: Format, build: Callable[[], Table]) -> Callable[[], bytes]:
    """Return what a click runs: build the table, write the file, leave a trace, hand it over."""

    def export() -> bytes:
        table = build()
        content = written(table, form)
        with session.recording(visitor) as db:
            record_export(db, visitor, trace_of(table, form))
        return content

    return export


def trace_of(table: Table, form: Format) -> ExportTrace:
    """Return what the journal keeps of a table that leaves."""
    return ExportTrace(
        title=table.title,
        form=form.label,
        criteria=table.criteria,
        columns=[column.title for column in table.columns],
        row_count=len(table.rows),
    )
