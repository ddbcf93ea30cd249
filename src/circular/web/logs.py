"""A log without personal data: no network address, no token of a link, no search, no typed value.

The message of an unexpected error often quotes what was typed or stored; where it happened and its
kind are enough to mend it.
"""

import logging
import traceback
from typing import Any

from circular.domain import calendar_feeds, share_addresses
from circular.domain.invitations import LinkKind

_LOGGERS = ("uvicorn.access", "uvicorn.error")
_TELLING_ERRORS = ("uvicorn.error", "streamlit.error_util")
_SECRET_FOLDERS = frozenset(kind.address for kind in LinkKind) | {
    calendar_feeds.FOLDER,
    share_addresses.FOLDER,
}


class Discretion(logging.Filter):
    """Take the sender's address, the tokens and the query strings out of the server's lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite one line; none is dropped."""
        if isinstance(record.args, tuple) and record.args and '"' in str(record.msg):
            record.args = ("–", *(_discreet(value) for value in record.args[1:]))
        return True


class Reserve(logging.Filter):
    """Tell where an error happened and its kind, never its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the error of one line; none is dropped."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.exc_text, record.exc_info = told(error), None
        return True


def told(error: BaseException) -> str:
    """Return the lines of code that led to an error and to its causes, and their kinds."""
    lines = [*traceback.format_tb(error.__traceback__), type(error).__name__]
    cause = error.__cause__ or error.__context__
    return "".join(lines) if cause is None else f"{told(cause)}\n{''.join(lines)}"


def be_discreet() -> None:
    """Put the filters on the loggers of the server and of Streamlit, once."""
    for names, kind in ((_LOGGERS, Discretion), (_TELLING_ERRORS, Reserve)):
        for name in names:
            log = logging.getLogger(name)
            if not any(isinstance(each, kind) for each in log.filters):
                log.addFilter(kind())


def _discreet(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("/"):
        return value
    path = value.partition("?")[0]
    folder = path.split("/")[1]
    return f"/{folder}/…" if folder in _SECRET_FOLDERS else path
