"""Many documents in one file."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date


def zipped(pieces: Iterable[tuple[str, bytes]], *, made_on: date) -> bytes:
    """Return a ZIP of these (name, content), the same bytes for the same pieces and day."""
    written = io.BytesIO()
    stamp = (made_on.year, made_on.month, made_on.day, 0, 0, 0)
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in pieces:
            entry = zipfile.ZipInfo(name, stamp)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
