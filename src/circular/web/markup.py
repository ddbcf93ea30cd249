"""Our own HTML documents: what one sees before being signed in, without a line of JavaScript.

Every function takes plain text and escapes it; what it returns is markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

STYLE_ADDRESS = "/connexion/style.css"
_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its name, label, kind, what a browser may fill in, and a hint."""

    name: str
    label: str
    kind: str = "text"
    autocomplete: str = "off"
    hint: str = ""
    value: str = ""
    more: str = ""


def document(title: str, *blocks: str, status: int = 200, introduction: str = "") -> HTMLResponse:
    """Return a whole page: its title, one sentence that introduces it, and blocks of markup."""
    lead = f'<p class="lead">{escape(introduction)}</p>' if introduction else ""
    body = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – Circular</title>"
        '<link rel="icon" href="/app/static/circular-mark.png">'
        f'<link rel="stylesheet" href="{STYLE_ADDRESS}"></head><body><main>'
        f'<div class="brand">{_logo()}</div>'
        f'<div class="card"><h1>{escape(title)}</h1>{lead}{"".join(blocks)}</div>'
        "</main></body></html>"
    )
    return HTMLResponse(
        body,
        status,
        headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"},
    )


def form(
    fields: Sequence[Field],
    submit: str,
    *,
    proof: str,
    errors: Mapping[str, Sequence[str]] | None = None,
    hidden: Mapping[str, str] | None = None,
) -> str:
    """Return a form that posts to its own address; the first field to fill or mend has the focus.

    `errors` maps a field's name to its sentences; those of the whole form are under "".
    """
    found = errors or {}
    first = next((field.name for field in fields if field.name in found), fields[0].name)
    inputs = "".join(
        _field(field, found.get(field.name, ()), focus=field.name == first) for field in fields
    )
    return (
        f'{alert(found.get("", ()))}<form method="post" novalidate>{_hidden(proof, hidden)}'
        f'{inputs}<button type="submit">{escape(submit)}</button></form>'
    )


def button(label: str, *, proof: str, action: str = "") -> str:
    """Return a form that is one button."""
    target = f' action="{escape(action)}"' if action else ""
    return (
        f'<form method="post"{target}>{_hidden(proof, None)}'
        f'<button type="submit">{escape(label)}</button></form>'
    )


def alert(sentences: Sequence[str]) -> str:
    """Return what is wrong with the whole page, read out at once; nothing when all is well."""
    if not sentences:
        return ""
    lines = "".join(f"<p>{escape(each)}</p>" for each in sentences)
    return f'<div class="alert" role="alert">{lines}</div>'


def notice(sentence: str) -> str:
    """Return a sentence of success."""
    return f'<div class="notice" role="status"><p>{escape(sentence)}</p></div>'


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<p>{escape(text)}</p>"


def link(address: str, text: str, *, prominent: bool = False) -> str:
    """Return a link on its own line, or one that looks like a button."""
    if prominent:
        return f'<a class="button" href="{escape(address)}">{escape(text)}</a>'
    return f'<p class="after"><a href="{escape(address)}">{escape(text)}</a></p>'


@cache
def _stylesheet() -> bytes:
    return (_HERE / "static" / "sign_in.css").read_bytes()


def stylesheet(request: Request) -> Response:
    """Serve the style of these pages."""
    del request
    return Response(_stylesheet(), media_type="text/css", headers={"Cache-Control": "max-age=300"})


@cache
def _logo() -> str:
    """Return the product's logo, drawn in the page itself."""
    text = (_HERE.parent / "ui" / "static" / "circular-logo.svg").read_text(encoding="utf-8")
    return text[text.index("<svg") :]


def _hidden(proof: str, more: Mapping[str, str] | None) -> str:
    values = {"form_proof": proof, **(more or {})}
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in values.items()
    )


def _field(field: Field, errors: Sequence[str], *, focus: bool) -> str:
    name = escape(field.name)
    notes = [("hint", field.hint)] if field.hint else []
    notes += [("error", sentence) for sentence in errors]
    ids = " ".join(f"{name}-{position}" for position in range(len(notes)))
    described = f' aria-describedby="{ids}"' if notes else ""
    wrong = ' aria-invalid="true"' if errors else ""
    written = "".join(
        f'<p class="{kind}" id="{name}-{position}">{escape(sentence)}</p>'
        for position, (kind, sentence) in enumerate(notes)
    )
    return (
        f'<div class="field"><label for="{name}">{escape(field.label)}</label>'
        f'<input id="{name}" name="{name}" type="{field.kind}" value="{escape(field.value)}"'
        f' autocomplete="{field.autocomplete}" required{field.more}{described}{wrong}'
        f"{' autofocus' if focus else ''}>{written}</div>"
    )
