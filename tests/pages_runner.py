"""Running a real page with Streamlit's AppTest, as a given role, on the test's own store."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from circular.config import ROOT
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role
from circular.ui import gate

MAIN = ROOT / "src" / "circular" / "ui" / "main.py"
SECONDS = 60


def open_page(
    monkeypatch: pytest.MonkeyPatch, role: Role | None, file: str, **parameters: str
) -> AppTest:
    """Open a page of `pages/` through the real frame, as a role (None: nobody).

    The first run registers the pages of the role under their addresses; a page that the role is
    not given cannot be reached, and the screen on which it starts is returned instead.
    """
    cookies = {} if role is None else {ROLE_COOKIE: role.value}
    monkeypatch.setattr(gate, "request_cookies", lambda: cookies)
    monkeypatch.setattr(gate, "request_headers", lambda: {"Host": "localhost:8501"})
    app = AppTest.from_file(str(MAIN), default_timeout=SECONDS).run()
    try:
        app.switch_page(str(Path(ROOT / "pages" / file)))
    except ValueError:
        return app
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()
