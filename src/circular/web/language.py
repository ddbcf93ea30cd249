"""French and ours from the first byte: Streamlit's page says `lang="en"` and « Streamlit ».

Our stylesheet, and the script that says in French what Streamlit only says in English, are asked
for by the page itself, after its own: a browser reads them once, no run has to send them again.
The page also holds a script of one line: its fingerprint is taken as it passes, so that the policy
lets that script run and no other that would be written in the page.
"""

import base64
import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from circular.web.headers import content_policy

_STATIC = Path(__file__).parents[1] / "ui" / "static"
_WRITTEN_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class FrenchShell:
    """Rewrite the language and the title of the HTML shell that Streamlit serves."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back HTML answers until they are whole, and rewrite them."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def rewriting(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = in_french(_plain(body, start))
            await send({**start, "headers": _headers(start, body)})
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, rewriting)


def in_french(body: bytes) -> bytes:
    """Return the shell in French, with our look; a page that is not the shell is left alone."""
    if b"<title>Streamlit</title>" not in body:
        return body
    return (
        body.replace(b'<html lang="en"', b'<html lang="fr"')
        .replace(b"<title>Streamlit</title>", b"<title>Circular</title>")
        .replace(b"</body>", _ours() + b"</body>")
    )


@cache
def _ours() -> bytes:
    """Return the tags that ask for our stylesheet and our scripts."""
    return (
        f'<link rel="stylesheet" href="{_address("circular.css")}">'
        f'<script defer src="{_address("french.js")}"></script>'
        f'<script defer src="{_address("menu.js")}"></script>'
    ).encode()


def _address(name: str) -> str:
    """Return the address of a file, which changes with it, so that no browser keeps an old one."""
    fingerprint = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()
    return f"/app/static/{name}?v={fingerprint[:12]}"


def _headers(start: Message, body: bytes) -> list[tuple[bytes, bytes]]:
    """Return the headers of the rewritten page; a page that has a policy keeps it."""
    kept = [
        (name, str(len(body)).encode() if name == b"content-length" else value)
        for name, value in start["headers"]
        if name not in {b"etag", b"last-modified", b"content-encoding"}
    ]
    scripts = [_fingerprint(each) for each in _WRITTEN_SCRIPT.findall(body)]
    policy = b"content-security-policy"
    if scripts and all(name != policy for name, _ in kept):
        kept.append((policy, content_policy(*scripts).encode()))
    return kept


def _fingerprint(script: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"


def _plain(body: bytes, start: Message) -> bytes:
    """Return the shell as text: Streamlit compresses it on every address but the first."""
    is_compressed = (b"content-encoding", b"gzip") in start["headers"]
    return gzip.decompress(body) if is_compressed else body


def _is_html(message: Message) -> bool:
    return any(
        name == b"content-type" and value.startswith(b"text/html")
        for name, value in message["headers"]
    )
