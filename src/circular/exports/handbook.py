"""The pages of `docs/` that are drawn from the code itself, so that they never lie."""

from collections.abc import Iterable, Mapping

from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.domain.stages import REQUIREMENTS, Stage

_NOTICE = "<!-- Page produite par « circular docs » : ne pas la modifier à la main. -->"


def pages() -> Mapping[str, str]:
    """Return each produced page: file name in `docs/` → Markdown text."""
    return {"droits.md": rights(), "etapes.md": stages()}


RIGHTS_TITLE = "Qui peut quoi"
RIGHTS_WORDS = (
    "Chaque page s’ouvre par la permission qui la concerne\u202f; la permission est vérifiée une "
    "seconde fois au moment d’écrire. Un partenaire ne voit et ne modifie que les gisements et "
    "les installations de son organisation. Un compte d’élu·e peut être limité à certaines "
    "intercommunalités\u00a0: il n’en lit alors que les chiffres, les conventions et les communes. "
    "Une note de revue de situation se lit par son auteur et les comptes qu’il nomme, quel que "
    "soit leur rôle\u202f; l’administrateur qui n’est pas nommé sait seulement qu’elle existe."
)


def rights_table() -> list[list[str]]:
    """Return « Qui peut quoi »: a head, then one line per permission, one column per role."""
    lines = [
        [permission.label, *("oui" if permission in PERMISSIONS[role] else "" for role in Role)]
        for permission in Permission
    ]
    return [["Acte", *(role.label for role in Role)], *lines]


def rights() -> str:
    """Return the page « Qui peut quoi »."""
    head, *lines = rights_table()
    return _page(RIGHTS_TITLE, RIGHTS_WORDS, _table(head, lines))


def stages() -> str:
    """Return what each stage requires on entry."""
    lines = [
        [line.stage.label, line.sentence, line.missing, line.place.label] for line in REQUIREMENTS
    ]
    order = " → ".join(stage.label for stage in Stage)
    return _page(
        "Étapes d’un projet et ce qu’elles demandent",
        f"Ordre : {order}. Un passage qui saute une étape doit remplir aussi ce que demandent les "
        "étapes sautées. Les sorties et les reprises sont possibles depuis toute étape.",
        _table(
            ["Étape", "Ce qu’elle demande à l’entrée", "Quand cela manque", "Où le donner"], lines
        ),
    )


def _page(title: str, introduction: str, body: str) -> str:
    return f"{_NOTICE}\n\n# {title}\n\n{introduction}\n\n{body}\n"


def _table(head: list[str], lines: Iterable[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
