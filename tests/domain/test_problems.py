"""Whatever pydantic refuses is told in French, at its field."""

import re
from datetime import date
from enum import StrEnum
from typing import Any, Self

import pytest
from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core._pydantic_core import list_all_errors

from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError, problems_of
from circular.domain.quantities import Tonnes, WholeNumber
from circular.domain.texts import Email, Line, Paragraph

ENGLISH = re.compile(r"\b(input|should|valid|value|must|field|error|type|string|number|date is)\b")


class Origin(StrEnum):
    """Where a contact comes from."""

    CALL = "call"


class PersonDraft(Draft):
    """A person of a project."""

    name: Line = Field(title="Nom de la personne")
    email: Email | None = Field(None, title="Courriel")


class ProjectDraft(Draft):
    """A draft that breaks in every way."""

    title: Line = Field(title="Titre du projet")
    code: str = Field("x", title="Code", max_length=3, min_length=1)
    note: Paragraph | None = Field(None, title="Note")
    origin: Origin = Field(Origin.CALL, title="Origine")
    tonnes: Tonnes | None = Field(None, title="Tonnes par an")
    jobs: WholeNumber | None = Field(None, title="Emplois prévus")
    months: int = Field(12, title="Durée en mois", ge=1, le=12)
    pillars: tuple[int, ...] = Field((1,), title="Piliers", min_length=1)
    qpv: bool = Field(False, title="En quartier prioritaire")
    start: FrenchDate | None = Field(None, title="Début")
    end: FrenchDate | None = Field(None, title="Fin", le=date(2030, 12, 31))
    people: tuple[PersonDraft, ...] = Field((), title="Personnes")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise RefusedFieldsError(
                Problem("end", "La fin précède le début."),
                Problem("", "Corrigez l\u2019une des deux dates."),
            )
        if self.title == "interdit":
            raise ValueError("Ce titre est déjà pris.")
        return self


def problems(**values: object) -> dict[str, str]:
    """Return the sentence of each refused field of a project."""
    with pytest.raises(ValidationError) as refused:
        ProjectDraft.model_validate({"title": "Essai"} | values)
    return {found.field: found.sentence for found in problems_of(refused.value, ProjectDraft)}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Renseignez «\u00a0Titre du projet\u00a0»."),
        ("title", 3, "«\u00a0Titre du projet\u00a0»\u00a0: écrivez un texte."),
        ("origin", "rue", "Choisissez une des valeurs proposées pour «\u00a0Origine\u00a0»."),
        ("origin", None, "Renseignez «\u00a0Origine\u00a0»."),
        ("months", 13, "«\u00a0Durée en mois\u00a0»\u00a0: 12 au plus."),
        ("months", 0, "«\u00a0Durée en mois\u00a0»\u00a0: 1 au moins."),
        (
            "months",
            "un",
            "«\u00a0Durée en mois\u00a0»\u00a0: écrivez un nombre entier, sans virgule.",
        ),
        ("pillars", (), "«\u00a0Piliers\u00a0»\u00a0: choisissez-en 1 au moins."),
        ("pillars", 3, "«\u00a0Piliers\u00a0»\u00a0: choisissez un ou plusieurs éléments."),
        (
            "qpv",
            "peut-être",
            "«\u00a0En quartier prioritaire\u00a0»\u00a0: répondez par oui ou par non.",
        ),
        ("end", "01/01/2031", "«\u00a0Fin\u00a0»\u00a0: 31/12/2030 au plus."),
        ("end", [], "«\u00a0Fin\u00a0»\u00a0: écrivez la date sous la forme jj/mm/aaaa."),
        ("start", "31/02/2026", "«\u00a031/02/2026\u00a0» n\u2019existe pas dans le calendrier."),
        ("colour", "vert", "Le champ «\u00a0colour\u00a0» n\u2019existe pas dans ce formulaire."),
        (
            "code",
            "abcd",
            "«\u00a0Code\u00a0»\u00a0: ce texte compte 4 caractères\u202f; la limite est de 3.",
        ),
        (
            "note",
            "a" * 10_000,
            "Ce texte compte 10\u202f000\u00a0caractères\u202f; la limite est de 4\u202f000.",
        ),
    ],
)
def test_a_refused_field_has_its_sentence(field: str, value: object, sentence: str) -> None:
    assert problems(**{field: value}) == {field: sentence}


def test_every_refused_field_is_told_at_once() -> None:
    found = problems(title="", tonnes="1.234", jobs="-1", start="x")
    assert list(found) == ["title", "tonnes", "jobs", "start"]


def test_a_rule_between_fields_is_told_at_its_fields() -> None:
    assert problems(start="12/03/2026", end="01/02/2026") == {
        "end": "La fin précède le début.",
        "": "Corrigez l\u2019une des deux dates.",
    }


def test_a_rule_of_the_whole_form_has_no_field() -> None:
    assert problems(title="interdit") == {"": "Ce titre est déjà pris."}


def test_a_field_of_a_list_is_named_by_its_place() -> None:
    found = problems(people=[{"name": "Naïma"}, {"email": "a@b.fr"}, {"name": "x", "email": "a"}])
    assert found == {
        "people.1.name": "Renseignez «\u00a0Nom de la personne\u00a0».",
        "people.2.email": "Il manque le signe @ dans l\u2019adresse «\u00a0a\u00a0».",
    }


def test_a_form_that_is_no_form_is_refused_as_a_whole() -> None:
    with pytest.raises(ValidationError) as refused:
        ProjectDraft.model_validate(3)
    (found,) = problems_of(refused.value, ProjectDraft)
    assert found == Problem(
        "", "Corrigez ce formulaire\u00a0: la valeur n\u2019a pas la forme attendue."
    )


def test_the_same_remark_is_made_once() -> None:
    class Twice(BaseModel):
        value: int | date = Field(title="Valeur")

    with pytest.raises(ValidationError) as refused:
        Twice.model_validate({"value": []})
    found = problems_of(refused.value, Twice)
    assert {problem.field for problem in found} == {"value"}
    assert len(found) == len(set(found))


@pytest.mark.parametrize("entry", list_all_errors(), ids=lambda entry: entry["type"])
def test_every_error_of_pydantic_has_a_french_sentence(entry: dict[str, Any]) -> None:
    details: InitErrorDetails = {
        "type": entry["type"],
        "loc": ("title",),
        "input": "quelque chose",
        "ctx": entry.get("example_context") or {},
    }
    if entry["type"] in {"value_error", "assertion_error"}:
        details["ctx"] = {"error": ValueError("Ce titre est déjà pris.")}
    error = ValidationError.from_exception_data("ProjectDraft", [details])
    (found,) = problems_of(error, ProjectDraft)
    assert found.field == "title"
    assert found.sentence.endswith(".")
    assert "{" not in found.sentence
    assert not ENGLISH.search(found.sentence.lower())


def test_a_custom_error_has_the_general_sentence() -> None:
    details: InitErrorDetails = {
        "type": PydanticCustomError("home_made", "No."),
        "loc": ("title",),
        "input": "x",
    }
    error = ValidationError.from_exception_data("ProjectDraft", [details])
    (found,) = problems_of(error, ProjectDraft)
    assert found.sentence.startswith("Corrigez «\u00a0Titre du projet\u00a0»")
