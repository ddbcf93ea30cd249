"""What the server's log keeps of a request."""

import logging

import pytest

from circular.web.logs import Discretion, be_discreet, told

TYPED = "Naïma 06 00 00 00 00"


def written(path: str) -> str:
    """Return the line that the server writes for a request."""
    record = logging.LogRecord(
        "uvicorn.access",
        logging.INFO,
        __file__,
        1,
        '%s - "%s %s HTTP/%s" %d',
        ("192.0.2.7:50000", "GET", path, "1.1", 200),
        None,
    )
    assert Discretion().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/projets", "/projets"),
        ("/projet?id=3&recherche=Naima", "/projet"),
        ("/invitation/AbC-123", "/invitation/…"),
        ("/premiere-connexion/AbC-123", "/premiere-connexion/…"),
        ("/mot-de-passe/AbC-123?x=1", "/mot-de-passe/…"),
        ("/", "/"),
    ],
)
def test_a_line_says_what_was_asked_but_not_by_whom(path: str, kept: str) -> None:
    assert written(path) == f'– - "GET {kept} HTTP/1.1" 200'


def test_other_lines_are_left_alone() -> None:
    record = logging.LogRecord("uvicorn.error", 20, __file__, 1, "Started %d", (7,), None)

    Discretion().filter(record)

    assert record.getMessage() == "Started 7"


def test_the_filter_is_put_once() -> None:
    be_discreet()
    be_discreet()
    filters = logging.getLogger("uvicorn.access").filters

    assert len([each for each in filters if isinstance(each, Discretion)]) == 1


@pytest.mark.parametrize("name", ["uvicorn.error", "streamlit.error_util"])
def test_an_error_is_told_without_what_was_typed(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    be_discreet()
    log = logging.getLogger(name)
    propagated, log.propagate = log.propagate, True
    log.addHandler(caplog.handler)
    try:
        read(TYPED)
    except ValueError as error:
        log.exception("Exception")
        said = told(error)
    finally:
        log.removeHandler(caplog.handler)
        log.propagate = propagated

    assert TYPED not in caplog.text
    assert said in caplog.text
    assert "KeyError" in said
    assert "ValueError" in said
    assert "in read" in said


def read(text: str) -> None:
    """Fail with a message that quotes what was typed."""
    try:
        dict[str, str]()[text]
    except KeyError as error:
        raise ValueError(f"illisible : {text}") from error
