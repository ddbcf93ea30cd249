"""`circular reminders`: raise the reminders of the day, send the digests of the week."""

import argparse
from datetime import datetime

from circular.actions.digests import claim_digest, release_digest
from circular.actions.reminders import raise_reminders
from circular.adapters import mail
from circular.cli.upkeep import is_ready
from circular.config import MailServer, settings
from circular.domain.deadlines import DeadlineFilters, DeadlinePeriod
from circular.domain.reminders import week_of
from circular.exports.digests import digest
from circular.queries.deadlines import deadlines
from circular.queries.digests import DigestReader, digest_readers
from circular.queries.settings import association_settings
from circular.store.connection import Database, open_for


def add_reminder_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module to the parser."""
    reminding = commands.add_parser(
        "reminders", help="rappeler les échéances, envoyer le courriel de la semaine"
    )
    reminding.set_defaults(run=_reminders)


def _reminders(chosen: argparse.Namespace) -> int:
    """Raise and send what is due, and nothing twice: made for a nightly task."""
    del chosen
    if not is_ready(settings().database):
        return 1
    now = datetime.now()
    with open_for(settings().database) as db:
        print(f"Rappels créés : {raise_reminders(db, today=now.date())}")
        server = settings().mail
        if server is None:
            print("Pas de serveur de courrier : aucun courriel envoyé.")
            return 0
        sent, failed = send_digests(db, server, now=now)
    print(f"Courriels de la semaine envoyés : {sent}")
    if failed:
        print(f"Courriels non partis, à renvoyer au prochain passage : {failed}")
    return 1 if failed else 0


def send_digests(db: Database, server: MailServer, *, now: datetime) -> tuple[int, int]:
    """Send the digest of the week to whoever wants it; return how many left, and how many not."""
    week, sent, failed = week_of(now.date()), 0, 0
    for reader in digest_readers(db, week):
        if not _has_something(db, reader, now):
            continue
        if not claim_digest(db, reader.visitor.account_id or 0, week, now=now):
            continue
        try:
            _send(db, server, reader, now)
        except mail.MailNotSentError:
            release_digest(db, reader.visitor.account_id or 0, week)
            failed += 1
        else:
            sent += 1
    return sent, failed


def _has_something(db: Database, reader: DigestReader, now: datetime) -> bool:
    month = DeadlineFilters(period=DeadlinePeriod.MONTH)
    return deadlines(db, reader.visitor, month, today=now.date()).shown > 0


def _send(db: Database, server: MailServer, reader: DigestReader, now: datetime) -> None:
    month = DeadlineFilters(period=DeadlinePeriod.MONTH)
    found = deadlines(db, reader.visitor, month, today=now.date(), page=None)
    message = digest(
        found,
        name=reader.visitor.name,
        association=association_settings(db).association_name,
        base=settings().base_url,
    )
    mail.send(server, to=reader.email, subject=message.subject, text=message.text)
