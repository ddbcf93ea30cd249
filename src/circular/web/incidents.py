"""The one error boundary: a bug gets a number, a log line, and a sentence for the person."""

import logging
import secrets

from circular.web.logs import told

log = logging.getLogger("circular.incidents")


def report(error: BaseException) -> str:
    """Log an unexpected error under a fresh number and return the sentence to show."""
    number = secrets.token_hex(2).upper()
    log.error("incident %s\n%s", number, told(error))
    return (
        f"Une erreur est survenue (incident {number}). Rien n’a été enregistré à moitié\u202f; "
        "signalez ce numéro à l’administrateur."
    )
