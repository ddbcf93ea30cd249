"""Managing accounts: who may enter, in which role; and looking after one's own."""

import json
from datetime import datetime

from circular.actions.invitations import make_link
from circular.actions.sessions import ENTITY
from circular.actions.work import Work, changes_between, work
from circular.domain.accounts import AccountDraft, check_an_administrator_remains
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.invitations import LinkKind, OneTimeLink
from circular.domain.permissions import Permission, Role
from circular.domain.personal_data import Identity, private
from circular.domain.sessions import EndedBy
from circular.domain.sign_in import Caller, SignInRules
from circular.domain.visitors import Visitor
from circular.store import accounts as store
from circular.store import anonymisation, invitations, places, sessions
from circular.store import sign_in as credentials
from circular.store.connection import Database
from circular.store.rows import Row

_TITLES = {
    "name": "Nom et prénom",
    "email": "Adresse électronique",
    "role": "Rôle",
    "organisation": "Organisation du partenaire",
    "epcis": "Limité à ces intercommunalités",
}


def invite(
    db: Database, author: Visitor, draft: AccountDraft, *, token: str | None = None
) -> OneTimeLink:
    """Create an account without a password, and return the link by which its person chooses one.

    Raises:
        NotAllowedError: the author may not manage accounts.
        DomainError: the address is another account's, or the organisation does not exist.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        _check(db, draft, account_id=None)
        account_id = store.add(
            db,
            name=draft.name,
            email=draft.email,
            role=draft.role.value,
            now=unit.now,
            organisation_id=draft.organisation_id,
        )
        store.limit_to(db, account_id, draft.epci_sirens)
        sentence = f"{private(draft.name)} invité·e dans le rôle «\u00a0{draft.role.label}\u00a0»."
        unit.note(ENTITY, account_id, "invited", sentence)
        unit.produced(account_id)
        return make_link(db, LinkKind.INVITATION, account_id, _caller(unit))


def change_account(
    db: Database, author: Visitor, account_id: int, draft: AccountDraft, *, token: str | None = None
) -> None:
    """Change the name, address, role or organisation of an account; it takes effect at once.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account.
        DomainError: the address is another's, or nobody could manage the accounts any more.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        before = _account(db, account_id)
        _check(db, draft, account_id=account_id)
        if before["role"] == Role.ADMINISTRATOR.value and draft.role is not Role.ADMINISTRATOR:
            check_an_administrator_remains(others=store.other_administrators(db, account_id))
        store.change(db, account_id, draft.model_dump(mode="json", exclude={"epci_sirens"}))
        store.limit_to(db, account_id, draft.epci_sirens)
        after = _account(db, account_id)
        changes = changes_between(_readable(db, before), _readable(db, after), _TITLES)
        rights = ("role", "organisation_id", "epci_sirens")
        act = "role_changed" if any(before[key] != after[key] for key in rights) else "changed"
        unit.note(ENTITY, account_id, act, f"Compte de {private(draft.name)} modifié.", changes)


def close_account(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> None:
    """Close an account: its sessions and its links end at once; what it wrote keeps its name.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account, or it is closed.
        DomainError: it is the author's own, or nobody could manage the accounts any more.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = _account(db, account_id)
        if account["closed_at"] is not None:
            raise NotFoundError("Ce compte est déjà fermé.")
        if account_id == author.account_id:
            raise DomainError("Vous ne pouvez pas fermer votre propre compte.")
        if account["role"] == Role.ADMINISTRATOR.value:
            check_an_administrator_remains(others=store.other_administrators(db, account_id))
        store.change(db, account_id, {"closed_at": unit.now.isoformat(timespec="seconds")})
        sessions.end_all(db, account_id, now=unit.now, by=EndedBy.ADMINISTRATOR.value)
        invitations.withdraw(db, account_id, now=unit.now)
        unit.note(ENTITY, account_id, "closed", f"Compte de {private(account['name'])} fermé.")


def anonymise_account(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> None:
    """Erase the name and the ways in of somebody who left; what they wrote stays, under a number.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account.
        DomainError: the account is still open.
    """
    anonymisation.overwrite_what_is_erased(db)
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = _account(db, account_id)
        if account["closed_at"] is None:
            raise DomainError("Fermez d’abord ce compte.")
        anonymisation.anonymise_account(
            db,
            account_id,
            Identity(account["name"], account["email"]),
            new_name=f"Compte n°\u00a0{account_id}, anonymisé",
            now=unit.now,
        )
        unit.note(ENTITY, account_id, "anonymised", "Compte anonymisé.")


def reopen_account(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> None:
    """Open a closed account again, with its former password.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account.
        DomainError: the account was anonymised.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = _account(db, account_id)
        if account["email"] is None and not account["is_fictitious"]:
            raise DomainError("Ce compte a été anonymisé\u00a0: invitez de nouveau la personne.")
        store.change(db, account_id, {"closed_at": None})
        sentence = f"Compte de {private(account['name'])} rouvert."
        unit.note(ENTITY, account_id, "reopened", sentence)


def give_link(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> OneTimeLink:
    """Make a link to choose a password: a new invitation, or a reset; earlier ones stop working.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account, or it is closed.
        DomainError: the account has no address to sign in with.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = _account(db, account_id)
        if account["closed_at"] is not None:
            raise NotFoundError("Ce compte est fermé\u00a0: rouvrez-le d’abord.")
        if account["email"] is None:
            raise DomainError("Donnez d’abord une adresse électronique à ce compte.")
        has_one = credentials.password_hash(db, account_id) is not None
        kind = LinkKind.RESET if has_one else LinkKind.INVITATION
        sentence = f"Lien donné pour {private(account['name'])}\u00a0: {kind.label.lower()}."
        unit.note(ENTITY, account_id, "link_given", sentence)
        return make_link(db, kind, account_id, _caller(unit))


def lift_second_factor(
    db: Database, author: Visitor, account_id: int, *, token: str | None = None
) -> None:
    """Take away the second factor of somebody who lost it; their sessions end.

    Raises:
        NotAllowedError: the author may not manage accounts.
        NotFoundError: there is no such account, or it has no second factor.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        account = _account(db, account_id)
        if not credentials.drop_second_factor(db, account_id):
            raise NotFoundError("Ce compte n’a pas de second facteur.")
        sessions.end_all(db, account_id, now=unit.now, by=EndedBy.ADMINISTRATOR.value)
        sentence = f"Second facteur de {private(account['name'])} levé."
        unit.note(ENTITY, account_id, "second_factor_lifted", sentence)


def change_rules(
    db: Database, author: Visitor, rules: SignInRules, *, token: str | None = None
) -> int:
    """Change what is demanded of those who sign in; return how many sessions that ended.

    A role that must now have a second factor sets it up at its next sign-in: sessions without one
    end.

    Raises:
        NotAllowedError: the author may not manage accounts.
        DomainError: the author's own role would demand a factor that the author lacks.
    """
    with work(db, author, Permission.MANAGE_ACCOUNTS, token=token) as unit:
        before = {
            "idle_hours": credentials.idle_hours(db),
            "roles": _labels(credentials.second_factor_roles(db)),
        }
        own = credentials.second_factor(db, author.account_id or 0)
        lacks = own is None or own["confirmed_at"] is None
        if author.role in rules.second_factor_roles and lacks and author.session_id is not None:
            sentence = "Mettez d’abord en place le vôtre, dans «\u00a0Mon compte\u00a0»."
            raise DomainError(sentence, [Problem("second_factor_roles", sentence)])
        roles = sorted(role.value for role in rules.second_factor_roles)
        credentials.save_rules(db, hours=rules.idle_hours, roles=roles, now=unit.now)
        titles = {name: field.title or name for name, field in SignInRules.model_fields.items()}
        titles["roles"] = titles.pop("second_factor_roles")
        after = {"idle_hours": rules.idle_hours, "roles": _labels(roles)}
        unit.note(
            ENTITY,
            None,
            "rules_changed",
            "Règles de connexion modifiées.",
            changes_between(before, after, titles),
        )
        return sessions.end_without_second_factor(db, now=unit.now)


def _account(db: Database, account_id: int) -> Row:
    row = store.by_id(db, account_id)
    if row is None:
        raise NotFoundError("Ce compte n’existe pas.")
    return row


def _check(db: Database, draft: AccountDraft, *, account_id: int | None) -> None:
    """Refuse an address that another account has, and an organisation that does not exist."""
    problems = []
    other = store.by_email(db, draft.email)
    if other is not None and other["id"] != account_id:
        sentence = f"Cette adresse est déjà celle du compte de {other['name']}."
        problems.append(Problem("email", sentence))
    if draft.organisation_id is not None and not store.organisation_name(db, draft.organisation_id):
        problems.append(Problem("organisation_id", "Choisissez une organisation de l’annuaire."))
    if set(draft.epci_sirens) - {row["siren"] for row in places.member_epcis(db)}:
        problems.append(Problem("epci_sirens", "Choisissez parmi les membres du territoire."))
    if problems:
        raise DomainError("", problems)


def _readable(db: Database, account: Row) -> Row:
    """Return an account as the journal tells it: labels, not codes."""
    return {
        **account,
        "role": Role(account["role"]).label,
        "organisation": store.organisation_name(db, account["organisation_id"]),
        "epcis": _epci_names(db, account["epci_sirens"]),
    }


def _epci_names(db: Database, sirens: str) -> list[str] | None:
    names = [row["name"] for row in places.epcis_named(db, json.loads(sirens))]
    return names or None


def _labels(roles: list[str]) -> list[str]:
    return [Role(role).label for role in roles]


def _caller(unit: Work) -> Caller:
    moment: datetime = unit.now.astimezone()
    return Caller(address="", device="", at=moment)
