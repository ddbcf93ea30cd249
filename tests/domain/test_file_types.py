"""What a file really is: real files of each type, and those that only bear its name."""

import pytest

from circular.domain.file_types import FileType, recognised
from tests.builders.files import docx, image, odt, pdf, xlsx


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pdf(), FileType.PDF),
        (image("PNG"), FileType.PNG),
        (image("JPEG"), FileType.JPEG),
        (docx(), FileType.DOCX),
        (odt(), FileType.ODT),
    ],
    ids=lambda each: each.label if isinstance(each, FileType) else "",
)
def test_a_real_file_is_recognised_by_its_content(content: bytes, expected: FileType) -> None:
    assert recognised(content) is expected


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vide"),
        (b"MZ\x90\x00" + bytes(4000), "un programme"),
        (b"\x7fELF\x02\x01" + bytes(4000), "un programme"),
        (b"#!/bin/sh\nrm -rf /\n", "un programme"),
        (b"<!DOCTYPE html><html><body>%PDF-1.7</body></html>", "une page web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien format"),
        (xlsx(), "une archive ou un autre document"),
        (image("GIF"), "une image d’un autre format"),
        (b"bonjour", "autre type"),
    ],
)
def test_what_only_bears_the_name_is_named_for_what_it_is(content: bytes, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        recognised(content)


def test_each_type_has_its_endings() -> None:
    assert {each.extensions[0] for each in FileType} == {"pdf", "png", "jpg", "docx", "odt"}
