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
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.take_out import write_take_out
from circular.queries.take_out import snapshot
from circular.store.connection import open_for
from circular.web import markup, visits
from circular.web.visits import Values

ADDRESS = "/sortie-complete"
PREFIX = "sortie-"
KEPT_UNSENT = timedelta(days=1)
TITLE = "Emporter toutes les données"


def show_take_out(request: Request) -> Response:
    """Say what the file holds, and offer to make it."""
    if _administrator(request) is None:
        return _refused()
    proof = visits.proof_for(request)
    answer = markup.document(
        TITLE,
        markup.paragraph(
            "Le fichier contient chaque table, les documents et leur description. Il contient "
            "aussi toutes les données personnelles et les empreintes des mots de passe\u00a0: "
            "gardez-le comme vous gardez la base."
        ),
        markup.paragraph(
            "Sa préparation peut durer quelques minutes. Le journal garde qui l’emporte."
        ),
        markup.button("Préparer et télécharger", proof=proof.value),
        markup.link("/donnees-personnelles", "Revenir aux données personnelles"),
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
    target = folder / "sortie.zip"
    try:
        with open_for(database) as db:
            with snapshot(db) as taken:
                manifest = write_take_out(
                    target, taken, made_at=now, documents=settings().documents
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
    found = visits.visitor(request)
    return found if found is not None and found.may(Permission.TAKE_EVERYTHING_OUT) else None


def _refused() -> Response:
    return markup.document(
        TITLE,
        markup.paragraph("Seul un administrateur connecté peut emporter toutes les données."),
        markup.link("/", "Revenir à l’accueil", prominent=True),
        status=403,
    )
