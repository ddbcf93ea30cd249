"""What pydantic refused, told in French to the person who filled in the form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from circular.domain import french
from circular.domain.drafts import is_blank
from circular.domain.errors import Problem


class RefusedFieldsError(ValueError):
    """A rule between several fields of one draft is broken; it says in which field to mend it.

    Raise it from a model validator: ``problems_of`` then puts each sentence under its field.
    """

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, each with the name of its field."""
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


DATE_IN_CONTEXT = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
MISSING = "Renseignez {title}."
CHOICE = "Choisissez une des valeurs proposées pour {title}."
WHOLE = "{title}\u00a0: écrivez un nombre entier, sans virgule."
NUMBER = "{title}\u00a0: écrivez un nombre, par exemple 1\u202f234,5."
DAY = "{title}\u00a0: écrivez la date sous la forme jj/mm/aaaa."
MOMENT = "{title}\u00a0: écrivez la date et l\u2019heure, par exemple 22/11/2026 14:30."
ADDRESS = "{title}\u00a0: écrivez une adresse web complète, par exemple https://exemple.fr."
TEXT = "{title}\u00a0: écrivez un texte."
LIST = "{title}\u00a0: choisissez un ou plusieurs éléments."
OTHERWISE = "Corrigez {title}\u00a0: la valeur n\u2019a pas la forme attendue."

SENTENCES: Mapping[str, str] = {
    "missing": MISSING,
    "missing_argument": MISSING,
    "missing_keyword_only_argument": MISSING,
    "missing_positional_only_argument": MISSING,
    "extra_forbidden": "Le champ {title} n\u2019existe pas dans ce formulaire.",
    "frozen_field": "{title} ne peut plus être modifié.",
    "frozen_instance": "Cette fiche ne peut plus être modifiée.",
    "greater_than": "{title}\u00a0: plus de {gt} attendu.",
    "greater_than_equal": "{title}\u00a0: {ge} au moins.",
    "less_than": "{title}\u00a0: moins de {lt} attendu.",
    "less_than_equal": "{title}\u00a0: {le} au plus.",
    "multiple_of": "{title}\u00a0: un multiple de {multiple_of} est attendu.",
    "finite_number": NUMBER,
    "too_short": "{title}\u00a0: choisissez-en {min_length} au moins.",
    "too_long": "{title}\u00a0: choisissez-en {max_length} au plus.",
    "string_too_short": "{title}\u00a0: {min_length} caractères au moins.",
    "string_too_long": "{title}\u00a0: ce texte compte {length} caractères\u202f; "
    "la limite est de {max_length}.",
    "string_pattern_mismatch": OTHERWISE,
    "enum": CHOICE,
    "literal_error": CHOICE,
    "union_tag_invalid": CHOICE,
    "union_tag_not_found": CHOICE,
    "bool_type": "{title}\u00a0: répondez par oui ou par non.",
    "bool_parsing": "{title}\u00a0: répondez par oui ou par non.",
    "date_past": "{title}\u00a0: cette date doit être passée.",
    "date_future": "{title}\u00a0: cette date doit être à venir.",
    "datetime_past": "{title}\u00a0: ce moment doit être passé.",
    "datetime_future": "{title}\u00a0: ce moment doit être à venir.",
    "decimal_max_places": "{title}\u00a0: {decimal_places} chiffres au plus après la virgule.",
    "decimal_max_digits": "{title}\u00a0: {max_digits} chiffres au plus.",
    "decimal_whole_digits": "{title}\u00a0: {whole_digits} chiffres au plus avant la virgule.",
    "url_too_long": "{title}\u00a0: {max_length} caractères au plus.",
}
"""The sentence of each pydantic error that has its own, in terms of its context."""

FAMILIES: Sequence[tuple[str, str]] = (
    ("int_", WHOLE),
    ("float_", NUMBER),
    ("decimal_", NUMBER),
    ("fraction_", NUMBER),
    ("complex_", NUMBER),
    ("datetime_", MOMENT),
    ("timezone_", MOMENT),
    ("date_", DAY),
    ("url_", ADDRESS),
    ("string_", TEXT),
    ("list_", LIST),
    ("tuple_", LIST),
    ("set_", LIST),
    ("frozen_set_", LIST),
    ("iterable_", LIST),
)
"""The sentence of the other errors, by the first word of their type."""


def problems_of(error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Turn everything pydantic refused into French problems, in the order of the form.

    The field of a problem is its name in the model, dotted inside a list (« people.0.email »), and
    empty when the whole form is concerned. No two problems are alike.
    """
    found = (problem for detail in error.errors() for problem in _problems(detail, model))
    return tuple(dict.fromkeys(found))


def _problems(detail: ErrorDetails, model: type[BaseModel]) -> Iterable[Problem]:
    """Yield the problems behind one refusal; a rule between fields may hold several."""
    field, title = _place(detail["loc"], model)
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, RefusedFieldsError):
        prefix = f"{field}." if field else ""
        for problem in cause.problems:
            yield Problem(f"{prefix}{problem.field}".rstrip("."), problem.sentence)
    elif isinstance(cause, ValueError | AssertionError) and str(cause):
        yield Problem(field, str(cause))
    else:
        yield Problem(field, _sentence(detail, title))


def _sentence(detail: ErrorDetails, title: str) -> str:
    """Write the sentence of an error of pydantic's own."""
    kind = detail["type"]
    if is_blank(detail["input"]) and kind not in {"extra_forbidden", "frozen_instance"}:
        return MISSING.format(title=title)
    family = next((text for start, text in FAMILIES if kind.startswith(start)), OTHERWISE)
    context = {name: _shown(value) for name, value in detail.get("ctx", {}).items()}
    if isinstance(detail["input"], str):
        context["length"] = french.number(len(detail["input"]))
    return SENTENCES.get(kind, family).format(title=title, **context)


def _shown(value: object) -> str:
    """Write a bound the way the form writes it; pydantic gives a date as its representation."""
    day = DATE_IN_CONTEXT.fullmatch(str(value))
    if day:
        return french.day(date(*map(int, day.groups())))
    if isinstance(value, int | float | Decimal):
        return french.number(value)
    return str(value)


def _place(location: Sequence[int | str], model: type[BaseModel]) -> tuple[str, str]:
    """Return the dotted name of a field and its quoted French title, followed into sub-models."""
    names: list[str] = []
    title = "ce formulaire"
    fields: Mapping[str, FieldInfo] = model.model_fields
    for part in location:
        if isinstance(part, int):
            names.append(str(part))
        elif part in fields:
            names.append(part)
            title = french.quoted(fields[part].title or part)
            fields = _sub_fields(fields[part].annotation)
        elif not names:
            return part, french.quoted(part)
    return ".".join(names), title


def _sub_fields(annotation: Any) -> Mapping[str, FieldInfo]:
    """Return the fields of the model that an annotation holds, be it in a list or optional."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.model_fields
    for inner in get_args(annotation):
        fields = _sub_fields(inner)
        if fields:
            return fields
    return {}
