"""Raising reminders while the server runs: nobody has to set up a nightly task for them.

The store tells what was raised before: several servers, or a nightly task besides, raise nothing
twice. Messages are left to `circular reminders`: a server that restarts writes to nobody.
"""

import asyncio
import logging
import sqlite3
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from circular.actions.reminders import raise_reminders
from circular.config import settings
from circular.store.connection import open_for
from circular.store.migrations import pending_steps

FIRST_AFTER = 60.0  # seconds: the first visitor comes before
EVERY = 6 * 3600.0  # seconds

_log = logging.getLogger(__name__)


async def keep_raising() -> None:
    """Raise what is due a minute after the start, then every six hours, until it is cancelled."""
    await asyncio.sleep(FIRST_AFTER)
    while True:
        await run_in_threadpool(raise_once)
        await asyncio.sleep(EVERY)


def raise_once() -> int:
    """Raise what is due today; 0 when the database is not ready, or is busy for too long."""
    path = settings().database
    if not path.exists():
        return 0
    try:
        with open_for(path) as db:
            return 0 if pending_steps(db) else raise_reminders(db, today=datetime.now().date())
    except sqlite3.OperationalError:
        _log.warning("Rappels remis au prochain passage : la base est occupée.")
        return 0
