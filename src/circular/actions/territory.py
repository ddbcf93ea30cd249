"""Deciding what the territory is: its member EPCI, their communes and the partners they are."""

from datetime import date

from circular.actions.work import changes_between, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem, StaleRecordError
from circular.domain.permissions import Permission
from circular.domain.reference import Commune
from circular.domain.territory import Dependents, check_removable
from circular.domain.visitors import Visitor
from circular.store import organisations, reference
from circular.store import territory as store
from circular.store.connection import Database
from circular.store.rows import Row

ENTITY = "territory"
_TITLES = {"organisation": "Partenaire", "joined_on": "Membre depuis"}


def add_epci(
    db: Database,
    author: Visitor,
    siren: str,
    *,
    organisation_id: int | None = None,
    joined_on: date | None = None,
    token: str | None = None,
) -> int:
    """Make an EPCI a member, with all its communes of today; return how many came.

    `organisation_id` is the partner that this EPCI is in the directory. A commune that another
    member had borrowed comes under its own EPCI.

    Raises:
        NotAllowedError: the author may not edit the territory.
        NotFoundError: there is no such EPCI or organisation.
        DomainError: the EPCI is a member already.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_TERRITORY, token=token) as unit:
        epci = reference.epci(db, siren)
        if epci is None:
            raise NotFoundError(
                "Cette intercommunalité n\u2019est pas dans la liste officielle.",
                [Problem("siren", "Choisissez une intercommunalité de la liste.")],
            )
        if store.member(db, siren) is not None:
            sentence = f"{epci['name']} est déjà membre du territoire."
            raise DomainError(sentence, [Problem("siren", sentence)])
        _check_organisation(db, organisation_id)
        store.add_member(db, siren, organisation_id=organisation_id, joined_on=_iso(joined_on))
        count = int(epci["commune_count"])
        communes = french.plural(count, "commune", "communes")
        unit.note(ENTITY, int(siren), "epci_added", f"{epci['name']} membre\u00a0: {communes}.")
        return unit.produced(count)


def remove_epci(db: Database, author: Visitor, siren: str, *, token: str | None = None) -> None:
    """Take an EPCI and its communes out of the territory, when nothing is counted under it.

    Raises:
        NotAllowedError: the author may not edit the territory.
        NotFoundError: the EPCI is not a member.
        DomainError: projects, targets, premises or streams depend on it; the sentence counts them.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_TERRITORY, token=token) as unit:
        member = _member(db, siren)
        check_removable(member["name"], Dependents(**store.dependents(db, siren)))
        store.remove_member(db, siren)
        communes = french.plural(member["commune_count"], "commune", "communes")
        sentence = f"{member['name']} retirée du territoire, avec {communes}."
        unit.note(ENTITY, int(siren), "epci_removed", sentence)


def add_commune(
    db: Database, author: Visitor, code: str, *, epci_siren: str, token: str | None = None
) -> None:
    """Count a commune under a member EPCI, be it officially of another one.

    Raises:
        NotAllowedError: the author may not edit the territory.
        NotFoundError: there is no such commune, or the EPCI is not a member.
        DomainError: the commune is in the territory already.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_TERRITORY, token=token) as unit:
        row = reference.commune(db, code)
        if row is None:
            raise NotFoundError(
                "Cette commune n\u2019est pas dans la liste officielle.",
                [Problem("commune_code", "Choisissez une commune de la liste.")],
            )
        member = _member(db, epci_siren)
        name = Commune(**row).shown_name
        present = store.commune(db, code)
        if present is not None:
            sentence = f"{name} est déjà dans le territoire, avec {present['member_name']}."
            raise DomainError(sentence, [Problem("commune_code", sentence)])
        store.add_commune(db, code, epci_siren)
        sentence = f"{name} ajoutée au territoire, avec {member['name']}."
        unit.note(ENTITY, int(epci_siren), "commune_added", sentence)


def remove_commune(db: Database, author: Visitor, code: str, *, token: str | None = None) -> None:
    """Take a commune out of the territory; what stands there goes to its official EPCI.

    Raises:
        NotAllowedError: the author may not edit the territory.
        NotFoundError: the commune is not in the territory.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_TERRITORY, token=token) as unit:
        present = store.commune(db, code)
        if present is None:
            raise NotFoundError("Cette commune n\u2019est plus dans le territoire.")
        store.remove_commune(db, code)
        name = f"{present['name']} ({present['department_name']})"
        sentence = f"{name} retirée du territoire\u202f; elle était avec {present['member_name']}."
        unit.note(ENTITY, int(present["member_siren"]), "commune_removed", sentence)


def link_partner(
    db: Database,
    author: Visitor,
    siren: str,
    *,
    organisation_id: int | None,
    joined_on: date | None,
    seen: tuple[int | None, date | None] | None = None,
    token: str | None = None,
) -> None:
    """Say which organisation of the directory a member EPCI is, and since when it is a member.

    `seen` is (organisation, day) as they stood when the form opened, None not to compare.

    Raises:
        NotAllowedError: the author may not edit the territory.
        NotFoundError: the EPCI is not a member, or there is no such organisation.
        StaleRecordError: somebody changed it since the form opened.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_TERRITORY, token=token) as unit:
        member = _member(db, siren)
        stored = (member["organisation_id"], member["joined_on"])
        if seen is not None and stored != (seen[0], _iso(seen[1])):
            partner = member["organisation_name"] or "aucun partenaire"
            raise StaleRecordError(
                f"Quelqu\u2019un a modifié {member['name']} entre-temps\u00a0: {partner}. "
                "Rien n\u2019a été enregistré."
            )
        after = _check_organisation(db, organisation_id)
        store.set_membership(db, siren, organisation_id=organisation_id, joined_on=_iso(joined_on))
        changes = changes_between(
            {"organisation": member["organisation_name"], "joined_on": member["joined_on"]},
            {"organisation": after, "joined_on": _iso(joined_on)},
            _TITLES,
        )
        sentence = f"{member['name']}\u00a0: adhésion modifiée."
        unit.note(ENTITY, int(siren), "membership_changed", sentence, changes)


def _member(db: Database, siren: str) -> Row:
    """Find a member EPCI or refuse."""
    found = store.member(db, siren)
    if found is None:
        raise NotFoundError(
            "Cette intercommunalité n\u2019est pas membre du territoire.",
            [Problem("epci_siren", "Choisissez une intercommunalité membre.")],
        )
    return found


def _check_organisation(db: Database, organisation_id: int | None) -> str | None:
    """Return the name of an organisation or refuse one that does not exist."""
    if organisation_id is None:
        return None
    found = organisations.organisation(db, organisation_id)
    if found is None:
        raise NotFoundError(
            "Cette organisation n\u2019est plus dans l\u2019annuaire.",
            [Problem("organisation_id", "Choisissez une organisation de l\u2019annuaire.")],
        )
    return str(found["name"])


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
