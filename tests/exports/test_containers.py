"""Rows are written in one part of a zip; the other parts stay as they were."""

import io
import zipfile

import pytest

from circular.exports.containers import filled


@pytest.fixture
def container() -> bytes:
    """Return a small zip of two parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", "text/plain", zipfile.ZIP_STORED)
        archive.writestr("part.xml", "<a size='1'><h/><h/></a>", zipfile.ZIP_DEFLATED)
    return output.getvalue()


def test_rows_follow_the_first_marker(container: bytes) -> None:
    rows = (f"<r>é{at}</r>" for at in range(2))
    made = filled(
        container, "part.xml", after=b"<h/>", rows=rows, instead=(b"size='1'", b"size='3'")
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        text = archive.read("part.xml").decode()
        assert text == "<a size='3'><h/><r>é0</r><r>é1</r><h/></a>"
        assert archive.namelist() == ["mimetype", "part.xml"]
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


def test_a_missing_marker_is_no_silence(container: bytes) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        filled(container, "part.xml", after=b"<none/>", rows=["x"])
