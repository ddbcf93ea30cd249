"""Running a real page with Streamlit's AppTest, as a given role, on the test's own store.

Streamlit reads the metadata of every installed package for each AppTest, a third of a second in
search of components that we do not have: here they are read once for all the tests of a process.
"""

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from circular.config import ROOT
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.permissions import Role
from circular.ui import gate, navigation

MAIN = ROOT / "src" / "circular" / "ui" / "main.py"
SECONDS = 60
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
ADDRESSES = {"home.py": "", **{entry.file: entry.address for entry in navigation.entries()}}


def open_page(
    monkeypatch: pytest.MonkeyPatch, role: Role | None, file: str, **parameters: str
) -> AppTest:
    """Open a page of `pages/` through the real frame, as a role (None: nobody).

    One run, as when a person opens an address: a page that the role is not given cannot be
    reached, and the screen on which the role starts is drawn instead.
    """
    cookies = {} if role is None else {ROLE_COOKIE: role.value}
    monkeypatch.setattr(gate, "request_cookies", lambda: cookies)
    monkeypatch.setattr(gate, "request_headers", lambda: {"Host": "localhost:8501"})
    app = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    app._page_hash = calc_hash(ADDRESSES[file])
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()
