"""Settings that the association may change itself."""

from pydantic import BaseModel, ConfigDict, Field


class AssociationSettings(BaseModel):
    """Name, logo and thresholds of the association; the product's own name is Circular."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    association_name: str = Field(
        default="Circular", min_length=1, max_length=60, title="Nom de l’association"
    )
    logo_svg: str = Field(default="", max_length=100_000, title="Logo")
    dormant_after_days: int = Field(
        default=60, ge=7, le=365, title="Jours sans échange avant de dire « dormant »"
    )
    expiring_within_days: int = Field(
        default=90, ge=7, le=365, title="Jours avant la fin d’une convention pour alerter"
    )
