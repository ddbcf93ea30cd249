"""What is not a Streamlit page: health, language, security headers, warm-up, error page."""

from starlette.middleware import Middleware
from starlette.routing import Route

from circular.web.demonstration import pick_role
from circular.web.headers import SecurityHeaders
from circular.web.health import healthz
from circular.web.incidents import report
from circular.web.language import FrenchShell
from circular.web.warm_up import lifespan

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan", "report"]

ROUTES = [
    Route("/healthz", healthz),
    Route("/demonstration/role/{role}", pick_role),
]
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(FrenchShell)]
