"""The address that tells a supervisor whether the product answers and its database opens."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from circular.config import settings
from circular.queries import journal_chain
from circular.store import meta
from circular.store.connection import open_for


def healthz(request: Request) -> Response:
    """Answer 200 with the data version and the head of the journal, else 503.

    A supervisor that keeps the head can tell later whether the end of the journal was cut off.
    """
    del request
    if not settings().database.exists():
        return JSONResponse({"status": "no database"}, 503)
    with open_for(settings().database, read_only=True) as db:
        head = journal_chain.head(db)
        return JSONResponse(
            {
                "status": "ok",
                "data_version": meta.data_version(db),
                "journal_head": head.written if head else None,
            }
        )
