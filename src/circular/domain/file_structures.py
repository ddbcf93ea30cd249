"""Whether a file is whole: the end of a PDF, the pieces of an image, the inside of a DOCX or ODT.

Every function raises ValueError with a French sentence that goes on from the name of the file.
Sources: ISO 32000-2 §7.5 (PDF), ISO/IEC 15948 (PNG), ITU T.81 annex B (JPEG), ECMA-376 part 2
(DOCX), OASIS OpenDocument 1.3 part 2 (ODT).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
MOST_ENTRIES = 5_000
LARGEST_INSIDE = 200 << 20  # bytes, once inflated
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_AGAIN = "Enregistrez-le de nouveau, puis déposez-le."
_CUT = f"ce fichier est coupé\u00a0: il y manque la fin. {_AGAIN}"
_DAMAGED = f"ce fichier est abîmé. {_AGAIN}"
_CHUNK_OVERHEAD = 12
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
_PDF_TABLE = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")
_PDF_TAIL = 2_048  # bytes that some writers leave around the last mark
_PDF_NEAR = 64  # bytes by which some writers misplace the table
_PDF_FOUND = re.compile(rb"xref|\d+\s+\d+\s+obj")
_JPEG_HEAD, _JPEG_SCAN, _JPEG_END = b"\xff\xd8", 0xDA, b"\xff\xd9"
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_MACROS = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|activeX/)|^(?:Basic|Scripts)/.", re.IGNORECASE
)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_ENCRYPTED = 0x1


def check_pdf(content: bytes) -> None:
    """Refuse a PDF that does not begin as one, or whose table of contents is not where it says."""
    if not _PDF_HEAD.match(content):
        raise ValueError(_DAMAGED)
    marks = list(_PDF_TABLE.finditer(content[-_PDF_TAIL:]))
    if not marks:
        raise ValueError(_CUT)
    at = int(marks[-1][1])
    if at >= len(content) or not _PDF_FOUND.search(
        content[max(0, at - _PDF_NEAR) : at + _PDF_NEAR]
    ):
        raise ValueError(_DAMAGED)


def check_png(content: bytes) -> None:
    """Refuse a PNG whose chunks are cut, altered, or not those of an image."""
    names = [name for name, _ in png_chunks(content)]
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise ValueError(_CUT)


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG, name and body, each checked against its sum.

    Raises:
        ValueError: a chunk is cut or altered.
    """
    at = len(PNG_SIGNATURE)
    while at < len(content):
        if at + _CHUNK_OVERHEAD > len(content):
            raise ValueError(_CUT)
        length = int.from_bytes(content[at : at + 4], "big")
        end = at + 8 + length
        body, crc = content[at + 4 : end], content[end : end + 4]
        if len(crc) != 4:  # noqa: PLR2004
            raise ValueError(_CUT)
        if zlib.crc32(body) != int.from_bytes(crc, "big"):
            raise ValueError(_DAMAGED)
        yield body[:4], body[4:]
        at = end + 4


def check_jpeg(content: bytes) -> None:
    """Refuse a JPEG that has no image, or whose image does not end."""
    if not content.startswith(_JPEG_HEAD):
        raise ValueError(_DAMAGED)
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:  # noqa: PLR2004
            raise ValueError(_DAMAGED)
        marker = content[at + 1]
        if marker == _JPEG_SCAN:
            if content.rfind(_JPEG_END) <= at:
                raise ValueError(_CUT)
            return
        at += _segment_length(content, at, marker)
    raise ValueError(_CUT)


def _segment_length(content: bytes, at: int, marker: int) -> int:
    """Return how far the next marker stands; fill bytes and bare markers are skipped."""
    if marker == 0xFF:  # noqa: PLR2004
        return 1
    if marker in _JPEG_BARE:
        return 2
    return 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))


def check_docx(content: bytes) -> None:
    """Refuse a DOCX that is damaged, swollen, or that holds macros."""
    with _inside(content) as archive:
        types = _read(archive, "[Content_Types].xml")
    if b"macroEnabled" in types:
        raise ValueError(_with_macros())
    if b"wordprocessingml.document.main+xml" not in types:
        raise ValueError(_DAMAGED)


def check_odt(content: bytes) -> None:
    """Refuse an ODT that is damaged, swollen, protected, or that holds macros."""
    with _inside(content) as archive:
        _read(archive, "content.xml")
        if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
            raise ValueError(_protected())


def names_in(content: bytes) -> frozenset[str]:
    """Return the names inside a zip.

    Raises:
        ValueError: it cannot be opened: its list of names, which stands last, is not there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except _ZIP_ERRORS:
        raise ValueError(_CUT) from None


def is_odt(content: bytes) -> bool:
    """Say whether a zip announces itself as an ODT, in its first entry, as it must."""
    return content[30:38] == b"mimetype" and content[38:].startswith(ODT_TYPE.encode())


@contextmanager
def _inside(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a document made of a zip, after refusing what is swollen, protected or active."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_ERRORS:
        raise ValueError(_CUT) from None
    with archive:
        entries = archive.infolist()
        _check_size(entries)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise ValueError(_protected())
        if any(_MACROS.search(entry.filename) for entry in entries):
            raise ValueError(_with_macros())
        try:
            damaged = archive.testzip()
        except _ZIP_ERRORS:
            raise ValueError(_DAMAGED) from None
        if damaged is not None:
            raise ValueError(_DAMAGED)
        yield archive


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip bomb before a single byte of it is inflated."""
    names = {entry.filename for entry in entries}
    if len(names) != len(entries):
        raise ValueError(_DAMAGED)
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > LARGEST_INSIDE:
        raise ValueError(
            "ce document est démesuré une fois décompressé. Enregistrez-le en PDF, puis déposez-le."
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except _ZIP_ERRORS:
        raise ValueError(_DAMAGED) from None


def _with_macros() -> str:
    return "ce document contient des macros. Enregistrez-le en PDF, puis déposez-le."


def _protected() -> str:
    return "ce document est protégé par un mot de passe. Enregistrez-le sans, puis déposez-le."
