"""The organisation behind a stream or a facility: chosen, or created in the same transaction."""

from circular.actions.work import Work
from circular.domain.errors import DomainError, NotAllowedError, Problem
from circular.domain.french import quoted
from circular.domain.words import fold
from circular.store import organisations

PRODUCER_KIND = "entreprise"


def producer_of(
    unit: Work,
    organisation_id: int | None,
    new_name: str | None,
    *,
    commune_code: str | None = None,
    is_fictitious: bool = False,
) -> int | None:
    """Return the organisation chosen, else the one of the new name, created when nobody bears it.

    A partner's records always belong to the partner's own organisation.

    Raises:
        NotAllowedError: a partner chose another organisation, or wants a new one.
        DomainError: the organisation is unknown, or the new name says nothing.
    """
    own = unit.author.own_organisation
    if own is not None:
        if new_name is not None or organisation_id not in {None, own}:
            raise NotAllowedError("Vous ne pouvez écrire que pour votre propre organisme.")
        return own
    if new_name is not None:
        return _named(unit, new_name, commune_code=commune_code, is_fictitious=is_fictitious)
    if organisation_id is not None and not organisations.exists(unit.db, organisation_id):
        sentence = "Cet organisme n\u2019est pas dans la liste\u00a0: choisissez-le."
        raise DomainError("", [Problem("organisation_id", sentence)])
    return organisation_id


def refuse_others(unit: Work, organisation_id: int | None) -> None:
    """Refuse to touch the record of another organisation than the partner's own.

    Raises:
        NotAllowedError: the author is a partner and the record is somebody else's.
    """
    own = unit.author.own_organisation
    if own is not None and organisation_id != own:
        raise NotAllowedError("Cette fiche appartient à un autre organisme que le vôtre.")


def _named(unit: Work, name: str, *, commune_code: str | None, is_fictitious: bool) -> int:
    """Find the organisation of a name, or create it and write it down."""
    if not fold(name):
        sentence = "Écrivez un nom avec des lettres ou des chiffres."
        raise DomainError("", [Problem("new_organisation", sentence)])
    found = organisations.find(unit.db, name)
    if found is not None:
        return found
    created = organisations.add(
        unit.db,
        name=name,
        kind=PRODUCER_KIND,
        now=unit.now,
        commune_code=commune_code,
        is_fictitious=is_fictitious,
    )
    unit.note("organisation", created, "registered", f"{quoted(name)} noté parmi les organismes.")
    return created
