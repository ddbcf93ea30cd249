"""The condition of everything written under a project: it exists and is not archived."""

from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError
from circular.store import exchanges as store
from circular.store.connection import Database


def open_project(db: Database, project_id: int) -> str:
    """Return the title of a project that can still be written under.

    Raises:
        NotFoundError: there is no such project.
        DomainError: it is archived.
    """
    project = store.project_of(db, project_id)
    if project is None:
        raise NotFoundError("Ce projet n\u2019existe pas, ou plus.")
    if project["archived_at"] is not None:
        raise DomainError(
            f"Le projet {french.quoted(project['title'])} est archivé\u00a0: "
            "sortez-le d\u2019abord des archives."
        )
    return str(project["title"])
