"""The association's own benefit factors: adding, correcting, setting aside, using again."""

from datetime import date
from typing import Any

from circular.actions.work import changes_between, stale, work
from circular.domain import french
from circular.domain.benefit_factors import FactorDraft, check_year
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import benefit_factors as store
from circular.store import needs, reference
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "benefit_factor"
_APART = {"codes", "families"}
_TITLES = {
    name: str(field.title) for name, field in FactorDraft.model_fields.items() if name not in _APART
}


def add_factor(
    db: Database, author: Visitor, draft: FactorDraft, *, today: date, token: str | None = None
) -> int:
    """Add a factor of the association and return its identifier.

    Raises:
        NotAllowedError: the author may not change the settings.
        DomainError: a code or a family is unknown, or the year is still to come.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        _check(db, draft, today=today)
        factor_id = store.add(db, _record(draft), now=unit.now)
        store.apply_to(db, factor_id, codes=draft.codes, families=draft.families)
        sentence = f"A ajouté le facteur {french.quoted(draft.label)} ({draft.kind.label})."
        unit.note(ENTITY, factor_id, "add", sentence)
        return unit.produced(factor_id)


def amend_factor(
    db: Database,
    author: Visitor,
    factor_id: int,
    draft: FactorDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Correct a factor of the association and return its identifier.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: there is no such factor.
        DomainError: the factor is the product's, or the draft names what is unknown.
        StaleRecordError: somebody changed the factor since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        before = _found(db, factor_id)
        if before["origin"] != "association":
            raise DomainError(
                "Ce facteur est fourni avec l\u2019application\u202f: "
                "cessez de l\u2019utiliser et ajoutez le vôtre."
            )
        _check(db, draft, today=today)
        record = _record(draft)
        changes = changes_between(before, record, _TITLES)
        if not store.change(db, factor_id, record, version=version, now=unit.now):
            raise stale(db, ENTITY, factor_id, changes)
        store.apply_to(db, factor_id, codes=draft.codes, families=draft.families)
        sentence = f"A corrigé le facteur {french.quoted(draft.label)}."
        unit.note(ENTITY, factor_id, "amended", sentence, changes)
        return unit.produced(factor_id)


def archive_factor(db: Database, author: Visitor, factor_id: int) -> None:
    """Use a factor no longer, the product's or the association's own.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: there is no such factor.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as unit:
        label = french.quoted(_found(db, factor_id)["label"])
        store.set_archived(db, factor_id, unit.now)
        unit.note(ENTITY, factor_id, "archived", f"N\u2019utilise plus le facteur {label}.")


def restore_factor(db: Database, author: Visitor, factor_id: int) -> None:
    """Use a factor again.

    Raises:
        NotAllowedError: the author may not change the settings.
        NotFoundError: there is no such factor.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as unit:
        label = french.quoted(_found(db, factor_id)["label"])
        store.set_archived(db, factor_id, None)
        unit.note(ENTITY, factor_id, "restored", f"Utilise de nouveau le facteur {label}.")


def _found(db: Database, factor_id: int) -> Row:
    found = store.factor(db, factor_id)
    if found is None:
        raise NotFoundError("Ce facteur n\u2019existe pas.")
    return found


def _check(db: Database, draft: FactorDraft, *, today: date) -> None:
    """Refuse a year to come, and codes or families that no list holds."""
    check_year(draft.year, this_year=today.year)
    problems = []
    unknown = sorted(set(draft.codes) - needs.known_codes(db))
    if unknown:
        sentence = f"{french.join(unknown)}\u00a0: absent de la liste européenne des déchets."
        problems.append(Problem("codes", sentence))
    known = {row["key"] for row in reference.entries(db, "material_families", with_inactive=True)}
    if not known.issuperset(draft.families):
        problems.append(Problem("families", "Choisissez parmi les familles proposées."))
    if problems:
        raise DomainError("", problems)


def _record(draft: FactorDraft) -> dict[str, Any]:
    stored = draft.model_dump(mode="json", exclude=_APART)
    return {**stored, "activity": draft.activity.value if draft.activity else None}
