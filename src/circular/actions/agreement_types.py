"""Changing the rules of a type of agreement: each change is a new version, none alters the past."""

from datetime import date

from circular.actions.agreements import found, type_of
from circular.actions.work import stale, work
from circular.domain.agreement_types import AgreementType, AgreementTypeDraft, rules_in_words
from circular.domain.agreements import AgreementState, check_unsigned
from circular.domain.errors import DomainError, NotFoundError, StaleRecordError
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import agreement_types as store
from circular.store import agreements
from circular.store.connection import Database

ENTITY = "agreement_type"


def change_agreement_type(
    db: Database,
    author: Visitor,
    key: str,
    draft: AgreementTypeDraft,
    *,
    seen: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write the next version of a type and return its number; agreements keep their own version.

    `seen` is the version offered when the form opened.

    Raises:
        NotAllowedError: the author may not change settings.
        NotFoundError: this type is not offered.
        StaleRecordError: somebody changed it meanwhile.
        DomainError: nothing changes.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        row = store.offered_version(db, key)
        if row is None:
            raise NotFoundError("Ce type de convention n’est pas, ou plus, proposé.")
        before = AgreementType.model_validate(row)
        if before.version != seen:
            raise StaleRecordError(
                f"Ce type a changé entre-temps\u00a0: la version {before.version} est en vigueur. "
                "Rien n’a été enregistré, votre saisie est conservée."
            )
        after = draft.version_of(key, store.last_version(db, key) + 1)
        if after == before.model_copy(update={"version": after.version}):
            raise DomainError("Ces règles sont déjà en vigueur\u00a0: rien à enregistrer.")
        store.add(db, after, since=today, reason=draft.reason, author_id=author.account_id)
        old, new = rules_in_words(before), rules_in_words(after)
        changes = {title: (old[title], new[title]) for title in old if old[title] != new[title]}
        sentence = (
            f"Type de convention {quoted(after.label)}\u00a0: version {after.version}, "
            f"{quoted(draft.reason)}."
        )
        unit.note(ENTITY, None, "changed", sentence, changes)
        return unit.produced(after.version)


def take_newest_rules(db: Database, author: Visitor, agreement_id: int, *, version: int) -> int:
    """Bring an agreement that nobody has signed to the newest version of its type.

    Raises:
        NotAllowedError: the author may not edit agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is signed or given up, its type is no longer offered, it has the newest
            rules already, or its period is too long for them.
    """
    with work(db, author, Permission.EDIT_AGREEMENTS) as unit:
        before = found(db, agreement_id)
        check_unsigned(AgreementState(before["state"]))
        row = store.offered_version(db, before["type_key"])
        if row is None:
            raise DomainError("Ce type de convention n’est plus proposé. Rien n’a été enregistré.")
        old, new = type_of(db, before), AgreementType.model_validate(row)
        if new.version == old.version:
            raise DomainError("Cette convention a déjà les règles les plus récentes de son type.")
        days = [before[name] and date.fromisoformat(before[name]) for name in _PERIOD]
        problem = new.too_long(*days)
        if problem is not None:
            raise DomainError(problem.sentence)
        record = {"type_version": new.version}
        if not agreements.change(db, agreement_id, record, version=version, now=unit.now):
            raise stale(db, "agreement", agreement_id, {})
        changes = {"Version du type": (str(old.version), str(new.version))}
        sentence = "Convention passée aux règles les plus récentes de son type."
        unit.note("agreement", agreement_id, "rules_taken", sentence, changes)
        return agreement_id


_PERIOD = ("starts_on", "ends_on")
