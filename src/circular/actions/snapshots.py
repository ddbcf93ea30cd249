"""Freezing the figures for a sitting, once and for all, and taking a frozen situation back."""

from collections.abc import Callable
from datetime import date

from circular.actions.work import work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.frozen_situations import SCHEMA, FrozenSituation, fingerprint, seal_of
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.snapshots import SnapshotDraft, WithdrawalDraft, refused
from circular.domain.visitors import Visitor
from circular.store import figure_rows, meta, reference, row_changes
from circular.store import snapshots as store
from circular.store.connection import Database

Read = Callable[[Database, Perimeter], FrozenSituation]
"""What reads the figures; it is called within the transaction that keeps them."""


def freeze_situation(
    db: Database,
    author: Visitor,
    draft: SnapshotDraft,
    read: Read,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Read the figures of a day and keep them as they are; return the identifier.

    Raises:
        NotAllowedError: the author may not freeze figures.
        DomainError: the day is to come, or the territory is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.FREEZE_FIGURES, token=token) as unit:
        problems = refused(draft, today=today)
        if draft.epci_siren is not None and reference.epci(db, draft.epci_siren) is None:
            problems.append(Problem("epci_siren", "Choisissez un territoire de la liste."))
        if problems:
            raise DomainError("", problems)
        perimeter = Perimeter(as_of=draft.as_of, epci_siren=draft.epci_siren)
        kept = _rows(db, perimeter)
        situation = read(db, perimeter).model_copy(update={"rows_seal": seal_of(kept)})
        contents = situation.canonical
        snapshot_id = store.add(
            db,
            {
                **draft.model_dump(mode="json"),
                "contents": contents,
                "schema_version": SCHEMA,
                "hash": fingerprint(contents),
                "data_version": meta.data_version(db),
                "journal_head": store.journal_head(db),
                "frozen_at": unit.now.isoformat(timespec="seconds"),
                "frozen_by": author.account_id,
            },
        )
        row_changes.keep(db, snapshot_id, kept)
        where = situation.epci_name or "tout le territoire"
        said = (
            f"Situation figée au {french.day(draft.as_of)} ({where})\u00a0: {private(draft.title)}."
        )
        unit.note("snapshot", snapshot_id, "frozen", said)
        return unit.produced(snapshot_id)


def _rows(db: Database, perimeter: Perimeter) -> dict[str, str]:
    """Read the rows behind each figure, but of figures that are made of too many."""
    found = {key: row_changes.form(db, key, perimeter) for key in figure_rows.SOURCES}
    return {key: written for key, written in found.items() if written is not None}


def withdraw_situation(
    db: Database, author: Visitor, snapshot_id: int, draft: WithdrawalDraft
) -> int:
    """Take a frozen situation back: it stays listed for the team, its addresses open no more.

    Raises:
        NotAllowedError: the author may not freeze figures.
        NotFoundError: there is no such situation, or it is withdrawn already.
    """
    with work(db, author, Permission.FREEZE_FIGURES) as unit:
        found = store.by_id(db, snapshot_id)
        at = unit.now.isoformat(timespec="seconds")
        if found is None or not store.withdraw(
            db, snapshot_id, reason=draft.reason, at=at, account_id=author.account_id
        ):
            raise NotFoundError("Cette situation n’existe pas, ou elle est déjà retirée.")
        day = french.day(date.fromisoformat(found["as_of"]))
        said = f"Situation figée au {day} retirée. Motif\u00a0: {private(draft.reason)}."
        unit.note("snapshot", snapshot_id, "withdrawn", said)
        return snapshot_id
