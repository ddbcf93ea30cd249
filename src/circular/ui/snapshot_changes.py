"""Frozen figures beside those of today, or of another situation, and why they differ."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports import snapshot_changes as written
from circular.exports.tables import Table
from circular.queries import snapshot_changes as queries
from circular.queries.figure_rows import RowKind
from circular.queries.snapshot_changes import FigureChange
from circular.queries.snapshot_reasons import ChangeLine, Reasons
from circular.queries.snapshots import Frozen, Snapshot
from circular.queries.snapshots import frozen as read_frozen
from circular.ui import markup, session
from circular.ui.exports import export_buttons


def is_masked(visitor: Visitor) -> bool:
    """Say whether small counts of people are hidden from a visitor."""
    return not visitor.may(Permission.SEE_PEOPLE)


def with_today(visitor: Visitor, frozen: Frozen) -> None:
    """Draw the frozen figures, the same day as known now, and today, with every reason."""
    with session.reading() as db:
        changes = queries.changes(db, visitor, frozen, today=session.today())
    snapshot, masked = frozen.snapshot, is_masked(visitor)
    markup.lead(written.lead(snapshot, changes, today=session.today()))
    rows = [written.row_of(each, masked=masked) for each in changes]
    markup.table(
        (
            markup.TableColumn("Indicateur"),
            markup.TableColumn("Figé", numeric=True),
            markup.TableColumn(
                f"Recalculé au {french.day(snapshot.as_of)}", numeric=True, optional=True
            ),
            markup.TableColumn("Aujourd’hui", numeric=True),
            markup.TableColumn("Cause", optional=True),
        ),
        [(each.label, each.frozen, each.again, each.now, each.causes) for each in rows],
        caption="Chiffres figés, recalculés pour le même jour, et d’aujourd’hui",
    )
    st.caption(
        "De «\u00a0figé\u00a0» à «\u00a0recalculé\u00a0»\u00a0: ce qui a été saisi ou corrigé "
        "après coup. De «\u00a0recalculé\u00a0» à «\u00a0aujourd’hui\u00a0»\u00a0: ce qui s’est "
        "passé depuis."
    )
    _export(visitor, snapshot, None)
    _explanations(changes, snapshot, visitor)


def with_other(visitor: Visitor, first: Frozen, second: Frozen) -> None:
    """Draw two frozen situations side by side: nothing is measured anew."""
    masked = is_masked(visitor)
    changes = queries.compared(first, second)
    moved = sum(each.has_changed for each in changes)
    count = french.plural(moved, "chiffre diffère", "chiffres diffèrent")
    markup.lead(
        f"**{count if moved else 'Aucun chiffre ne diffère'}** entre la situation au "
        f"{french.day(first.snapshot.as_of)} et celle au {french.day(second.snapshot.as_of)}."
    )
    markup.table(
        (
            markup.TableColumn("Indicateur"),
            markup.TableColumn(f"Au {french.day(first.snapshot.as_of)}", numeric=True),
            markup.TableColumn(f"Au {french.day(second.snapshot.as_of)}", numeric=True),
            markup.TableColumn("Écart", numeric=True),
        ),
        [_pair(each, masked=masked) for each in changes],
        caption="Deux situations figées, chiffre par chiffre",
    )
    if first.snapshot.epci_siren != second.snapshot.epci_siren:
        st.caption("Les deux situations ne parlent pas du même territoire.")
    _export(visitor, first.snapshot, second.snapshot)


def _pair(change: FigureChange, *, masked: bool) -> tuple[str, str, str, str]:
    row = written.row_of(change, masked=masked)
    if isinstance(row.entered, str):
        return row.label, row.frozen, row.now, row.entered
    if change.is_redefined:
        return row.label, row.frozen, row.now, "définition modifiée"
    return row.label, row.frozen, row.now, written.signed(change.entered, change.declared.unit)


def _explanations(changes: Sequence[FigureChange], snapshot: Snapshot, visitor: Visitor) -> None:
    """Draw, for each figure that moved, the way from one to the other; then the rows of one."""
    moved = [each for each in changes if each.causes()]
    if not moved:
        return
    st.header("D’où viennent les écarts")
    sentences = [
        written.steps(each, snapshot, today=session.today(), masked=is_masked(visitor))
        for each in moved
    ]
    st.markdown("\n".join(f"- {each}" for each in sentences))
    told = [each for each in moved if each.late.lines or each.new.lines]
    if told:
        with st.container(key="keep_lines"):
            _lines_of(told, snapshot, visitor)


def _lines_of(told: Sequence[FigureChange], snapshot: Snapshot, visitor: Visitor) -> None:
    """Draw the lines behind one figure, chosen; the first is one that was corrected since."""
    by_key = {each.declared.key: each for each in told}
    first = next((each for each in told if each.late.lines), told[0])
    key = st.selectbox(
        "Voir les lignes de",
        list(by_key),
        index=list(by_key).index(first.declared.key),
        format_func=lambda each: by_key[each].declared.whole_name,
        key=f"lines_of_{snapshot.id}",
        width=300,
    )
    change = by_key[key or first.declared.key]
    _lines("Saisi ou corrigé après coup", change, change.late, visitor)
    _lines("Passé depuis", change, change.new, visitor)


def _lines(title: str, change: FigureChange, reasons: Reasons, visitor: Visitor) -> None:
    if not reasons.lines:
        return
    st.markdown(f"**{title}**")
    if reasons.kind is None:
        _possible_lines(title, reasons, visitor)
        return
    by_place = reasons.kind is RowKind.PLACE
    told = [
        markup.TableColumn("Quoi"),
        markup.TableColumn("Effet le", optional=True),
        markup.TableColumn("Saisi le", optional=True),
    ]
    columns = [
        markup.TableColumn(reasons.kind.label),
        *([] if by_place else told),
        markup.TableColumn(f"Écart ({written.unit_of_gap(change)})", numeric=True),
    ]
    rows = [
        (
            written.line_project(each),
            *([] if by_place else _told(each)),
            written.weight(each),
        )
        for each in reasons.lines
    ]
    markup.table(columns, rows, caption=f"{title}\u00a0: {change.declared.whole_name}")
    st.caption(written.how_lines_add_up(reasons))


def _told(line: ChangeLine) -> tuple[str, str, str]:
    return line.words, french.day(line.effective_on), french.day(line.entered_on)


def _possible_lines(title: str, reasons: Reasons, visitor: Visitor) -> None:
    """Draw the entries or facts that may have touched a figure whose rows are not known."""
    with_jobs = any(each.amount is not None for each in reasons.lines)
    columns = [
        markup.TableColumn("Quoi"),
        markup.TableColumn("Projet", optional=not visitor.may(Permission.SEE_AGREEMENTS)),
        markup.TableColumn("Effet le"),
        markup.TableColumn("Saisi le", optional=True),
    ]
    columns += [markup.TableColumn("ETP", numeric=True)] if with_jobs else []
    rows = [
        (
            each.words,
            written.line_project(each),
            *_told(each)[1:],
            *([french.number(each.amount)] if with_jobs else []),
        )
        for each in reasons.lines
    ]
    markup.table(columns, rows, caption=title)
    st.caption(written.possible(reasons))


def _export(visitor: Visitor, snapshot: Snapshot, other: Snapshot | None) -> None:
    export_buttons(
        visitor,
        key="situation",
        build=partial(_table, visitor, snapshot.id, None if other is None else other.id),
        caption="Exporter cette comparaison\u00a0:",
    )


def _table(visitor: Visitor, snapshot_id: int, other_id: int | None) -> Table:
    """Read the comparison again, for a file: all that is on screen and the definitions."""
    today = session.today()
    with session.reading() as db:
        frozen = read_frozen(db, visitor, snapshot_id)
        other = None if other_id is None else read_frozen(db, visitor, other_id)
        changes = (
            queries.changes(db, visitor, frozen, today=today)
            if other is None
            else queries.compared(frozen, other)
        )
    return written.table_of(
        frozen.snapshot,
        changes,
        other=None if other is None else other.snapshot,
        masked=is_masked(visitor),
        author=visitor.name,
        made_on=today,
    )
