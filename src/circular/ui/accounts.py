"""Accounts on screen: who may enter, the link to give them, open sessions, the rules."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from circular.actions import accounts as actions
from circular.actions import sessions as session_actions
from circular.adapters import mail
from circular.config import settings
from circular.domain import french
from circular.domain.accounts import AccountDraft
from circular.domain.errors import DomainError
from circular.domain.invitations import LinkKind, OneTimeLink
from circular.domain.permissions import Role
from circular.domain.sign_in import SignInRules
from circular.domain.visitors import Visitor
from circular.queries import accounts as queries
from circular.queries import sessions as session_queries
from circular.queries import sign_in as sign_in_queries
from circular.queries.accounts import Account
from circular.queries.dashboard import member_epcis
from circular.store.connection import Database
from circular.ui import components, forms, gate, markup, my_account, navigation, session
from circular.ui.forms import Form

_LINK = "one_time_link"
_ROLES = {role: role.label for role in Role}
_PAGE = "accounts.py"


def account_list(visitor: Visitor) -> None:
    """Draw every account: name, role, what is missing, last sign-in."""
    with session.reading() as db:
        found = queries.account_list(db, now=gate.caller().at)
    for account in found:
        _account_row(account, is_self=account.id == visitor.account_id)


def invitation(visitor: Visitor) -> None:
    """Draw the form that creates an account and gives the link to choose a password."""
    _link_to_give()
    form = forms.begin("invite", AccountDraft)
    typed = _fields(form, None)
    if not forms.submit(form, "Créer le compte et son lien", icon=":material/person_add:"):
        return
    draft = forms.draft(form, AccountDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        link = actions.invite(door.db, visitor, draft, token=form.token)
        _keep_link(link, draft.name, draft.email)
        door.done(f"Compte de {draft.name} créé.")
    if door.went_through:
        st.rerun()


def record(visitor: Visitor, account_id: int) -> None:
    """Draw one account: what it is, its sessions, and what may be done about it."""
    components.back(navigation.path_of(_PAGE), "Comptes", key="accounts")
    with session.reading() as db:
        found = queries.account_list(db, now=gate.caller().at)
    account = next((each for each in found if each.id == account_id), None)
    if account is None:
        st.info("Ce compte n’existe pas.", icon=":material/search_off:")
        return
    st.title(account.name)
    st.markdown(_states(account))
    _link_to_give()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _change(visitor, account)
    with right:
        _acts(visitor, account)
    _sessions_of(account)


def open_sessions() -> None:
    """Draw every open session, whoever's."""
    with session.reading() as db:
        found = session_queries.open_sessions(db, now=gate.caller().at)
    if not found:
        components.empty("devices", "Aucune connexion ouverte", "Personne n’est connecté.")
    for each in found:
        with st.container(key=f"row_open_{each.id}"):
            st.markdown(f"{markup.plain(each.name)} · {my_account.session_words(each)}")


def rules(visitor: Visitor) -> None:
    """Draw what is demanded of those who sign in."""
    with session.reading() as db:
        current = sign_in_queries.rules(db)
    form = forms.begin("sign_in_rules", SignInRules)
    chosen = forms.several(
        form, "second_factor_roles", _ROLES, value=list(current.second_factor_roles)
    )
    st.caption(
        "Une personne de ce rôle met en place son second facteur à sa prochaine connexion\u202f; "
        "celles qui n’en ont pas encore sont déconnectées."
    )
    hours = forms.line(form, "idle_hours", value=str(current.idle_hours), width=260)
    if not forms.submit(form, "Enregistrer les règles"):
        return
    values = {"second_factor_roles": frozenset(chosen), "idle_hours": hours}
    draft = forms.draft(form, SignInRules, values)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_rules(door.db, visitor, draft, token=form.token)
        door.done("Règles enregistrées.")
    if door.went_through:
        st.rerun()


def sign_in_card() -> None:
    """Draw the way in: a full page load, through `web`."""
    st.html(
        '<a class="nr nr-role" href="/connexion" target="_self"><b>Se connecter</b>'
        "<span>Avec votre adresse électronique et votre mot de passe</span></a>"
    )


def sign_out(proof: str) -> None:
    """Draw the way out of the session: a form, so that no other site can press it."""
    st.html(
        '<form class="nr nr-out" method="post" action="/deconnexion">'
        f'<input type="hidden" name="form_proof" value="{proof}">'
        '<button type="submit">Se déconnecter</button></form>'
    )


def _account_row(account: Account, *, is_self: bool) -> None:
    with st.container(key=f"row_account_{account.id}", gap="xxsmall"):
        st.page_link(
            navigation.path_of(_PAGE),
            label=account.name + (" (vous)" if is_self else ""),
            query_params={"id": str(account.id)},
        )
        st.markdown(_states(account))


def _states(account: Account) -> str:
    badges = []
    if account.is_closed:
        badges.append(":gray-badge[:material/lock: Fermé]")
    elif account.is_fictitious:
        badges.append(":gray-badge[Fictif]")
    elif not account.has_password:
        badges.append(":orange-badge[:material/hourglass_empty: Attend sa première connexion]")
    if account.has_second_factor:
        badges.append(":green-badge[:material/shield_lock: Second facteur]")
    return " · ".join(_facts(account)) + "".join(f" {badge}" for badge in badges)


def _facts(account: Account) -> list[str]:
    words = [account.role.label]
    if account.organisation_name:
        words.append(markup.plain(account.organisation_name))
    if account.epci_sirens:
        count = french.plural(len(account.epci_sirens), "intercommunalité", "intercommunalités")
        words.append(f"limité à {count}")
    if account.email:
        words.append(markup.plain(account.email))
    if account.last_sign_in:
        words.append(f"connexion le {french.moment(account.last_sign_in)}")
    return words


def _fields(form: Form, account: Account | None) -> dict[str, object]:
    with session.reading() as db:
        partners = queries.partners(db)
    name = forms.line(form, "name", value=account.name if account else None, autocomplete="off")
    email = forms.line(form, "email", value=account.email if account else None, autocomplete="off")
    role = forms.choice(form, "role", _ROLES, value=account.role if account else None)
    organisation = None
    if role is Role.PARTNER:
        present = account.organisation_id if account else None
        organisation = forms.choice(form, "organisation_id", partners, value=present)
        if not partners:
            st.caption("L’annuaire des partenaires est vide\u00a0: remplissez-le d’abord.")
    limits: list[str] = []
    if role is Role.ELECTED:
        limits = _limits(form, account)
    return {
        "name": name,
        "email": email,
        "role": role,
        "organisation_id": organisation,
        "epci_sirens": tuple(limits),
    }


def _limits(form: Form, account: Account | None) -> list[str]:
    """Draw the EPCI that an elected official is limited to."""
    with session.reading() as db:
        members = member_epcis(db)
    present = [siren for siren in account.epci_sirens if siren in members] if account else []
    chosen = forms.several(form, "epci_sirens", members, value=present)
    st.caption("Aucune\u00a0: la personne lit les chiffres de tout le territoire.")
    return chosen


def _change(visitor: Visitor, account: Account) -> None:
    st.header("Qui est-ce\u202f?")
    form = forms.begin(f"change_account_{account.id}", AccountDraft)
    typed = _fields(form, account)
    if not forms.submit(form, "Enregistrer", type="secondary"):
        return
    draft = forms.draft(form, AccountDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_account(door.db, visitor, account.id, draft, token=form.token)
        door.done("Compte modifié.")
    if door.went_through:
        st.rerun()


def _acts(visitor: Visitor, account: Account) -> None:
    st.header("Accès")
    if account.is_closed:
        _button(visitor, "Rouvrir le compte", "Compte rouvert.", account, actions.reopen_account)
        if st.button("Anonymiser le compte", key="anonymise_account", width="stretch"):
            _ask_before_anonymising(visitor, account)
        return
    label = "Donner un nouveau lien" if not account.has_password else "Lien de nouveau mot de passe"
    if st.button(label, key="give_link", icon=":material/link:", width="stretch"):
        with session.writing(visitor) as door:
            link = actions.give_link(door.db, visitor, account.id)
            _keep_link(link, account.name, account.email)
            door.done("Lien créé.")
        if door.went_through:
            st.rerun()
    if account.has_second_factor:
        lift = actions.lift_second_factor
        _button(visitor, "Lever le second facteur", "Second facteur levé.", account, lift)
    if account.open_sessions:
        end = session_actions.end_sessions_of
        _button(visitor, "Déconnecter partout", "Déconnexion faite.", account, end)
    if account.id != visitor.account_id:
        close = actions.close_account
        _button(visitor, "Fermer le compte", "Compte fermé.", account, close)
        st.caption(
            "Fermer un compte le déconnecte aussitôt. Ce que la personne a écrit reste, à son nom."
        )


def _ask_before_anonymising(visitor: Visitor, account: Account) -> None:
    components.confirm(
        "Anonymiser ce compte\u202f?",
        "Le nom, l’adresse et les connexions sont effacés pour toujours. Ce que la personne a "
        "écrit reste, sous le numéro de son compte, et le journal reste entier.",
        keep="Garder le compte",
        act="Anonymiser",
        icon=":material/person_off:",
        on_confirm=partial(_anonymise, visitor, account.id),
    )


def _anonymise(visitor: Visitor, account_id: int) -> None:
    session.act(
        visitor, "Compte anonymisé.", lambda db: actions.anonymise_account(db, visitor, account_id)
    )


def _button(
    visitor: Visitor,
    label: str,
    done: str,
    account: Account,
    do: Callable[[Database, Visitor, int], object],
) -> None:
    pressed = st.button(label, key=f"act_{do.__name__}", width="stretch")
    if pressed and session.act(visitor, done, lambda db: do(db, visitor, account.id)):
        st.rerun()


def _sessions_of(account: Account) -> None:
    with session.reading() as db:
        found = session_queries.open_sessions(db, now=gate.caller().at, account_id=account.id)
    if not found:
        return
    st.header("Connexions ouvertes")
    for each in found:
        with st.container(key=f"row_open_{each.id}"):
            st.markdown(my_account.session_words(each))


def _keep_link(link: OneTimeLink, name: str, email: str | None) -> None:
    """Keep a link to show it, once, and mail it where the association has a server."""
    base = settings().base_url or _own_address()
    sent = False
    server = settings().mail
    if server is not None and settings().can_mail_links and email:
        try:
            mail.send(server, to=email, subject=_subject(link), text=_message(link, name, base))
            sent = True
        except DomainError as refusal:
            session.show_refusal(refusal)
    st.session_state[_LINK] = (base + link.path, name, french.moment(_local(link)), sent)


def _link_to_give() -> None:
    """Show the link that was just made, until it is put away."""
    kept = st.session_state.get(_LINK)
    if not kept:
        return
    address, name, until, sent = kept
    with st.container(border=True, key="card_link"):
        how = "est parti par courrier. Le voici aussi" if sent else "est à transmettre"
        st.markdown(
            f"**Le lien de {markup.plain(name)}** {how}. Il sert une fois, jusqu’au {until}, et ne "
            "sera plus montré."
        )
        st.code(address, language=None, wrap_lines=True)
        if st.button("C’est transmis", key="link_given", icon=":material/check:"):
            del st.session_state[_LINK]
            st.rerun()


def _own_address() -> str:
    """Return the address that the administrator's own browser uses."""
    headers = {name.lower(): value for name, value in gate.request_headers().items()}
    return f"http://{headers.get('host', 'localhost:8501')}"


def _local(link: OneTimeLink) -> datetime:
    return link.expires.astimezone().replace(tzinfo=None)


def _subject(link: OneTimeLink) -> str:
    if link.kind is LinkKind.INVITATION:
        return "Circular\u00a0: votre invitation"
    return "Circular\u00a0: choisir un nouveau mot de passe"


def _message(link: OneTimeLink, name: str, base: str) -> str:
    return (
        f"Bonjour {name},\n\nPour choisir votre mot de passe et entrer dans Circular, ouvrez cette "
        f"adresse avant le {french.moment(_local(link))}. Elle sert une fois\u00a0:\n\n"
        f"{base}{link.path}\n"
    )
