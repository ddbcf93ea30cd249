"""The address that tells a supervisor whether the product answers and its database opens."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from circular.config import settings
from circular.store import meta
from circular.store.connection import open_for


def healthz(request: Request) -> Response:
    """Answer 200 with the data version when the database can be read, else 503."""
    del request
    if not settings().database.exists():
        return JSONResponse({"status": "no database"}, 503)
    with open_for(settings().database, read_only=True) as db:
        return JSONResponse({"status": "ok", "data_version": meta.data_version(db)})
