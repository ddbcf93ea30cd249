"""What is kept of an uploaded file, and the sentences that name it."""

import hashlib
from datetime import datetime, timedelta

import pytest

from circular.domain.documents import (
    LONGEST_NAME,
    DocumentKind,
    DocumentSubject,
    FolderState,
    checked,
    clean_name,
    may_come_back,
    neutral_name,
    weight,
)
from circular.domain.errors import DomainError
from circular.domain.file_types import FileType
from tests.builders.files import pdf

NOW = datetime(2026, 11, 22, 9, 0)
LIMIT = 20 << 20


def test_what_is_kept_of_a_file() -> None:
    file = checked("Convention.PDF", pdf(), largest=LIMIT)

    assert (file.name, file.type) == ("Convention.pdf", FileType.PDF)
    assert file.size == len(pdf())
    assert file.sha256 == hashlib.sha256(pdf()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("convention.pdf", b"MZ" + bytes(60 << 20), "convention.pdf\u00a0»\u00a0: ce fichier pèse"),
        ("convention.pdf", b"MZ" + bytes(90), "ce fichier est un programme. Déposez un PDF"),
        ("page.pdf", b"<html>", "« page.pdf »\u00a0: ce fichier est une page web"),
        ("", b"", "« sans nom »\u00a0: ce fichier est vide"),
        ("a" * 5_000 + ".pdf", b"", "…\u00a0»\u00a0: ce fichier est vide"),
    ],
)
def test_a_refusal_names_the_file_and_the_remedy(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        checked(name, content, largest=LIMIT)

    (problem,) = refusal.value.problems
    assert problem.field == "content"
    assert said.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in problem.sentence
    assert "éposez" in problem.sentence
    assert len(problem.sentence) < 300


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Bail signé n° 12.pdf", "Bail signé n° 12.pdf"),
        ("C:\\Users\\ida\\..\\bail.pdf", "bail.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("facture\u202efdp.exe", "facturefdp.pdf"),
        ("bail\r\nSet-Cookie: x.pdf", "bail Set-Cookie- x.pdf"),
        ("photo.png", "photo.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("a" * 5_000 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_type(name: str, kept: str) -> None:
    assert clean_name(name, FileType.PDF) == kept
    assert clean_name("photo.jpeg", FileType.JPEG) == "photo.jpeg"


def test_a_document_may_come_back_for_thirty_days() -> None:
    assert may_come_back(NOW - timedelta(days=29), now=NOW)
    assert not may_come_back(NOW - timedelta(days=30), now=NOW)


def test_a_name_that_names_nobody() -> None:
    assert neutral_name("signed_copy", 7, "application/pdf") == "Copie signée n°\u00a07.pdf"


def test_weights_as_people_read_them() -> None:
    assert [weight(size) for size in (3, 812 << 10, 20 << 20, 1_468_006)] == [
        "1\u00a0ko",
        "812\u00a0ko",
        "20\u00a0Mo",
        "1,4\u00a0Mo",
    ]


def test_each_kind_of_record_has_its_kinds_and_permissions() -> None:
    assert {kind for subject in DocumentSubject for kind in subject.kinds} == set(DocumentKind)
    for subject in DocumentSubject:
        assert subject.reading is not subject.editing


def test_what_is_said_of_a_folder() -> None:
    found = FolderState(sound=2, missing=("a1",), altered=("b2",), strays=("c3",))

    assert not found.is_whole
    assert found.sentences[0] == "Document manquant, empreinte a1."
    assert "modifié depuis son dépôt, empreinte b2" in found.sentences[1]
    assert "2\u00a0documents intacts" in found.sentences[2]
    assert "documents --clean" in found.sentences[3]
    assert FolderState(0, (), (), ()).is_whole
