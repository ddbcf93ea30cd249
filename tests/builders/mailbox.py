"""A real SMTP server that keeps what it receives."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.browser.conftest import free_port


@dataclass
class Mailbox:
    """What was received, and the server that receives."""

    port: int
    messages: list[bytes] = field(default_factory=list)
    controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Keep one message."""
        del server, session
        assert isinstance(envelope.original_content, bytes)
        self.messages.append(envelope.original_content)
        return "250 OK"

    def stop(self) -> None:
        """Stop the server."""
        if self.controller is not None:
            with suppress(RuntimeError):
                self.controller.stop()
            self.controller = None


@contextmanager
def mailbox(**options: Any) -> Iterator[Mailbox]:
    """Run a server on this machine; `options` are those of aiosmtpd."""
    opened = Mailbox(free_port())
    opened.controller = Controller(opened, hostname="127.0.0.1", port=opened.port, **options)
    opened.controller.start()
    try:
        yield opened
    finally:
        opened.stop()
