"""Whether a file is whole: cut, altered, swollen, protected, or with macros inside."""

from collections.abc import Callable

import pytest

from circular.domain import file_structures as structures
from circular.domain.file_types import recognised
from tests.builders.files import DOCX_MAIN, docx, image, odt, pdf, zipped

WHOLE = [pdf(3), image("PNG"), image("JPEG"), docx(), odt()]


@pytest.mark.parametrize("content", WHOLE)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_file_is_refused(content: bytes, share: float) -> None:
    with pytest.raises(ValueError, match="déposez"):
        recognised(content[: int(len(content) * share)])


def test_a_pdf_whose_table_is_elsewhere_is_damaged() -> None:
    with pytest.raises(ValueError, match="abîmé"):
        structures.check_pdf(pdf().replace(b"endobj\nxref", b"endobj\n" + b" " * 500 + b"xref"))
    with pytest.raises(ValueError, match="coupé"):
        structures.check_pdf(pdf() + bytes(10_000))
    structures.check_pdf(pdf() + b"\r\n\x00")


def test_an_altered_image_is_damaged() -> None:
    content = bytearray(image("PNG"))
    content[len(content) // 2] ^= 0xFF
    with pytest.raises(ValueError, match="abîmé"):
        structures.check_png(bytes(content))
    structures.check_jpeg(image("JPEG") + b"what a telephone adds")


@pytest.mark.parametrize(
    ("check", "content", "word"),
    [
        (structures.check_docx, docx({"word/vbaProject.bin": b"x"}), "macros"),
        (structures.check_docx, docx({"word/activeX/activeX1.xml": b"x"}), "macros"),
        (
            structures.check_docx,
            docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "macros",
        ),
        (structures.check_docx, docx(main=DOCX_MAIN.replace("word", "spread")), "abîmé"),
        (structures.check_docx, docx({"word/big.xml": bytes(201 << 20)}), "démesuré"),
        (structures.check_docx, zipped({"word/document.xml": b"x"}), "abîmé"),
        (structures.check_odt, odt({"Basic/Standard/Module1.xml": b"x"}), "macros"),
        (structures.check_odt, odt({"Scripts/python/x.py": b"x"}), "macros"),
    ],
)
def test_what_is_active_or_swollen_inside_is_refused(
    check: Callable[[bytes], None], content: bytes, word: str
) -> None:
    assert len(content) < 1 << 20
    with pytest.raises(ValueError, match=word):
        check(content)


def test_a_protected_document_is_refused() -> None:
    content = bytearray(docx())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(ValueError, match="mot de passe"):
        structures.check_docx(bytes(content))


def test_an_altered_document_is_damaged() -> None:
    content = bytearray(odt())
    at = content.index(b"content.xml") + 40
    content[at] ^= 0xFF
    with pytest.raises(ValueError, match="abîmé"):
        structures.check_odt(bytes(content))
