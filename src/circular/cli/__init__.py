"""The command line: for whoever runs the machine."""

import argparse
import glob
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from circular.actions import invitations
from circular.adapters import documents as files
from circular.adapters import tokens
from circular.cli.reminders import add_reminder_command
from circular.cli.upkeep import add_upkeep_commands, folder_state, is_ready, machine
from circular.config import ROOT, documents_beside, settings
from circular.domain.errors import DomainError
from circular.domain.journal_chain import Head, parse_head
from circular.domain.sign_in import Caller
from circular.queries import journal_chain
from circular.queries.documents import stored_files
from circular.store import accounts, meta
from circular.store import invitations as links
from circular.store.connection import Database, open_for
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
    init = commands.add_parser("init", help="préparer une base réelle et sa première connexion")
    init.add_argument("--port", type=int, default=8501)
    init.set_defaults(run=_init)
    lost = commands.add_parser("password", help="donner un lien de nouveau mot de passe")
    lost.add_argument("address", metavar="ADRESSE", help="l'adresse électronique du compte")
    lost.add_argument("--port", type=int, default=8501)
    lost.set_defaults(run=_password)
    upgrading = commands.add_parser("upgrade", help="mettre la base à jour (copie avant)")
    upgrading.set_defaults(run=_upgrade)
    demo = commands.add_parser("demo", help="charger la démonstration dans une base vide")
    demo.add_argument("--empty", action="store_true", help="le même territoire, sans aucun porteur")
    demo.add_argument("--wipe", action="store_true", help="effacer la base de démonstration")
    demo.add_argument("--projects", type=int, metavar="N", help="ajouter N projets inventés")
    demo.set_defaults(run=_demo)
    verifying = commands.add_parser("verify", help="vérifier journal et documents")
    verifying.add_argument("--head", metavar="TÊTE", help="une tête conservée ailleurs")
    verifying.set_defaults(run=_verify)
    _add_data_commands(commands)
    docs = commands.add_parser("docs", help="produire les pages de docs/ tirées du code")
    docs.add_argument("--check", action="store_true", help="dire seulement si elles sont à jour")
    docs.set_defaults(run=_docs)
    return parser


def _add_data_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    taking = commands.add_parser("take-out", help="emporter toutes les données en un fichier zip")
    taking.add_argument("file", type=Path, metavar="FICHIER.zip")
    taking.set_defaults(run=_take_out)
    restoring = commands.add_parser("restore", help="remettre une sortie dans une base neuve")
    restoring.add_argument("file", type=Path, metavar="FICHIER.zip")
    restoring.add_argument("--into", type=Path, required=True, metavar="BASE")
    restoring.set_defaults(run=_restore)
    add_upkeep_commands(commands)
    add_reminder_command(commands)


def _take_out(chosen: argparse.Namespace) -> int:
    """Write every table and document into one file, and leave a line in the journal."""
    from circular.actions.take_out import record_take_out
    from circular.exports.take_out import write_take_out
    from circular.queries.take_out import snapshot

    path = settings().database
    if not path.exists():
        print(f"Il n'y a pas de base à cet endroit : {path}")
        return 1
    with open_for(path) as db:
        try:
            with snapshot(db) as taken:
                manifest = write_take_out(
                    chosen.file, taken, made_at=datetime.now(UTC), documents=settings().documents
                )
        except FileExistsError:
            print(f"Il y a déjà un fichier à cet endroit, rien n'a été écrit : {chosen.file}")
            return 1
        record_take_out(db, machine(), manifest)
    print(f"Sortie complète : {chosen.file} ({manifest.row_count} lignes).")
    if manifest.missing:
        print(f"Documents manquants, absents de la sortie : {len(manifest.missing)}")
    print(f"La clé n'y est pas, sauvegardez-la à part : {settings().key_file}")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    """Make a new database from a take-out: whole, or not at all."""
    from circular.actions.take_out import check_place, restore_take_out
    from circular.adapters.take_out import open_take_out

    target, part = chosen.into, chosen.into.with_name(f"{chosen.into.name}.part")
    try:
        check_place(target)
        erase(part)
        with files.shelf(_documents_for(target)) as shelf:
            with open_take_out(chosen.file) as taken:
                restore_take_out(part, taken)
                taken.copy_files(shelf)
                rows = taken.manifest.row_count
            erase(target)
            part.chmod(0o600)
            part.rename(target)
    except DomainError as refusal:
        erase(part)
        print(refusal.sentence)
        return 1
    erase(part)
    print(f"Base restaurée : {target} ({rows} lignes).")
    return 0


def _documents_for(database: Path) -> Path:
    """Return the folder of the documents of a database, which may not be the one of settings."""
    return settings().documents if database == settings().database else documents_beside(database)


def _init(chosen: argparse.Namespace) -> int:
    """Prepare a database that is not a demonstration, and print the address of its first person."""
    path = settings().database
    prepare(path)
    path.chmod(0o600)
    with open_for(path) as db:
        try:
            link = invitations.begin_first_run(db, _here())
        except DomainError as refusal:
            print(refusal.sentence)
            return 1
    tokens.installation_key(settings().key_file)
    print(f"Base prête : {path}")
    print(f"Clé de cette installation, à sauvegarder avec la base : {settings().key_file}")
    print("Ouvrez cette adresse dans les 24 heures ; elle sert une fois :")
    print(f"  {_base(chosen)}{link.path}")
    return 0


def _password(chosen: argparse.Namespace) -> int:
    """Print a link by which somebody who lost everything chooses a new password."""
    with open_for(settings().database) as db:
        made = invitations.make_reset_link(db, chosen.address, _here())
    if made is None:
        print("Aucun compte ouvert ne porte cette adresse.")
        return 1
    print("Ouvrez cette adresse dans les deux heures ; elle sert une fois :")
    print(f"  {_base(chosen)}{made[0].path}")
    return 0


def _here() -> Caller:
    return Caller(address="", device="la machine", at=datetime.now(UTC))


def _base(chosen: argparse.Namespace) -> str:
    return settings().base_url or f"http://localhost:{chosen.port}"


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


def _verify(chosen: argparse.Namespace) -> int:
    """Check the journal against the heads kept elsewhere, and the documents against their seals."""
    path = settings().database
    if not is_ready(path):
        return 1
    with open_for(path, read_only=True) as db:
        try:
            heads = [*_kept_heads(path), *_given_head(db, chosen.head)]
        except DomainError as refusal:
            print(refusal.sentence)
            return 1
        state = journal_chain.checked(db, heads)
    print(state.sentence)
    if state.head is not None:
        print(f"Tête du journal, à conserver ailleurs : {state.head.written}")
    found = folder_state(path)
    print(*found.sentences, sep="\n")
    return 1 if state.fault or not found.is_whole else 0


def _kept_heads(path: Path) -> list[Head]:
    """Read the heads that upgrades left beside their copies."""
    kept = sorted(path.parent.glob(f"{glob.escape(path.stem)}-avant-*.head"))
    return [parse_head(each.read_text(encoding="utf-8")) for each in kept]


def _given_head(db: Database, given: str | None) -> list[Head]:
    """Read the head given: the content of a `.head` file, or the seal alone."""
    if given is None:
        return []
    if ":" in given:
        return [parse_head(given)]
    found = journal_chain.head_sealed(db, given.strip().lower())
    if found is None:
        raise DomainError(
            "Aucune ligne du journal ne porte cette empreinte : sa fin a été retirée, ou il a été "
            "réécrit."
        )
    return [found]


def prepare(path: Path) -> None:
    """Bring database, reference data and folder of documents to the present version."""
    copy = upgrade(path, now=datetime.now())
    if copy is not None:
        print(f"Base mise à jour ; copie de l'état précédent : {copy}")
    files.make(_documents_for(path))
    with open_for(path) as db:
        if load_reference(db, settings().reference):
            print("Données de référence chargées.")


def _demo(chosen: argparse.Namespace) -> int:
    path = settings().database
    if path.exists() and not _holds_a_demonstration_or_nothing(path):
        print("Cette base n'est pas une démonstration : elle n'est ni effacée ni complétée.")
        return 1
    _erase_documents(path)
    erase(path)
    if chosen.wipe:
        print("Démonstration effacée.")
        return 0
    prepare(path)
    load_demonstration(path, empty=chosen.empty, projects=chosen.projects or 0)
    _freeze(path)
    print("Démonstration chargée.")
    return 0


def _erase_documents(path: Path) -> None:
    """Delete the documents that a demonstration knows; whatever else is there stays."""
    if path.exists():
        with open_for(path, read_only=True) as db:
            known = stored_files(db)
        files.delete(settings().documents, known)


def load_demonstration(path: Path, *, empty: bool = False, projects: int = 0) -> None:
    """Load the demonstration into an empty, prepared database."""
    from circular.actions.scenario import load_scenario
    from circular.adapters.scenario_files import read_scenario
    from circular.analysis.scenario_sample import Size, enlarged
    from circular.queries.reference import communes_of

    scenario = read_scenario(ROOT / "data" / "demo")
    with open_for(path) as db:
        if empty:
            scenario = scenario.without_holders()
        if projects:
            size = Size(projects, streams=projects * 3 // 2, agreements=projects // 4)
            codes = [c.code for e in scenario.epci for c in communes_of(db, e.siren)]
            scenario = enlarged(scenario, size, codes, seed=projects)
        load_scenario(db, scenario, today=datetime.now().date())


def _freeze(path: Path) -> None:
    from circular.cli.sittings import freeze_a_sitting

    freeze_a_sitting(path, today=datetime.now().date())


def erase(path: Path) -> None:
    """Delete a database with the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _holds_a_demonstration_or_nothing(path: Path) -> bool:
    upgrade(path, now=datetime.now())
    with open_for(path) as db:
        return meta.is_demonstration(db) or _is_untouched(db)


def _is_untouched(db: Database) -> bool:
    """Say whether a database holds nobody and awaits nobody."""
    return accounts.count(db) == 0 and not links.first_run_has_begun(db)


def _serve(chosen: argparse.Namespace) -> int:
    path = settings().database
    prepare(path)
    if chosen.demo:
        with open_for(path) as db:
            is_empty = _is_untouched(db)
        if is_empty:
            load_demonstration(path)
            _freeze(path)
            print("Démonstration chargée : territoire réel, porteurs inventés.")
    print(f"Circular s'ouvre sur http://127.0.0.1:{chosen.port} (Ctrl+C pour arrêter).")
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1"]
    quiet = ["--log-level", "warning", "--no-access-log"]
    os.execv(sys.executable, [*command, "--port", str(chosen.port), *quiet])
