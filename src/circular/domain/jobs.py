"""Job lines: what a project plans, creates or safeguards, in full-time equivalents and heads."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.labels import Labelled
from circular.domain.problems import RefusedFieldsError
from circular.domain.quantities import FullTimeEquivalent, WholeNumber
from circular.domain.texts import Line, Paragraph

MOST_HEADS = 10_000


class JobKind(Labelled):
    """What a job line speaks of; the three are shown apart and never added together."""

    CREATED = "created", "Créés"
    PLANNED = "planned", "Prévus"
    SAFEGUARDED = "safeguarded", "Sauvegardés"


class Evidence(Labelled):
    """How sure a job line is: said by the holder, or checked by somebody of the team."""

    DECLARED = "declared", "Déclarés"
    VERIFIED = "verified", "Vérifiés"


class JobLineDraft(Draft):
    """A job line as submitted: one contract kind, one start, some heads and their FTE."""

    kind: JobKind = Field(title="Nature")
    full_time_equivalent: FullTimeEquivalent = Field(title="Emplois en ETP")
    heads: WholeNumber | None = Field(default=None, title="Nombre de personnes")
    women: WholeNumber | None = Field(default=None, title="Dont femmes")
    contract: str | None = Field(default=None, title="Contrat")
    starts_on: FrenchDate = Field(title="Début")
    ends_on: FrenchDate | None = Field(default=None, title="Fin")
    evidence: Line | None = Field(default=None, title="Justificatif")
    note: Paragraph | None = Field(default=None, title="Remarque")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        problems = [*self._in_figures(), *self._in_time()]
        if problems:
            raise RefusedFieldsError(*problems)
        return self

    def _in_figures(self) -> list[Problem]:
        """Say what is wrong between FTE, heads and women."""
        found: list[Problem] = []
        if self.full_time_equivalent <= 0:
            found.append(Problem("full_time_equivalent", "Écrivez plus de 0 ETP."))
        if self.heads is not None and not 0 < self.heads <= MOST_HEADS:
            found.append(
                Problem(
                    "heads", f"Entre 1 et {french.number(MOST_HEADS)} personnes sont attendues."
                )
            )
        elif self.heads is not None and self.full_time_equivalent > self.heads:
            found.append(
                Problem(
                    "heads",
                    f"{french.full_time_equivalents(self.full_time_equivalent)} pour "
                    f"{french.plural(self.heads, 'personne', 'personnes')}\u00a0: une personne "
                    "compte pour 1\u00a0ETP au plus.",
                )
            )
        if self.women is not None and self.heads is None:
            found.append(Problem("heads", "Dites d\u2019abord combien de personnes au total."))
        elif self.women is not None and self.heads is not None and self.women > self.heads:
            found.append(
                Problem(
                    "women",
                    f"{french.plural(self.women, 'femme', 'femmes')} sur "
                    f"{french.plural(self.heads, 'personne', 'personnes')}\u00a0: "
                    "corrigez l\u2019un des deux nombres.",
                )
            )
        return found

    def _in_time(self) -> list[Problem]:
        sentence = end_before_start(self.starts_on, self.ends_on)
        return [Problem("ends_on", sentence)] if sentence else []


class JobEndDraft(Draft):
    """The day from which a job line no longer counts."""

    ends_on: FrenchDate = Field(title="Fin des emplois")


def end_before_start(starts_on: date, ends_on: date | None) -> str | None:
    """Return the sentence that refuses an end before its start, None when all is well."""
    if ends_on is None or ends_on >= starts_on:
        return None
    return (
        f"La fin ({french.day(ends_on)}) précède le début ({french.day(starts_on)}). "
        "Corrigez l\u2019une des deux dates."
    )


def not_begun(draft: JobLineDraft, *, today: date) -> Problem | None:
    """Refuse jobs said to be created or safeguarded that have not begun: they are planned ones."""
    if draft.kind is JobKind.PLANNED or draft.starts_on <= today:
        return None
    return Problem(
        "starts_on",
        f"Ces emplois commencent le {french.day(draft.starts_on)}\u00a0: "
        "d\u2019ici là, notez-les comme prévus.",
    )


def is_alive(starts_on: date, ends_on: date | None, *, as_of: date) -> bool:
    """Say whether a line counts on a day: begun by then, and no end before or on it.

    Source: the association's definition of net jobs.
    """
    return starts_on <= as_of and (ends_on is None or ends_on > as_of)
