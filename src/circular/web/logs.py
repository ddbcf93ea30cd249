"""A log without personal data: no network address, no token of a link, no search."""

import logging
from typing import Any

from circular.domain.invitations import LinkKind

_LOGGERS = ("uvicorn.access", "uvicorn.error")
_SECRET_FOLDERS = frozenset(kind.address for kind in LinkKind)


class Discretion(logging.Filter):
    """Take the sender's address, the tokens and the query strings out of the server's lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite one line; none is dropped."""
        if isinstance(record.args, tuple) and record.args and '"' in str(record.msg):
            record.args = ("–", *(_discreet(value) for value in record.args[1:]))
        return True


def be_discreet() -> None:
    """Put the filter on the server's own loggers, once."""
    for name in _LOGGERS:
        log = logging.getLogger(name)
        if not any(isinstance(each, Discretion) for each in log.filters):
            log.addFilter(Discretion())


def _discreet(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("/"):
        return value
    path = value.partition("?")[0]
    folder = path.split("/")[1]
    return f"/{folder}/…" if folder in _SECRET_FOLDERS else path
