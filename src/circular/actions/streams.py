"""Adding, amending, duplicating and archiving waste streams."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.actions.holders import check_commune, check_entries
from circular.actions.producers import producer_of, refuse_others
from circular.actions.work import Work, changes_between, stale, work
from circular.domain import french, seasons
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.reference import WasteCode, written_waste_code
from circular.domain.streams import StreamDraft, check_facts
from circular.domain.trials import may_see_trials
from circular.domain.visitors import Visitor
from circular.domain.words import fold
from circular.store import organisations, reference
from circular.store import streams as store
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "stream"
COPY = "{title} (copie)"
_LONGEST_TITLE = 190  # leaves room for the mark of a copy

_LISTS = {"material_family": "material_families", "reliability": "figure_reliabilities"}
_TITLES = {
    name: field.title or name
    for name, field in StreamDraft.model_fields.items()
    if name != "new_organisation"
}


def add_stream(
    db: Database,
    author: Visitor,
    draft: StreamDraft,
    *,
    today: date,
    token: str | None = None,
    is_fictitious: bool = False,
) -> int:
    """Write a new stream, and its producer when the name is new; returns the stream.

    The code of the waste list gives the hazardous mark, and the family when none was chosen.

    Raises:
        NotAllowedError: the author may not edit streams, or writes for another organisation.
        DomainError: the code is not valid today, a place or a choice is unknown, or the figure was
            noted in the future.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_STREAMS, token=token) as unit:
        record = _record(unit, draft, today=today, is_fictitious=is_fictitious)
        fictitious = {"is_fictitious": int(is_fictitious)}
        stream_id = store.add(
            db, {**record, **fictitious}, created_by=author.account_id, now=unit.now
        )
        unit.note(ENTITY, stream_id, "added", f"Gisement {quoted(draft.title)} ajouté.")
        return unit.produced(stream_id)


def amend_stream(
    db: Database,
    author: Visitor,
    stream_id: int,
    draft: StreamDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Change a stream and return it; a code withdrawn since stays allowed while it is kept.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream.
        StaleRecordError: somebody else saved first; it lists what differs.
        DomainError: what `add_stream` refuses.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_STREAMS, token=token) as unit:
        before = known_stream(unit, stream_id)
        record = _record(unit, draft, today=today, kept_code=before["waste_code"])
        changes = changes_between(_in_words(db, before), _in_words(db, record), _TITLES)
        if not store.change(db, stream_id, record, version=version, now=unit.now):
            raise stale(db, ENTITY, stream_id, changes)
        if changes:
            sentence = f"Gisement {quoted(draft.title)} modifié."
            unit.note(ENTITY, stream_id, "changed", sentence, changes)
        return unit.produced(stream_id)


def duplicate_stream(
    db: Database, author: Visitor, stream_id: int, *, token: str | None = None
) -> int:
    """Copy a stream, figures included, under the same producer; returns the copy.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_STREAMS, token=token) as unit:
        before = known_stream(unit, stream_id)
        left_out = {"id", "archived_at", "version", "created_at", "created_by", "updated_at"}
        copy = {name: value for name, value in before.items() if name not in left_out}
        copy["title"] = COPY.format(title=before["title"][:_LONGEST_TITLE])
        copy["folded_title"] = fold(copy["title"])
        copy_id = store.add(db, copy, created_by=author.account_id, now=unit.now)
        sentence = f"Gisement {quoted(copy['title'])} ajouté, copie de {quoted(before['title'])}."
        unit.note(ENTITY, copy_id, "added", sentence)
        return unit.produced(copy_id)


def archive_stream(db: Database, author: Visitor, stream_id: int) -> int:
    """Put a stream into the archives: it stays readable and is proposed no longer.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream.
        DomainError: it is archived already.
    """
    with work(db, author, Permission.EDIT_STREAMS) as unit:
        before = known_stream(unit, stream_id)
        if before["archived_at"] is not None:
            raise DomainError("Ce gisement est déjà dans les archives.")
        store.set_archived(db, stream_id, unit.now)
        sentence = f"Gisement {quoted(before['title'])} mis aux archives."
        unit.note(ENTITY, stream_id, "archived", sentence)
        return stream_id


def restore_stream(db: Database, author: Visitor, stream_id: int) -> int:
    """Take a stream out of the archives.

    Raises:
        NotAllowedError: the author may not edit streams, or it is another organisation's.
        NotFoundError: there is no such stream.
        DomainError: it is not archived.
    """
    with work(db, author, Permission.EDIT_STREAMS) as unit:
        before = known_stream(unit, stream_id)
        if before["archived_at"] is None:
            raise DomainError("Ce gisement n\u2019est pas dans les archives.")
        store.set_archived(db, stream_id, None)
        sentence = f"Gisement {quoted(before['title'])} sorti des archives."
        unit.note(ENTITY, stream_id, "restored", sentence)
        return stream_id


def known_stream(unit: Work, stream_id: int) -> Row:
    """Find a stream that the author may touch.

    Raises:
        NotFoundError: there is no such stream.
        NotAllowedError: it is another organisation's.
    """
    found = store.row(unit.db, stream_id)
    if found is None or (found["is_trial"] and not may_see_trials(unit.author)):
        raise NotFoundError("Ce gisement n\u2019existe pas, ou n\u2019existe plus.")
    refuse_others(unit, found["organisation_id"])
    return found


def _record(
    unit: Work,
    draft: StreamDraft,
    *,
    today: date,
    kept_code: str | None = None,
    is_fictitious: bool = False,
) -> dict[str, Any]:
    """Check a draft against what is known and turn it into columns."""
    code = _code(unit.db, draft.waste_code, today)
    checked = draft.model_copy(update={"waste_code": None}) if _is_kept(draft, kept_code) else draft
    check_facts(checked, code=code, today=today)
    check_commune(unit.db, draft.commune_code)
    family = draft.material_family or (code.material_family if code else None)
    check_entries(
        unit.db,
        {
            "material_family": ("material_families", family),
            "reliability": ("figure_reliabilities", draft.reliability),
            "operation": ("treatment_operations", draft.operation),
        },
    )
    organisation = producer_of(
        unit,
        draft.organisation_id,
        draft.new_organisation,
        commune_code=draft.commune_code,
        is_fictitious=is_fictitious,
    )
    hazardous = draft.is_hazardous if code is None else code.is_hazardous
    plain = draft.model_dump(mode="json", exclude={"new_organisation", "months"})
    return {
        **plain,
        "folded_title": fold(draft.title),
        "organisation_id": organisation,
        "material_family": family,
        "is_hazardous": None if hazardous is None else int(hazardous),
        "is_confidential": int(draft.is_confidential),
        "months": seasons.stored(draft.months),
    }


def _is_kept(draft: StreamDraft, kept_code: str | None) -> bool:
    """Tell whether the code is the one that the record holds already."""
    return draft.waste_code is not None and draft.waste_code == kept_code


def _code(db: Database, code: str | None, today: date) -> WasteCode | None:
    """Return the entry of the waste list for a code, None when there is none."""
    row = None if code is None else reference.waste_code(db, code, today)
    return None if row is None else WasteCode.of_row(row)


def _in_words(db: Database, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as people read them, for the journal and the second saver."""
    shown = dict(record)
    commune = reference.commune(db, record["commune_code"]) if record["commune_code"] else None
    shown["commune_code"] = commune and commune["name"]
    for name, list_name in _LISTS.items():
        entry = reference.entry(db, list_name, record[name]) if record[name] else None
        shown[name] = entry and entry["label"]
    shown["organisation_id"] = organisations.name(db, record["organisation_id"])
    shown["waste_code"] = record["waste_code"] and written_waste_code(record["waste_code"])
    shown["months"] = seasons.season_sentence(seasons.read(record["months"]))
    for name in ("is_hazardous", "is_confidential"):
        shown[name] = None if record[name] is None else french.yes_no(bool(record[name]))
    for name in ("available_from", "available_to", "figure_on"):
        shown[name] = record[name] and french.day(date.fromisoformat(record[name]))
    for name, value in shown.items():
        if isinstance(value, float):
            shown[name] = french.number(value)
    return shown
