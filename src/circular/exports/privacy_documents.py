"""The two texts that the RGPD asks for, drawn from the settings: notice and register."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from circular.domain import french
from circular.domain.processings import Processing, processings
from circular.domain.retention import RetentionSettings

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#0a1a16;max-width:46rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}"
    "dt{font-weight:600}dd{margin:0 0 .5rem}@media print{body{margin:0}}"
)
_RIGHTS = (
    "Vous pouvez demander à lire ce que nous gardons sur vous, à le faire corriger, effacer ou "
    "limiter, à l’emporter dans un fichier, et vous opposer à son usage. Nous répondons en un mois."
)
_CNIL = (
    "Si notre réponse ne vous convient pas, vous pouvez saisir la CNIL\u00a0: "
    "3\u00a0place de Fontenoy, TSA\u00a080715, 75334\u00a0Paris Cedex\u00a007, cnil.fr."
)


def notice(rules: RetentionSettings, *, association: str, made_on: date) -> str:
    """Return the information notice to be given to a person, as a page of HTML."""
    first = processings(rules)[0]
    parts = [
        _titled("Qui garde vos données", _who(rules, association)),
        _titled("Pourquoi", f"{first.purpose}. Base légale\u00a0: {_lowered(first.ground)}."),
        _titled("Quoi", f"{first.data}. Rien n’est acheté ni vendu, rien ne sert à noter."),
        _titled("Qui les voit", f"{first.recipients}. Elles ne quittent pas l’Union européenne."),
        _titled("Combien de temps", f"{first.kept}. {_signed(rules)}"),
        _titled("Vos droits", f"{_RIGHTS} {_contact(rules)}"),
        _titled("Se plaindre", _CNIL),
    ]
    return _page(
        "Information sur vos données personnelles",
        f"{association}, texte du {french.day(made_on)}",
        parts,
    )


def register(rules: RetentionSettings, *, association: str, made_on: date) -> str:
    """Return the register of processing, as a page of HTML."""
    parts = [_titled("Responsable", _who(rules, association))]
    parts += [_processing(each) for each in processings(rules)]
    measures = (
        "Mots de passe hachés (argon2), second facteur, permissions par rôle vérifiées à l’écran "
        "et à l’écriture, journal inviolable, chiffrement du transport, sauvegardes."
    )
    parts.append(_titled("Mesures de sécurité", measures))
    return _page(
        "Registre des traitements",
        f"{association}, au {french.day(made_on)}. Complétez-le par vos traitements hors de "
        "Circular.",
        parts,
    )


def _processing(line: Processing) -> str:
    return f"<h2>{escape(line.title)}</h2>" + _facts(
        {
            "Finalité": line.purpose,
            "Base légale": line.ground,
            "Personnes concernées": line.people,
            "Données": line.data,
            "Destinataires": line.recipients,
            "Conservation": line.kept,
            "Transfert hors de l’Union européenne": "Aucun",
        }
    )


def _who(rules: RetentionSettings, association: str) -> str:
    officer = rules.protection_officer
    said = f" Délégué·e à la protection des données\u00a0: {officer}." if officer else ""
    return f"{rules.controller or association}.{said}"


def _contact(rules: RetentionSettings) -> str:
    if rules.rights_email:
        return f"Écrivez à {rules.rights_email}."
    return "Adressez-vous à la personne qui vous suit."


def _signed(rules: RetentionSettings) -> str:
    days = french.plural(rules.signatories_days, "jour", "jours")
    return f"Ce que prouve une convention signée est gardé à part {days} après sa fin."


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]


def _titled(title: str, text: str) -> str:
    return f"<h2>{escape(title)}</h2><p>{escape(text)}</p>"


def _facts(lines: Mapping[str, str]) -> str:
    body = "".join(
        f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in lines.items()
    )
    return f"<dl>{body}</dl>"


def _page(title: str, introduction: str, parts: Sequence[str]) -> str:
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p>{escape(introduction)}</p>{''.join(parts)}</body></html>"
    )
