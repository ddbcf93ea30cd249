"""Choosing the weights of matches, and taking up those of an older version."""

from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, StaleRecordError
from circular.domain.match_weights import WeightsDraft, points_of
from circular.domain.matches import Component, MatchWeights
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import match_weights as store
from circular.store.connection import Database

ENTITY = "match_weights"


def choose_weights(
    db: Database, author: Visitor, draft: WeightsDraft, *, seen: int, token: str | None = None
) -> int:
    """Write new weights and return their version; the older ones stay, to replay decisions.

    `seen` is the version in force when the form opened.

    Raises:
        NotAllowedError: the author may not change settings.
        StaleRecordError: somebody chose other weights meanwhile.
        DomainError: these weights are in force already.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        before = store.current(db)
        if before.version != seen:
            raise StaleRecordError(
                f"Les poids ont changé entre-temps\u00a0: la version {before.version} est en "
                "vigueur. Rien n\u2019a été enregistré, votre saisie est conservée."
            )
        after = draft.weights(before.version + 1)
        _write(unit, before, after, reason=draft.reason)
        return unit.produced(after.version)


def restore_weights(db: Database, author: Visitor, version: int) -> int:
    """Take up the weights of an older version, as a new version; returns the new one.

    Raises:
        NotAllowedError: the author may not change settings.
        NotFoundError: there is no such version.
        DomainError: these weights are in force already.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as unit:
        before, wanted = store.current(db), store.version(db, version)
        if wanted is None:
            raise NotFoundError(f"Les poids n\u2019ont pas de version {version}.")
        after = wanted.model_copy(update={"version": before.version + 1})
        reason = f"Retour aux poids de la version {version}"
        _write(unit, before, after, reason=reason, restored_from=version)
        return after.version


def _write(
    unit: Work,
    before: MatchWeights,
    after: MatchWeights,
    *,
    reason: str,
    restored_from: int | None = None,
) -> None:
    """Write a version that differs from the one in force, with its line of the journal."""
    if before.in_order() == after.in_order():
        raise DomainError("Ces poids sont déjà en vigueur\u00a0: rien à enregistrer.")
    author = {"author_id": unit.author.account_id}
    record = {"reason": reason, "restored_from": restored_from, **author}
    store.add(unit.db, after, record, now=unit.now)
    points = {each: (points_of(before, each), points_of(after, each)) for each in Component}
    changes = {
        each.label: (french.number(old), french.number(new))
        for each, (old, new) in points.items()
        if old != new
    }
    sentence = f"Poids des rapprochements\u00a0: version {after.version}, {french.quoted(reason)}."
    unit.note(ENTITY, None, "changed", sentence, changes)
