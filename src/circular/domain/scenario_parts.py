"""What the parts of a scenario share: blanks are unknown, a season is two months."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from circular.domain.drafts import is_blank


def none_when_blank(value: object) -> object:
    """Read a blank as nothing."""
    return None if is_blank(value) else value


Text = Annotated[str | None, BeforeValidator(none_when_blank)]
Day = Annotated[int | None, BeforeValidator(none_when_blank)]
Amount = Annotated[float | None, BeforeValidator(none_when_blank)]
Count = Annotated[int | None, BeforeValidator(none_when_blank)]
Flag = Annotated[bool | None, BeforeValidator(none_when_blank)]


class Part(BaseModel):
    """A part of a scenario: never changed, and nothing in the file is passed over in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def months_between(text: str | None) -> tuple[int, ...]:
    """Return the months of a season written « 3-11 » or « 11-2 »; empty when unknown."""
    if text is None:
        return ()
    first, last = (int(part) for part in text.split("-"))
    return tuple(month for month in range(1, 13) if _is_between(month, first, last))


def _is_between(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last
