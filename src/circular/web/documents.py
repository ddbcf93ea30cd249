"""Handing a stored document over: to whom may have it, as a file to keep, with a line written.

The document never shows in the browser: it is an attachment, of a type that nothing may guess
anew, and what would open it anyway is shut in a sandbox.
"""

import unicodedata
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from circular.actions.documents import record_download
from circular.adapters.documents import read
from circular.config import settings
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.queries.documents import document_to_take
from circular.store.connection import open_for
from circular.web import markup, visits

ADDRESS = "/documents/{number}"
TITLE = "Document"
MOST_DIGITS = 15
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def hand_over(request: Request) -> Response:
    """Return the file of a document, or say in a sentence why not."""
    visitor = visits.visitor(request)
    if visitor is None:
        return _refused("Connectez-vous pour télécharger ce document.", 403, back="/connexion")
    number = request.path_params["number"]
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        return _refused("Ce document n’existe pas, ou plus.", 404)
    try:
        with open_for(settings().database) as db:
            found = document_to_take(db, visitor, int(number))
            content = read(settings().documents, found.stored_name, sha256=found.sha256)
            if request.method != "HEAD":
                record_download(db, visitor, found.id)
    except DomainError as refusal:
        return _refused(refusal.sentence, _status(refusal))
    return Response(
        content,
        media_type=found.media_type,
        headers={**_HEADERS, "Content-Disposition": disposition(found.name)},
    )


def disposition(name: str) -> str:
    """Return the header that names a file to keep: plain letters, then the true name (RFC 6266)."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(each if each.isalnum() or each in " ._-()" else "_" for each in bare)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _status(refusal: DomainError) -> int:
    if isinstance(refusal, NotAllowedError):
        return 403
    return 404 if isinstance(refusal, NotFoundError) else 410


def _refused(sentence: str, status: int, *, back: str = "/") -> Response:
    word = "Se connecter" if back != "/" else "Revenir à l’accueil"
    return markup.document(
        TITLE,
        markup.paragraph(sentence),
        markup.link(back, word, prominent=True),
        status=status,
    )
