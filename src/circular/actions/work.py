"""The unit of work of every action: permission, one transaction, one-time token, journal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from circular.domain.errors import (
    AlreadyDoneError,
    NotAllowedError,
    Problem,
    StaleRecordError,
)
from circular.domain.french import UNKNOWN, quoted
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.store import form_tokens, journal, meta, sessions
from circular.store.connection import Database, write_tx

Changes = Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Work:
    """What an action holds while it writes: the database, its author and the moment."""

    db: Database
    author: Visitor
    now: datetime
    token: str | None = None
    _records: list[int] = field(default_factory=list)

    def note(
        self,
        entity: str,
        entity_id: int | None,
        act: str,
        sentence: str,
        changes: Changes | None = None,
        *,
        person: int | None = None,
    ) -> None:
        """Write a line of the journal: `changes` maps a field's French title to (before, after).

        Whatever names a person stands in `private(…)` in the sentence, so that it can be erased;
        the personal fields of `changes` are listed in `domain.personal_data`. `person` is the
        holder of whom the line speaks when it is written on another record.
        """
        journal.add(
            self.db,
            at=self.now,
            account_id=self.author.account_id,
            account_name=self.author.name,
            entity=entity,
            entity_id=entity_id,
            act=act,
            sentence=sentence,
            changes=changes or {},
            person=person,
        )

    def produced(self, record_id: int) -> int:
        """Remember the record for a second click on the same form, and return it."""
        if self.token is not None:
            form_tokens.remember(self.db, self.token, record_id)
        return record_id


@contextmanager
def work(
    db: Database, author: Visitor, permission: Permission, *, token: str | None = None
) -> Iterator[Work]:
    """Open the transaction of one action, after checking the permission and the form's token.

    Raises:
        NotAllowedError: the author's role does not give the permission, or the account was
            closed, its rights changed or its session ended since the page was drawn.
        AlreadyDoneError: the same form was sent before; its record is in `record_id`.
    """
    require(author, permission)
    with write_tx(db):
        _require_standing(db, author)
        now = datetime.now()
        if token is not None and not form_tokens.claim(db, token, now=now):
            raise AlreadyDoneError("C’est déjà enregistré.", form_tokens.record_of(db, token))
        yield Work(db=db, author=author, now=now, token=token)
        meta.raise_data_version(db)


def _require_standing(db: Database, author: Visitor) -> None:
    """Refuse an author whose open page has outlived the account, its rights or its session."""
    if author.account_id is None:
        return
    if not sessions.author_stands(
        db,
        account_id=author.account_id,
        role=author.role.value,
        organisation_id=author.organisation_id,
        epci_sirens=author.epci_sirens,
        session_id=author.session_id,
    ):
        raise NotAllowedError(
            "Votre session est terminée, ou vos droits ont changé. "
            "Rien n\u2019a été enregistré\u00a0: rechargez la page."
        )


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], titles: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    """Return what differs between two versions of a record, by French field title."""
    return {
        title: (before.get(name), after.get(name))
        for name, title in titles.items()
        if before.get(name) != after.get(name)
    }


def stale(db: Database, entity: str, entity_id: int, changes: Changes) -> StaleRecordError:
    """Build the refusal of the second saver: who saved first, when, and what differs now.

    `changes` maps a field's French title to (what is stored now, what this person typed).
    """
    last = journal.of_record(db, entity, entity_id, limit=1)
    who = last[0]["account_name"] if last else "Quelqu’un"
    when = f" à {last[0]['at'][11:13]} h {last[0]['at'][14:16]}" if last else ""
    problems = [
        Problem("", f"{title}\u00a0: {_shown(stored)} est enregistré, vous aviez {_shown(typed)}")
        for title, (stored, typed) in changes.items()
    ]
    return StaleRecordError(
        f"{who} a modifié cette fiche{when}. Rien n’a été enregistré\u202f; "
        "voici ce qui diffère, votre texte est conservé.",
        problems,
    )


def _shown(value: Any) -> str:
    return UNKNOWN if value is None or value == "" else quoted(str(value))
