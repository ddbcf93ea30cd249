"""What a file really is, told by its content and never by its name.

The library `puremagic` (no network, no libmagic) names the type; `file_structures` then checks that
the file is whole. Files are not scanned for viruses: this is said where one uploads them.
"""

from collections.abc import Callable, Mapping

from circular.domain import file_structures as structures
from circular.domain.labels import Labelled


class FileType(Labelled):
    """A type of document that may be stored."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    DOCX = structures.DOCX_TYPE, "DOCX"
    ODT = structures.ODT_TYPE, "ODT"

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings that a name of this type may have, the usual one first."""
        return _EXTENSIONS[self]


_EXTENSIONS: Mapping[FileType, tuple[str, ...]] = {
    FileType.PDF: ("pdf",),
    FileType.PNG: ("png",),
    FileType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    FileType.DOCX: ("docx",),
    FileType.ODT: ("odt",),
}
_CHECKS: Mapping[FileType, Callable[[bytes], None]] = {
    FileType.PDF: structures.check_pdf,
    FileType.PNG: structures.check_png,
    FileType.JPEG: structures.check_jpeg,
    FileType.DOCX: structures.check_docx,
    FileType.ODT: structures.check_odt,
}
ACCEPTED = "PDF, JPEG, PNG, DOCX ou ODT"

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_REMEDY = f"Déposez un {ACCEPTED}."


def recognised(content: bytes) -> FileType:
    """Return the type of a whole and sound file.

    Raises:
        ValueError: it is empty, of another type, cut, damaged, or holds macros; the French sentence
            says what it is and what to do.
    """
    if not content:
        raise ValueError("ce fichier est vide. Enregistrez-le de nouveau, puis déposez-le.")
    found = _type_of(content)
    if found is None:
        raise ValueError(f"ce fichier est {_other(content)}. {_REMEDY}")
    _CHECKS[found](content)
    return found


def _type_of(content: bytes) -> FileType | None:
    if content.startswith(_ZIP):
        return _document_in(content)
    named = _named(content)
    for each in FileType:
        if each.value in named:
            return each
    return None


def _document_in(content: bytes) -> FileType | None:
    """Return which word processor wrote a zip, None when none did."""
    if structures.is_odt(content):
        return FileType.ODT
    return FileType.DOCX if "word/document.xml" in structures.names_in(content) else None


def _named(content: bytes) -> frozenset[str]:
    """Return the media types that the first and last bytes of a file tell."""
    import puremagic

    try:
        return frozenset(each.mime_type for each in puremagic.magic_string(content))
    except (puremagic.PureError, ValueError):
        return frozenset()


def _other(content: bytes) -> str:
    """Say what a file is that is none of ours."""
    if content.startswith(_PROGRAMS):
        return "un programme"
    if content.startswith(_OLD_WORD):
        return "un document d\u2019un ancien format, ou protégé par un mot de passe"
    named = _named(content)
    head = content[:1024].lstrip().lower()
    if "text/html" in named or head.startswith((b"<!doctype html", b"<html", b"<script")):
        return "une page web"
    if content.startswith(_ZIP):
        return "une archive ou un autre document"
    if any(each.startswith("image/") for each in named):
        return "une image d\u2019un autre format"
    return "d\u2019un autre type que ceux qui sont acceptés"
