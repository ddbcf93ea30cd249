"""One-time links: the first administrator, an invitation, a new password; and asking for one."""

import logging
from collections.abc import Callable, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from circular.actions import invitations, refusals
from circular.adapters import mail
from circular.config import settings
from circular.domain.accounts import FirstAdministratorDraft
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.invitations import LinkKind, OneTimeLink
from circular.domain.passwords import RULE, NewPassword
from circular.domain.problems import problems_of
from circular.domain.sign_in import Caller
from circular.store.connection import open_for
from circular.web import markup, sign_in, visits
from circular.web.markup import Field
from circular.web.visits import Values

FIRST_STEPS = "/premiers-pas"
log = logging.getLogger("circular.mail")
_PASSWORDS = (
    Field("password", "Mot de passe", "password", "new-password", hint=RULE),
    Field("again", "Le même, une seconde fois", "password", "new-password"),
)
_TITLES = {
    LinkKind.FIRST_ADMINISTRATOR: "Première connexion",
    LinkKind.INVITATION: "Choisissez votre mot de passe",
    LinkKind.RESET: "Choisissez un nouveau mot de passe",
}
Errors = Mapping[str, Sequence[str]]


def show_first(request: Request) -> Response:
    """Ask the first administrator who they are."""
    return _if_usable(request, LinkKind.FIRST_ADMINISTRATOR, lambda _: _first_page(request, {}))


def submit_first(request: Request, values: Values) -> Response:
    """Create the first administrator and lead them to the first steps."""
    try:
        draft = FirstAdministratorDraft.model_validate(_typed(values, FirstAdministratorDraft))
        with open_for(settings().database) as db:
            entry = invitations.create_first_administrator(
                db, request.path_params["token"], draft, visits.caller(request)
            )
    except (ValidationError, DomainError) as refusal:
        if isinstance(refusal, NotFoundError):
            return _unusable(request, LinkKind.FIRST_ADMINISTRATOR, refusal)
        errors = _errors(refusal, FirstAdministratorDraft)
        return _first_page(request, values, errors=errors)
    return sign_in.entered(request, entry, FIRST_STEPS)


def show_invitation(request: Request) -> Response:
    """Ask an invited person for a password."""
    return _show(request, LinkKind.INVITATION)


def submit_invitation(request: Request, values: Values) -> Response:
    """Keep the password of an invited person, and let them in."""
    return _submit(request, values, LinkKind.INVITATION)


def show_reset(request: Request) -> Response:
    """Ask for a new password."""
    return _show(request, LinkKind.RESET)


def submit_reset(request: Request, values: Values) -> Response:
    """Keep the new password, and let in."""
    return _submit(request, values, LinkKind.RESET)


def show_forgotten(request: Request) -> Response:
    """Ask where to mail the link, or say whom to ask when no mail can be sent."""
    if not settings().database.exists():
        return sign_in.no_database()
    if not settings().can_mail_links:
        return markup.document(
            "Mot de passe oublié",
            markup.paragraph(
                "Demandez un lien à la personne qui administre Circular dans votre association. "
                "Elle le crée depuis la page «\u00a0Comptes\u00a0»\u202f; il sert une fois."
            ),
            markup.link(sign_in.SIGN_IN, "Revenir à la connexion"),
        )
    return _forgotten_page(request)


def submit_forgotten(request: Request, values: Values) -> Response:
    """Answer the same to everybody; the link is made and mailed after the answer has left."""
    if not settings().can_mail_links:
        return visits.go(sign_in.FORGOTTEN)
    caller = visits.caller(request)
    email = values.get("email", "")
    try:
        with open_for(settings().database) as db:
            invitations.ask_reset(db, email, caller)
    except DomainError as refusal:
        errors = {"": [refusal.sentence]}
        return _forgotten_page(
            request, email=email, errors=errors, status=sign_in.status_of(refusal)
        )
    page = markup.document(
        "Regardez votre courrier",
        markup.paragraph(
            "Si un compte porte cette adresse, un message vient de partir avec un lien valable "
            "deux heures. Sinon, rien n’est envoyé."
        ),
        markup.link(sign_in.SIGN_IN, "Revenir à la connexion"),
    )
    page.background = BackgroundTask(mail_reset, email, caller)
    return page


def mail_reset(email: str, caller: Caller) -> None:
    """Make the link of somebody who lost their password, and mail it.

    When the server refuses, the log says so without a name; the person asked learns nothing.
    """
    server = settings().mail
    with open_for(settings().database) as db:
        made = invitations.make_reset_link(db, email, caller)
    if made is None or server is None:
        return
    link, account = made
    try:
        mail.send(
            server,
            to=account["email"],
            subject="Circular\u00a0: choisir un nouveau mot de passe",
            text=_reset_message(account["name"], link),
        )
    except mail.MailNotSentError as error:
        # The trace would hold the address of the person.
        log.error("a link was not mailed: %s", type(error.__cause__).__name__)  # noqa: TRY400


def _reset_message(name: str, link: OneTimeLink) -> str:
    return (
        f"Bonjour {name},\n\n"
        "Pour choisir un nouveau mot de passe, ouvrez cette adresse dans les deux heures. Elle "
        f"sert une fois\u00a0:\n\n{settings().base_url}{link.path}\n\n"
        "Si vous n’avez rien demandé, ne faites rien\u00a0: votre mot de passe ne change pas.\n"
    )


def _show(request: Request, kind: LinkKind) -> Response:
    return _if_usable(
        request, kind, lambda name: _password_page(request, kind, name=name, errors=None)
    )


def _submit(request: Request, values: Values, kind: LinkKind) -> Response:
    token = request.path_params["token"]
    caller = visits.caller(request)
    try:
        with open_for(settings().database) as db:
            name = invitations.usable_link(db, kind, token, caller)["name"]
            draft = NewPassword.model_validate(_typed(values, NewPassword))
            entry = invitations.choose_password(db, kind, token, draft.password, caller)
    except (ValidationError, DomainError) as refusal:
        if isinstance(refusal, NotFoundError):
            return _unusable(request, kind, refusal)
        errors = _errors(refusal, NewPassword)
        return _password_page(request, kind, name=name, errors=errors)
    return sign_in.entered(request, entry, "/")


def _if_usable(request: Request, kind: LinkKind, page: Callable[[str], Response]) -> Response:
    """Show a page when the link of this address may be used; it is not used by being looked at."""
    if not settings().database.exists():
        return sign_in.no_database()
    try:
        with open_for(settings().database, read_only=True) as db:
            row = invitations.usable_link(
                db, kind, request.path_params["token"], visits.caller(request)
            )
    except NotFoundError as refusal:
        return _unusable(request, kind, refusal)
    return page(row["name"] or "")


def _first_page(request: Request, values: Values, *, errors: Errors | None = None) -> Response:
    proof = visits.proof_for(request)
    fields = [
        Field("name", "Vos nom et prénom", "text", "name", value=values.get("name", "")),
        Field(
            *("email", "Votre adresse électronique", "email", "username"),
            value=values.get("email", ""),
        ),
        *_PASSWORDS,
    ]
    page = markup.document(
        _TITLES[LinkKind.FIRST_ADMINISTRATOR],
        markup.form(fields, "Créer mon compte", proof=proof.value, errors=errors),
        introduction="Vous créez le compte qui administre Circular. Vous choisirez ensuite le "
        "territoire et inviterez votre équipe.",
        status=422 if errors else 200,
    )
    return proof.attach(request, page)


def _password_page(
    request: Request, kind: LinkKind, *, name: str, errors: Errors | None
) -> Response:
    proof = visits.proof_for(request)
    page = markup.document(
        _TITLES[kind],
        markup.form(_PASSWORDS, "Enregistrer et entrer", proof=proof.value, errors=errors),
        introduction=f"Bonjour {name}.",
        status=422 if errors else 200,
    )
    return proof.attach(request, page)


def _forgotten_page(
    request: Request, *, email: str = "", errors: Errors | None = None, status: int = 200
) -> Response:
    proof = visits.proof_for(request)
    field = Field("email", "Adresse électronique", "email", "username", value=email)
    page = markup.document(
        "Mot de passe oublié",
        markup.form([field], "Recevoir un lien", proof=proof.value, errors=errors),
        markup.link(sign_in.SIGN_IN, "Revenir à la connexion"),
        introduction="Un lien pour en choisir un autre vous sera envoyé par courrier électronique.",
        status=status,
    )
    return proof.attach(request, page)


def _unusable(request: Request, kind: LinkKind, refusal: NotFoundError) -> Response:
    """Say the same of every link that may not be used; the journal alone says why."""
    with open_for(settings().database) as db:
        refusals.refuse_link(db, kind, request.path_params["token"], visits.caller(request))
    return markup.document(
        "Ce lien n’est plus valable",
        markup.paragraph(refusal.sentence),
        markup.link(sign_in.SIGN_IN, "Aller à la connexion"),
        status=404,
    )


def _typed(values: Values, model: type[BaseModel]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name in model.model_fields}


def _errors(refusal: ValidationError | DomainError, model: type[BaseModel]) -> Errors:
    """Return the sentences of a refusal by field."""
    if isinstance(refusal, ValidationError):
        problems = problems_of(refusal, model)
    else:
        problems = refusal.problems or (Problem("", refusal.sentence),)
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(problem.sentence)
    return found
