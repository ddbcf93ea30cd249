"""Messages: sent through the association's own server, when it gave one."""

import smtplib
import ssl
from email.message import EmailMessage

from circular.config import MailServer
from circular.domain.errors import DomainError

SECONDS = 15


class MailNotSentError(DomainError):
    """The server could not be reached, or refused the message."""


def send(server: MailServer, *, to: str, subject: str, text: str) -> None:
    """Send one plain message.

    Raises:
        MailNotSentError: the server could not be reached, or refused.
    """
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSentError(
            "Le message n’est pas parti\u00a0: le serveur de courrier n’a pas répondu ou l’a "
            "refusé. Transmettez le lien autrement."
        ) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    """Open the connection, encrypted as the settings say."""
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection
