"""The full take-out, handed to the administrator: made on disk, streamed, then erased."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from circular.actions.take_out import record_take_out
from circular.config import settings
from circular.domain.demonstration import chosen_role, is_local_request
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.take_out import write_take_out
from circular.queries import accounts, sessions
from circular.queries.take_out import snapshot
from circular.store.connection import open_for
from circular.web import documents, visits
from circular.web.visits import Values

ADDRESS = "/sortie-complete"
DOCUMENTS = "documents"
PREFIX = "sortie-"
KEPT_UNSENT = timedelta(days=1)
TITLE = "Emporter toutes les données"


def show_take_out(request: Request) -> Response:
    """Say what the file holds, and offer to make it."""
    if _administrator(request) is None:
        return _refused()
    proof = visits.proof_for(request)
    answer = documents.document(
        TITLE,
        documents.paragraph(
            "Le fichier contient chaque table, les documents et leur description. Il contient "
            "aussi toutes les données personnelles et les empreintes des mots de passe\u00a0: "
            "gardez-le comme vous gardez la base."
        ),
        documents.paragraph(
            "Sa préparation peut durer quelques minutes. Le journal garde qui l’emporte."
        ),
        documents.button("Préparer et télécharger", proof=proof.value),
        documents.link("/donnees-personnelles", "Revenir aux données personnelles"),
        introduction="Un seul fichier, à remettre dans une installation neuve si besoin.",
    )
    return proof.attach(request, answer)


def submit_take_out(request: Request, values: Values) -> Response:
    """Make the file beside the database, hand it over, and erase it once it is sent."""
    del values
    visitor = _administrator(request)
    if visitor is None:
        return _refused()
    database, now = settings().database, datetime.now(UTC)
    _forget_unsent(database.parent, now)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=database.parent))
    target, kept = folder / "sortie.zip", database.parent / DOCUMENTS
    try:
        with open_for(database) as db:
            with snapshot(db) as taken:
                manifest = write_take_out(
                    target, taken, made_at=now, documents=kept if kept.is_dir() else None
                )
            record_take_out(db, visitor, manifest)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return FileResponse(
        target,
        media_type="application/zip",
        filename=f"circular-{now:%Y-%m-%d}.zip",
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(shutil.rmtree, folder),
    )


def _forget_unsent(place: Path, now: datetime) -> None:
    """Erase the files whose sending was cut short, a day after they were made."""
    for folder in place.glob(f"{PREFIX}*"):
        if now - datetime.fromtimestamp(folder.stat().st_mtime, UTC) > KEPT_UNSENT:
            shutil.rmtree(folder, ignore_errors=True)


def _administrator(request: Request) -> Visitor | None:
    """Return who asks, when they may take everything out."""
    found = _visitor(request)
    return found if found is not None and found.may(Permission.TAKE_EVERYTHING_OUT) else None


def _visitor(request: Request) -> Visitor | None:
    role, token = chosen_role(request.cookies), visits.session_token(request)
    with open_for(settings().database, read_only=True) as db:
        if role is not None and is_local_request(dict(request.headers)):
            player = accounts.demonstration_visitor(db, role)
            if player is not None:
                return player
        if token is None:
            return None
        found = sessions.presence(db, token, now=visits.caller(request).at)
        return None if found is None else found.visitor


def _refused() -> Response:
    return documents.document(
        TITLE,
        documents.paragraph("Seul un administrateur connecté peut emporter toutes les données."),
        documents.link("/", "Revenir à l’accueil", prominent=True),
        status=403,
    )
