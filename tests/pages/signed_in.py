"""Running a page for somebody who signed in, from a browser that is not on this machine."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.config import ROOT
from circular.domain.sessions import COOKIE
from circular.ui import gate
from tests.pages_runner import MAIN, SECONDS


def open_with_session(
    monkeypatch: pytest.MonkeyPatch, token: str, file: str, **parameters: str
) -> AppTest:
    """Open a page with the cookie of a session."""
    monkeypatch.setattr(gate, "request_cookies", lambda: {COOKIE: token})
    monkeypatch.setattr(gate, "request_headers", lambda: {"Host": "circular.exemple.fr"})
    app = AppTest.from_file(str(MAIN), default_timeout=SECONDS).run()
    try:
        app.switch_page(str(ROOT / "pages" / file))
    except ValueError:
        return app
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def type_in(app: AppTest, label: str, text: str) -> None:
    """Type in the field whose label begins so."""
    next(field for field in app.text_input if field.label.startswith(label)).set_value(text)


def press(app: AppTest, label: str) -> AppTest:
    """Press a button and run the page."""
    return next(button for button in app.button if button.label == label).click().run()


def words(app: AppTest) -> str:
    """Return everything that the page says, in one text."""
    parts = [app.markdown, app.title, app.header, app.caption, app.info, app.error, app.code]
    return "\n".join(str(element.value) for group in parts for element in group)
