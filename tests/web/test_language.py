"""The shell that Streamlit serves becomes French before it leaves."""

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send

from circular.web.language import FrenchShell, in_french


def test_the_shell_says_that_it_is_french() -> None:
    shell = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head>'

    assert (
        in_french(shell) == b'<!DOCTYPE html><html lang="fr"><head><title>Circular</title></head>'
    )


def test_the_shell_asks_for_our_look_and_our_words_after_its_own() -> None:
    shell = b'<title>Streamlit</title><body><div id="root"></div></body>'

    body = in_french(shell).decode()

    assert re.search(
        r'<div id="root"></div><link rel="stylesheet" href="/app/static/circular.css\?v=\w{12}">'
        r'<script defer src="/app/static/french.js\?v=\w{12}"></script>'
        r'<script defer src="/app/static/menu.js\?v=\w{12}"></script></body>$',
        body,
    )


def test_another_page_is_left_alone() -> None:
    assert in_french(b"<p>Bonjour</p>") == b"<p>Bonjour</p>"


def test_a_compressed_shell_is_french_too() -> None:
    body = gzip.compress(b'<html lang="en"><title>Streamlit</title>')

    async def shell(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [
            (b"content-type", b"text/html"),
            (b"content-encoding", b"gzip"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    sent = asked(FrenchShell(shell))

    assert sent[1]["body"] == b'<html lang="fr"><title>Circular</title>'
    assert (b"content-length", str(len(sent[1]["body"])).encode()) in sent[0]["headers"]
    assert all(name != b"content-encoding" for name, _ in sent[0]["headers"])


def asked(app: FrenchShell) -> list[Message]:
    """Ask an application for a page and return what it sends."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    with ThreadPoolExecutor(1) as apart:  # a browser test may keep a loop running in this thread
        apart.submit(asyncio.run, app({"type": "http"}, receive, send)).result()
    return sent
