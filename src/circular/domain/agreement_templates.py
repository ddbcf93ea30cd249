"""Templates of conventions: what one uploads, and for which type."""

from typing import Annotated

from pydantic import Field

from circular.domain.drafts import Draft

EVERY_TYPE = "Toutes les conventions"


class TemplateDraft(Draft):
    """A template as an administrator uploads it: for one type, or for all, its name, its bytes."""

    type_key: str | None = Field(default=None, title="Pour quel type")
    name: str = Field(default="", title="Nom du fichier")
    content: Annotated[bytes, Field(title="Modèle", repr=False)]
