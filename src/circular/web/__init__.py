"""What is not a Streamlit page: sign-in, health, language, headers, warm-up, error page."""

from starlette.middleware import Middleware
from starlette.routing import Route

from circular.web import (
    calendar_feeds,
    documents,
    identity_provider,
    invitations,
    markup,
    share_addresses,
    sign_in,
    take_out,
)
from circular.web.demonstration import pick_role
from circular.web.entrance import Entrance
from circular.web.headers import SecurityHeaders
from circular.web.health import healthz
from circular.web.hosts import KnownHosts
from circular.web.incidents import report
from circular.web.language import FrenchShell
from circular.web.visits import form_route
from circular.web.warm_up import lifespan

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan", "report"]

ROUTES = [
    Route("/healthz", healthz),
    Route("/demonstration/role/{role}", pick_role),
    Route(markup.STYLE_ADDRESS, markup.stylesheet),
    form_route(sign_in.SIGN_IN, sign_in.show_sign_in, sign_in.submit_sign_in),
    form_route(sign_in.CODE, sign_in.show_code, sign_in.submit_code),
    form_route(sign_in.ENROL, sign_in.show_enrolment, sign_in.submit_enrolment),
    form_route(sign_in.SIGN_OUT, sign_in.show_sign_out, sign_in.submit_sign_out),
    form_route(sign_in.FORGOTTEN, invitations.show_forgotten, invitations.submit_forgotten),
    form_route("/premiere-connexion/{token}", invitations.show_first, invitations.submit_first),
    form_route("/invitation/{token}", invitations.show_invitation, invitations.submit_invitation),
    form_route("/mot-de-passe/{token}", invitations.show_reset, invitations.submit_reset),
    *identity_provider.ROUTES,
    Route(documents.ADDRESS, documents.hand_over),
    Route(calendar_feeds.ADDRESS, calendar_feeds.hand_calendar),
    Route(share_addresses.STYLE_ADDRESS, share_addresses.hand_style),
    Route(share_addresses.ADDRESS, share_addresses.hand_page),
    form_route(take_out.ADDRESS, take_out.show_take_out, take_out.submit_take_out),
]
MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(KnownHosts),
    Middleware(Entrance),
    Middleware(FrenchShell),
]
