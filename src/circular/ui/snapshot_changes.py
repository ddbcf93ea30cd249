"""Frozen figures beside those of today, or of another situation, and why they differ."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports import snapshot_changes as written
from circular.exports.tables import Table
from circular.queries import snapshot_changes as queries
from circular.queries.snapshot_changes import FigureChange, Reasons
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
    """Draw, for each figure that moved, the way from one to the other and the rows behind."""
    moved = [each for each in changes if each.causes()]
    if not moved:
        return
    st.header("D’où viennent les écarts")
    for topics, group in groupby(moved, key=lambda each: each.topics):
        told = list(group)
        sentences = [
            written.steps(each, snapshot, today=session.today(), masked=is_masked(visitor))
            for each in told
        ]
        st.markdown("\n".join(f"- {each}" for each in sentences))
        late, new = _longest(each.late for each in told), _longest(each.new for each in told)
        if late.lines or new.lines:
            about = french.join([each.label for each in topics]) if topics else "tout"
            with st.expander(f"Voir les lignes\u00a0: {about}", type="compact"):
                _lines("Saisi ou corrigé après coup", late, visitor)
                _lines("Passé depuis", new, visitor)


def _longest(found: Iterable[Reasons]) -> Reasons:
    """Return the rows behind figures of one kind, which are the same wherever there are some."""
    return max(found, key=lambda each: each.total)


def _lines(title: str, reasons: Reasons, visitor: Visitor) -> None:
    if not reasons.lines:
        return
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
            french.day(each.effective_on),
            french.day(each.entered_on),
            *([french.number(each.amount)] if with_jobs else []),
        )
        for each in reasons.lines
    ]
    st.markdown(f"**{title}**")
    markup.table(columns, rows, caption=title)
    if reasons.total > len(reasons.lines):
        st.caption(f"Les {len(rows)} plus récentes sur {french.number(reasons.total)}.")


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
