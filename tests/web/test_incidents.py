"""An unexpected error gives the person a number, and the log the rest."""

import logging
import re

import pytest

from circular.web.incidents import report


def test_the_person_sees_a_number_and_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="circular.incidents"):
        sentence = report(ValueError("secret de fabrication"))

    number = re.search(r"incident ([0-9A-F]{4})", sentence)
    assert number is not None
    assert "secret" not in sentence
    assert number.group(1) in caplog.text
    assert "ValueError" in caplog.text
    assert "secret de fabrication" not in caplog.text
