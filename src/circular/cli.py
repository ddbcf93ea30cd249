"""The command line: for whoever runs the machine."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from circular.config import ROOT, settings
from circular.store.connection import open_for
from circular.store.migrations import upgrade
from circular.store.reference import load_reference


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="circular", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="commande")
    serve = commands.add_parser("serve", help="ouvrir l'application sur cette machine")
    serve.add_argument("--demo", action="store_true", help="charger la démonstration si besoin")
    serve.add_argument("--port", type=int, default=8501)
    serve.set_defaults(run=_serve)
    upgrading = commands.add_parser("upgrade", help="mettre la base à jour (copie avant)")
    upgrading.set_defaults(run=_upgrade)
    docs = commands.add_parser("docs", help="produire les pages de docs/ tirées du code")
    docs.add_argument("--check", action="store_true", help="dire seulement si elles sont à jour")
    docs.set_defaults(run=_docs)
    return parser


def _docs(chosen: argparse.Namespace) -> int:
    from circular.exports.handbook import pages

    stale = [name for name, text in pages().items() if _written(ROOT / "docs" / name) != text]
    if chosen.check:
        if stale:
            print(f"Pages à produire de nouveau avec « circular docs » : {', '.join(stale)}")
        return 1 if stale else 0
    for name in stale:
        (ROOT / "docs" / name).write_text(pages()[name], encoding="utf-8")
    return 0


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _upgrade(chosen: argparse.Namespace) -> int:
    del chosen
    prepare(settings().database)
    return 0


def prepare(path: Path) -> None:
    """Bring the database to the present shape and its reference data to the present version."""
    copy = upgrade(path, now=datetime.now())
    if copy is not None:
        print(f"Base mise à jour ; copie de l'état précédent : {copy}")
    with open_for(path) as db:
        if load_reference(db, settings().reference):
            print("Données de référence chargées.")


def _serve(chosen: argparse.Namespace) -> int:
    prepare(settings().database)
    print(f"Circular s'ouvre sur http://127.0.0.1:{chosen.port} (Ctrl+C pour arrêter).")
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1"]
    os.execv(sys.executable, [*command, "--port", str(chosen.port), "--log-level", "warning"])


if __name__ == "__main__":
    sys.exit(main())
