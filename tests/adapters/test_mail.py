"""Sending messages to a real SMTP server."""

from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from aiosmtpd.smtp import AuthResult

from circular.adapters import mail
from circular.config import MailServer
from tests.builders.mailbox import mailbox


def server(port: int, **changes: object) -> MailServer:
    """Return the settings of a server on this machine."""
    told = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "nous@exemple.fr"}
    return MailServer.model_validate({**told, **changes})


def send(settings: MailServer) -> None:
    """Send a message with accents."""
    mail.send(settings, to="claire@exemple.fr", subject="Été\u00a0: bonjour", text="Voilà.\n")


def test_a_message_arrives_whole() -> None:
    with mailbox() as post:
        send(server(post.port))
        message = message_from_bytes(post.messages[0])

    assert message["From"] == "nous@exemple.fr"
    assert message["To"] == "claire@exemple.fr"
    assert str(make_header(decode_header(message["Subject"]))) == "Été\u00a0: bonjour"
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode() == "Voilà.\r\n"


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")  # this very machine
def test_a_server_that_asks_who_we_are_is_told() -> None:
    seen: list[tuple[bytes, bytes]] = []

    def authenticator(_server: object, _session: object, _envelope: object, _how: str, who: object):  # type: ignore[no-untyped-def]  # noqa: ANN202
        seen.append((who.login, who.password))  # type: ignore[attr-defined]
        return AuthResult(success=True)

    with mailbox(authenticator=authenticator, auth_required=True, auth_require_tls=False) as post:
        send(server(post.port, user="nous", password="secret"))
        assert len(post.messages) == 1

    assert seen == [(b"nous", b"secret")]


def test_a_server_that_is_down_is_said_in_a_sentence() -> None:
    with mailbox() as post:
        port = post.port

    with pytest.raises(mail.MailNotSentError, match="Le message n’est pas parti"):
        send(server(port))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_encrypt_is_given_nothing(security: str) -> None:
    with mailbox() as post:
        with pytest.raises(mail.MailNotSentError):
            send(server(post.port, security=security))
        assert post.messages == []


def test_the_password_is_shown_nowhere() -> None:
    assert "secret" not in repr(server(25, user="nous", password="secret"))
