"""Many documents in one file: it opens, holds each one whole, and is the same every time."""

import io
import zipfile
from datetime import date

from circular.exports.agreement_batches import zipped

DAY = date(2026, 11, 22)


def test_each_document_is_whole_under_its_name() -> None:
    pieces = [("convention-2026-001.pdf", b"%PDF" * 99), ("convention-projet-7.pdf", b"")]
    made = zipped(pieces, made_on=DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == pieces
    assert zipped(pieces, made_on=DAY) == made
