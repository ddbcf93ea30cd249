"""Changing the templates of conventions: a new one, a former one, or the one of the product."""

from pathlib import Path

from circular.actions.work import work
from circular.adapters.agreement_templates import check_template
from circular.adapters.documents import shelf
from circular.domain.agreement_documents import EXAMPLE
from circular.domain.agreement_templates import EVERY_TYPE, TemplateDraft
from circular.domain.documents import checked
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.french import quoted
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import agreement_templates as store
from circular.store import agreement_types
from circular.store.connection import Database


def keep_template(
    db: Database,
    author: Visitor,
    draft: TemplateDraft,
    *,
    folder: Path,
    largest: int,
    token: str | None = None,
) -> int:
    """Check a template, store it in `folder` and put it in use; return its identifier.

    The former one stays, out of use; `largest` is in bytes.

    Raises:
        NotAllowedError: the author may not change settings.
        DomainError: the file is refused, or names a field that does not exist: nothing changes.
        AlreadyDoneError: the same form was sent before.
    """
    with shelf(folder) as opened, work(db, author, Permission.EDIT_SETTINGS, token=token) as unit:
        label = _label(db, draft.type_key)
        file = checked(draft.name, draft.content, largest=largest)
        check_template(draft.content, EXAMPLE)
        store.retire(db, draft.type_key, now=unit.now)
        added = store.add(
            db,
            {
                "type_key": draft.type_key,
                "original_name": file.name,
                "stored_name": opened.put(draft.content),
                "size": file.size,
                "sha256": file.sha256,
                "uploaded_by": author.account_id,
                "uploaded_at": unit.now.isoformat(timespec="seconds"),
            },
        )
        said = f"Modèle n°\u00a0{added} mis en service\u00a0: {quoted(label)}."
        unit.note("settings", None, "template_kept", said)
        return unit.produced(added)


def put_back_template(db: Database, author: Visitor, template_id: int) -> int:
    """Put a former template back in use, in the place of the one that stands.

    Raises:
        NotAllowedError: the author may not change settings.
        NotFoundError: there is no such template, or it is in use.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as unit:
        found = store.by_id(db, template_id)
        if found is None or found["retired_at"] is None:
            raise NotFoundError("Ce modèle est déjà en service, ou n’existe plus.")
        store.retire(db, found["type_key"], now=unit.now)
        store.put_back(db, template_id)
        said = f"Modèle n°\u00a0{template_id} remis en service."
        unit.note("settings", None, "template_put_back", said)
        return template_id


def retire_template(db: Database, author: Visitor, template_id: int) -> int:
    """Take a template out of use: the one of all types, or of the product, serves again.

    Raises:
        NotAllowedError: the author may not change settings.
        NotFoundError: it is not in use.
    """
    with work(db, author, Permission.EDIT_SETTINGS) as unit:
        found = store.by_id(db, template_id)
        if found is None or found["retired_at"] is not None:
            raise NotFoundError("Ce modèle n’est plus en service.")
        store.retire(db, found["type_key"], now=unit.now)
        said = f"Modèle n°\u00a0{template_id} retiré du service."
        unit.note("settings", None, "template_retired", said)
        return template_id


def _label(db: Database, type_key: str | None) -> str:
    if type_key is None:
        return EVERY_TYPE
    known = {row["key"]: row["label"] for row in agreement_types.offered(db)}
    if type_key not in known:
        raise DomainError("", [Problem("type_key", "Choisissez un type de la liste.")])
    return str(known[type_key])
