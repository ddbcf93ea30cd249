"""Signing in and out: /connexion, its second factor, /deconnexion."""

import base64
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from circular.actions import sessions, sign_in
from circular.config import settings
from circular.domain.errors import DomainError
from circular.domain.sign_in import SignedIn, Step, TooManyAttemptsError, safe_return
from circular.exports import qr
from circular.queries import accounts
from circular.queries import sessions as session_queries
from circular.queries import sign_in as queries
from circular.queries.settings import association_settings
from circular.store.connection import Database, open_for
from circular.web import markup, provider_links, visits
from circular.web.markup import Field
from circular.web.visits import Values

SIGN_IN = "/connexion"
CODE = "/connexion/code"
ENROL = "/connexion/second-facteur"
SIGN_OUT = "/deconnexion"
FORGOTTEN = "/mot-de-passe-oublie"

_CODE_FIELD = Field(
    "code",
    "Code à six chiffres",
    autocomplete="one-time-code",
    more=' inputmode="text" class="code" maxlength="24" spellcheck="false"',
)


def show_sign_in(request: Request) -> Response:
    """Ask for the address and the password; send on whoever is signed in already."""
    if not settings().database.exists():
        return no_database()
    back = safe_return(request.query_params.get("retour", "/"))
    with open_for(settings().database, read_only=True) as db:
        if _is_signed_in(db, request):
            return visits.go(back)
        if queries.awaits_first_administrator(db):
            return _awaits_administrator()
        demonstration = accounts.is_demonstration(db)
    said = "Vous êtes déconnecté·e." if "deconnecte" in request.query_params else ""
    return _sign_in_page(request, back=back, said=said, demonstration=demonstration)


def submit_sign_in(request: Request, values: Values) -> Response:
    """Check the address and the password, and open the session or ask for the second factor."""
    back = safe_return(values.get("retour", "/"))
    email = values.get("email", "")
    try:
        with open_for(settings().database) as db:
            entry = sign_in.sign_in(
                db,
                email=email,
                password=values.get("password", ""),
                caller=visits.caller(request),
                replacing=visits.session_token(request),
            )
    except DomainError as refusal:
        status = status_of(refusal)
        errors = {"": [refusal.sentence]}
        return _sign_in_page(request, back=back, email=email, errors=errors, status=status)
    return entered(request, entry, back)


def show_code(request: Request) -> Response:
    """Ask for the code of the second factor."""
    with open_for(settings().database, read_only=True) as db:
        if _waiting(db, request) is None:
            return visits.go(SIGN_IN)
    return _code_page(request, back=safe_return(request.query_params.get("retour", "/")))


def submit_code(request: Request, values: Values) -> Response:
    """Check the code, and open the session."""
    back = safe_return(values.get("retour", "/"))
    try:
        with open_for(settings().database) as db:
            entry = sign_in.give_code(
                db,
                visits.session_token(request) or "",
                values.get("code", ""),
                key=visits.key(),
                caller=visits.caller(request),
            )
    except DomainError as refusal:
        if refusal is sign_in.TOO_LATE:
            return visits.go(SIGN_IN)
        return _code_page(
            request, back=back, errors={"code": [refusal.sentence]}, status=status_of(refusal)
        )
    return entered(request, entry, back)


def show_enrolment(request: Request) -> Response:
    """Show the QR code of the second factor that the role demands."""
    return _enrolment_page(request, back=safe_return(request.query_params.get("retour", "/")))


def submit_enrolment(request: Request, values: Values) -> Response:
    """Check the first code of the application, open the session and show the recovery codes."""
    back = safe_return(values.get("retour", "/"))
    try:
        with open_for(settings().database) as db:
            entry, codes = sign_in.enrol(
                db,
                visits.session_token(request) or "",
                values.get("code", ""),
                key=visits.key(),
                caller=visits.caller(request),
            )
    except DomainError as refusal:
        if refusal is sign_in.TOO_LATE:
            return visits.go(SIGN_IN)
        return _enrolment_page(
            request, back=back, errors={"code": [refusal.sentence]}, status=status_of(refusal)
        )
    return visits.let_in(request, entry, _recovery_page(codes, back))


def show_sign_out(request: Request) -> Response:
    """Ask whether to sign out, for whoever came by the address itself."""
    proof = visits.proof_for(request)
    page = markup.document(
        "Se déconnecter",
        markup.button("Se déconnecter", proof=proof.value),
        markup.link("/", "Revenir à l’application"),
        introduction="Ce qui est enregistré le reste.",
    )
    return proof.attach(request, page)


def submit_sign_out(request: Request, values: Values) -> Response:
    """End the session; the second of two tabs finds it ended, and is signed out just the same."""
    del values
    token = visits.session_token(request)
    if token is not None:
        with open_for(settings().database) as db:
            sessions.sign_out(db, token, visits.caller(request))
    after = provider_links.after_sign_out(request, f"{SIGN_IN}?deconnecte")
    return visits.let_out(request, visits.go(after))


def entered(request: Request, entry: SignedIn, back: str) -> Response:
    """Give the browser its session and lead it to what comes next."""
    after = f"?retour={quote(back)}"
    following = {Step.OPEN: back, Step.CODE: f"{CODE}{after}", Step.ENROL: f"{ENROL}{after}"}
    return visits.let_in(request, entry, visits.go(following[entry.step]))


def status_of(refusal: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    return 429 if isinstance(refusal, TooManyAttemptsError) else 422


def no_database() -> Response:
    """Say that the installation is not ready."""
    return markup.document(
        "Installation à préparer",
        markup.paragraph(
            "Il n’y a pas encore de base. Sur la machine, lancez la commande circular init\u00a0: "
            "elle donne l’adresse de la première connexion."
        ),
        status=503,
    )


def _is_signed_in(db: Database, request: Request) -> bool:
    token = visits.session_token(request)
    now = visits.caller(request).at
    return token is not None and session_queries.presence(db, token, now=now) is not None


def _waiting(db: Database, request: Request) -> int | None:
    """Return the account that waits for its second factor in this browser."""
    try:
        token = visits.session_token(request) or ""
        row = sign_in.waiting_session(db, token, now=visits.caller(request).at)
    except DomainError:
        return None
    return int(row["account_id"])


def _sign_in_page(
    request: Request,
    *,
    back: str,
    email: str = "",
    said: str = "",
    demonstration: bool = False,
    errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Response:
    proof = visits.proof_for(request)
    fields = [
        Field("email", "Adresse électronique", "email", "username", value=email),
        Field("password", "Mot de passe", "password", "current-password"),
    ]
    page = markup.document(
        "Se connecter",
        markup.notice(said) if said else "",
        markup.form(
            fields, "Se connecter", proof=proof.value, errors=errors, hidden={"retour": back}
        ),
        provider_links.button(back),
        markup.link(FORGOTTEN, "Mot de passe oublié\u202f?"),
        markup.link("/", "Revenir à la démonstration") if demonstration else "",
        status=status,
    )
    return proof.attach(request, page)


def _code_page(
    request: Request,
    *,
    back: str,
    errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Response:
    proof = visits.proof_for(request)
    hidden = {"retour": back}
    page = markup.document(
        "Votre second facteur",
        markup.form([_CODE_FIELD], "Continuer", proof=proof.value, errors=errors, hidden=hidden),
        "<details><summary>Vous n’avez pas votre téléphone\u202f?</summary><p>Tapez à la place un "
        "de vos codes de secours. Sans eux, demandez à la personne qui administre Circular de "
        "lever votre second facteur.</p></details>",
        markup.link(SIGN_IN, "Recommencer avec un autre compte"),
        introduction="Tapez le code que montre votre application de codes.",
        status=status,
    )
    return proof.attach(request, page)


def _enrolment_page(
    request: Request,
    *,
    back: str,
    errors: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Response:
    with open_for(settings().database, read_only=True) as db:
        account_id = _waiting(db, request)
        issuer = association_settings(db).association_name
        shown = account_id and queries.enrolment(db, account_id, key=visits.key(), issuer=issuer)
    if not shown:
        return visits.go(SIGN_IN)
    proof = visits.proof_for(request)
    image = base64.b64encode(qr.png(shown.address)).decode()
    page = markup.document(
        "Mettez en place votre second facteur",
        "<ol><li>Ouvrez une application de codes sur votre téléphone\u00a0: Aegis, FreeOTP, Google "
        "Authenticator, ou votre gestionnaire de mots de passe.</li><li>Scannez ce dessin.</li>"
        "<li>Tapez le code à six chiffres qu’elle montre.</li></ol>",
        f'<img class="qr" alt="Code QR du second facteur" src="data:image/png;base64,{image}">',
        "<details><summary>Taper la clé à la main</summary>"
        f'<p class="secret">{escape(shown.secret)}</p></details>',
        markup.form(
            [_CODE_FIELD],
            "Mettre en place",
            proof=proof.value,
            errors=errors,
            hidden={"retour": back},
        ),
        introduction="Votre rôle demande un code à chaque connexion, en plus du mot de passe.",
        status=status,
    )
    return proof.attach(request, page)


def _recovery_page(codes: Sequence[str], back: str) -> Response:
    lines = "".join(f"<li>{escape(code)}</li>" for code in codes)
    return markup.document(
        "Vos codes de secours",
        f'<ul class="codes">{lines}</ul>',
        markup.link(back, "C’est noté, continuer", prominent=True),
        introduction="Imprimez-les ou recopiez-les\u00a0: ils ne seront plus montrés. Chacun sert "
        "une fois, à la place du code, si vous n’avez pas votre téléphone.",
    )


def _awaits_administrator() -> Response:
    return markup.document(
        "Première connexion",
        markup.paragraph(
            "Cette installation attend son premier administrateur. Ouvrez l’adresse que la "
            "commande circular init a écrite sur la machine\u202f; si elle n’est plus valable, "
            "lancez la commande de nouveau."
        ),
    )
