"""Commands of upkeep, some made for nightly tasks: documents, retention, kept summaries."""

import argparse
from datetime import datetime
from pathlib import Path

from circular.adapters import documents as files
from circular.config import settings
from circular.domain.documents import FolderState
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.queries.documents import stored_files
from circular.store import summaries
from circular.store.connection import open_for
from circular.store.migrations import pending_steps


def add_upkeep_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser."""
    keeping_files = commands.add_parser("documents", help="comparer les documents et leur dossier")
    keeping_files.add_argument(
        "--clean", action="store_true", help="effacer les fichiers sans fiche"
    )
    keeping_files.set_defaults(run=_documents)
    keeping = commands.add_parser("retention", help="compter ce qui est à l'échéance (RGPD)")
    keeping.add_argument("--apply", action="store_true", help="anonymiser ce qui est à l'échéance")
    keeping.set_defaults(run=_retention)
    summing = commands.add_parser(
        "summaries", help="comparer ce que les chiffres gardent tout prêt"
    )
    summing.add_argument("--rebuild", action="store_true", help="le refaire d'après les fiches")
    summing.set_defaults(run=_summaries)


def _documents(chosen: argparse.Namespace) -> int:
    """Compare the folder of documents with the database; with --clean, delete stray files."""
    path, folder = settings().database, settings().documents
    if not is_ready(path):
        return 1
    found = folder_state(path)
    print(*found.sentences, sep="\n")
    if chosen.clean:
        files.delete(folder, found.strays)
        print(f"Fichiers sans fiche effacés : {len(found.strays)}")
    return 0 if found.is_whole else 1


def is_ready(path: Path) -> bool:
    """Say whether a database is there and up to date; else print what to do."""
    if not path.exists():
        print(f"Il n'y a pas de base à cet endroit : {path}")
        return False
    with open_for(path, read_only=True) as db:
        pending = pending_steps(db)
    if pending:
        print("Cette base n'est pas à jour : lancez « circular upgrade », puis recommencez.")
    return not pending


def folder_state(path: Path) -> FolderState:
    """Compare the documents that the database knows with the folder."""
    with open_for(path, read_only=True) as db:
        known = stored_files(db)
    return files.state(settings().documents, known, now=datetime.now())


def _retention(chosen: argparse.Namespace) -> int:
    """Count what is due, kind by kind; with --apply, erase it: made for a nightly task."""
    from circular.actions.documents import erase_removed
    from circular.actions.retention import anonymise_due
    from circular.domain.retention import CONFIRMATION, RetentionKind
    from circular.queries.retention import retention_counts

    if not is_ready(settings().database):
        return 1
    today = datetime.now().date()
    with open_for(settings().database) as db:
        for found in retention_counts(db, machine(), today=today):
            print(f"{found.kind.label} : {found.due} à l'échéance")
        if chosen.apply:
            for kind in RetentionKind:
                done = anonymise_due(
                    db,
                    machine(),
                    kind,
                    today=today,
                    confirmation=CONFIRMATION,
                    folder=settings().documents,
                )
                print(f"{kind.label} : {done} anonymisés")
            erased = erase_removed(db, machine(), folder=settings().documents)
            print(f"Documents retirés depuis plus de 30 jours : {erased} effacés")
    return 0


def _summaries(chosen: argparse.Namespace) -> int:
    """Compare the summaries that triggers keep with the facts; with --rebuild, make them again."""
    if not is_ready(settings().database):
        return 1
    with open_for(settings().database) as db:
        wrong = sum(summaries.wrong_rows(db).values())
        print(f"Lignes gardées qui ne suivent pas les fiches : {wrong}")
        if chosen.rebuild:
            summaries.rebuild(db)
            print("Tout est refait d'après les fiches.")
    return 1 if wrong and not chosen.rebuild else 0


def machine() -> Visitor:
    """Return whoever runs the machine, as the author of what these commands do."""
    return Visitor(account_id=None, name="La machine", role=Role.ADMINISTRATOR)
