"""The PDF of the report: its logo, and sentences cut at what stands out."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from circular.domain.logos import PNG_PREFIX, SVG_PREFIX
from circular.exports.report_chapters import chapters
from circular.exports.report_pdf import logo_data, runs, written
from circular.queries.reports import Report
from tests.builders.files import image
from tests.builders.reports import report_of

PNG = PNG_PREFIX + base64.b64encode(image("PNG")).decode()
SVG = (
    SVG_PREFIX
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    ).decode()
)
TORN = SVG_PREFIX + base64.b64encode(b"<svg").decode()


@pytest.fixture(scope="module")
def made(full_demonstration: Path) -> Report:
    return report_of(full_demonstration, sections=("summary",))


@pytest.mark.parametrize("logo", ["", PNG, SVG, TORN], ids=["none", "PNG", "SVG", "torn SVG"])
def test_any_logo_or_none_makes_a_cover(made: Report, logo: str) -> None:
    report = replace(made, logo=logo)
    reader = PdfReader(io.BytesIO(written(report, chapters(report, ""))))

    assert report.association in reader.pages[0].extract_text()


def test_a_logo_is_given_as_what_it_is(made: Report) -> None:
    png, svg = (logo_data(replace(made, logo=logo)) for logo in (PNG, SVG))

    assert logo_data(replace(made, logo="")) is None
    assert png is not None
    assert png["format"] == "png"
    assert svg is not None
    assert svg["content"].startswith("<svg")
    assert logo_data(replace(made, logo=SVG_PREFIX + "***")) is None


def test_words_between_stars_stand_out() -> None:
    assert runs("**11 emplois** nets, **2** de moins.") == [
        ("11 emplois", True),
        (" nets, ", False),
        ("2", True),
        (" de moins.", False),
    ]
    assert runs("") == []
