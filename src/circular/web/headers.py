"""Headers that keep the browser to this site, and addresses that stay shut."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from circular.config import settings

SHUT = (
    "/_stcore/agent",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/auth/",  # st.login and st.logout, which the product does not use
    "/oauth2callback",
)
_FEATURES = """
accelerometer autoplay browsing-topics camera
compute-pressure display-capture encrypted-media gamepad geolocation gyroscope hid
identity-credentials-get idle-detection keyboard-map local-fonts magnetometer microphone midi
otp-credentials payment picture-in-picture publickey-credentials-create publickey-credentials-get
screen-wake-lock serial storage-access usb window-management xr-spatial-tracking
"""
"""What a browser offers to pages and ours never ask for; clipboard and full screen stay."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"
"""One year of HTTPS only; neighbouring names belong to others, so they are not spoken for."""


def content_policy(*scripts: str) -> str:
    """Return the policy of Streamlit's pages; `scripts` fingerprints those written in the page.

    Images come from elsewhere only where the machine has a map background (decision record 0027).
    `unsafe-inline` remains for styles only: Streamlit and plotly write them in the page. See the
    decision record 0016 for what was tried.
    """
    allowed = " ".join(["'self' 'wasm-unsafe-eval'", *(f"'{each}'" for each in scripts)])
    images = " ".join(filter(None, ("'self' data:", settings().map_tiles_origin)))
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'self' 'unsafe-inline'; "
        f"img-src {images}; font-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


class SecurityHeaders:
    """Add the headers to every answer and refuse the addresses that nobody here needs."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 on shut addresses, else pass on and add the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message))
            await send(message)

        if scope["path"].startswith(SHUT):
            await PlainTextResponse("Adresse inconnue.", 404)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


def _add(headers: MutableHeaders) -> None:
    """Write our headers, and take away what invites the pages of other sites."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", content_policy())  # our documents have their own
    if settings().is_https:
        headers.setdefault("Strict-Transport-Security", HSTS)
    for name in [each for each in headers if each.startswith("access-control-")]:
        del headers[name]
