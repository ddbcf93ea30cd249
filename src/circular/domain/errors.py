"""What the domain refuses, said in a sentence that a person can act upon."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the field it stands in (empty for the whole form) and the remedy."""

    field: str
    sentence: str


class DomainError(Exception):
    """A refusal with its French sentence; it carries all problems at once."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        """Keep the sentence for the page and the problems for the fields."""
        super().__init__(sentence)
        self.sentence = sentence
        self.problems = tuple(problems)


class NotAllowedError(DomainError):
    """The visitor's role does not give the permission that the act demands."""


class NotFoundError(DomainError):
    """The record does not exist, or no longer does."""


class StaleRecordError(DomainError):
    """Somebody else saved the record since it was opened; what changed is in the problems."""


class AlreadyDoneError(DomainError):
    """The same form was sent twice; the first sending counts and its record is known."""

    def __init__(self, sentence: str, record_id: int | None = None) -> None:
        """Keep the identifier that the first sending produced."""
        super().__init__(sentence)
        self.record_id = record_id
