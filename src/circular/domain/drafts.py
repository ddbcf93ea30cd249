"""The two shapes of every concept: what a person submits, and what is stored."""

import math
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, model_validator

_MISSING = object()


class Draft(BaseModel):
    """What a person submits: checked once, at the edge, then frozen.

    A field left blank (None, spaces, the NaN of a grid) is None where None is allowed, and missing
    where a value is required, so that the person reads « Renseignez… » and not a remark on spaces.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_nothing(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        kept = {name: cls._read(name, value) for name, value in values.items()}
        return {name: value for name, value in kept.items() if value is not _MISSING}

    @classmethod
    def _read(cls, name: str, value: object) -> object:
        field = cls.model_fields.get(name)
        if field is None or not is_blank(value):
            return value
        if NoneType in get_args(field.annotation):
            return None
        return _MISSING if field.is_required() else value


class Record(BaseModel):
    """What is stored, read back whole: never changed in place."""

    model_config = ConfigDict(frozen=True)


def is_blank(value: object) -> bool:
    """Tell whether a form or a file says nothing: None, an empty text, spaces, or NaN."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, float) and math.isnan(value))
