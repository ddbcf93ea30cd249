"""Settings that the association may change itself."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from circular.domain.drafts import Draft
from circular.domain.logos import is_logo
from circular.domain.texts import Line

LONGEST_NAME = 60


def _kept_logo(text: str) -> str:
    """Refuse a logo that was never checked."""
    if not is_logo(text):
        raise ValueError("Ce logo n\u2019est ni un SVG ni un PNG.")
    return text


class AssociationSettings(Draft):
    """Name, logo and thresholds of the association; the product's own name is Circular."""

    association_name: Line = Field(
        default="Circular", min_length=1, max_length=LONGEST_NAME, title="Nom de l’association"
    )
    logo: Annotated[str, AfterValidator(_kept_logo)] = Field(
        default="",
        max_length=140_000,  # a data URI of 100 kB
        title="Logo",
    )
    dormant_after_days: int = Field(
        default=60, ge=7, le=365, title="Jours sans échange avant de dire « dormant »"
    )
    expiring_within_days: int = Field(
        default=90, ge=7, le=365, title="Jours avant la fin d’une convention pour alerter"
    )
    introduction_reminder_days: int = Field(
        default=10, ge=1, le=90, title="Jours sans réponse avant de relancer une mise en relation"
    )

    @classmethod
    def of_texts(cls, values: Mapping[str, str]) -> Self:
        """Build the settings from what is stored; a name that is not theirs is somebody else's."""
        return cls(**{name: text for name, text in values.items() if name in cls.model_fields})
