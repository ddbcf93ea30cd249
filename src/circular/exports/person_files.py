"""The file of a person, as handed to them: one zip with a page to read, JSON and CSV."""

import csv
import io
import json
import zipfile
from datetime import date
from html import escape

from circular.domain import french
from circular.domain.retention import RetentionSettings
from circular.exports.tables import harmless
from circular.queries.person_files import PersonFile, Section

PAGE = "dossier.html"
DATA = "dossier.json"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#0a1a16;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border:1px solid #d3ddd7;padding:.35rem .5rem;text-align:left;vertical-align:top}"
    "th{background:#f4f7f4}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}"
    "td{white-space:pre-wrap}"
)


def person_zip(file: PersonFile, rules: RetentionSettings, *, association: str) -> bytes:
    """Return the zip: a page in plain French, the same as JSON, and a table per part."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, page(file, rules, association=association))
        archive.writestr(DATA, _data(file))
        for section in file.sections:
            archive.writestr(f"tableaux/{section.key}.csv", _table(section))
    return content.getvalue()


def file_name(holder_id: int, made_on: date) -> str:
    """Return the name under which the file is offered: it names nobody."""
    return f"dossier-personne-{holder_id}-{made_on:%Y-%m-%d}.zip"


def page(file: PersonFile, rules: RetentionSettings, *, association: str) -> str:
    """Return the page: who holds what about whom, for how long, and which rights there are."""
    parts = "".join(_part(section) for section in file.sections)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Dossier de {escape(file.name)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Ce que nous savons de vous</h1>"
        f"<p>Dossier de <b>{escape(file.name)}</b>, fait le {french.day(file.made_on)} par "
        f"{escape(association)}.</p>{_rights(rules)}{parts}</body></html>"
    )


def _rights(rules: RetentionSettings) -> str:
    kept = (
        "Nous gardons ces données pour accompagner votre projet, au plus "
        f"{french.plural(rules.holders_days, 'jour', 'jours')} après votre dernier contact. "
        "Ce que prouve une convention signée est gardé à part, jusqu’à son propre terme."
    )
    rights = "Vous pouvez les faire corriger, effacer ou limiter, vous y opposer et les emporter"
    authority = (
        "Vous pouvez aussi saisir la CNIL, 3\u00a0place de Fontenoy, 75007\u00a0Paris, cnil.fr."
    )
    lines = [kept, f"{rights}\u00a0: {_contact(rules)}", authority]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _contact(rules: RetentionSettings) -> str:
    ways = [rules.rights_email, rules.protection_officer, rules.controller]
    known = ", ".join(filter(None, ways))
    return f"écrivez à {known}." if known else "adressez-vous à la personne qui vous suit."


def _part(section: Section) -> str:
    title = f"<h2>{escape(section.title)}</h2>"
    if len(section.rows) == 1:
        pairs = zip(section.columns, section.rows[0], strict=True)
        body = "".join(f"<dt>{escape(word)}</dt><dd>{_shown(cell)}</dd>" for word, cell in pairs)
        return f"{title}<dl>{body}</dl>"
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in section.columns)
    lines = "".join(
        f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>" for row in section.rows
    )
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _shown(cell: str | None) -> str:
    return escape(cell) if cell else french.UNKNOWN


def _data(file: PersonFile) -> str:
    content = {
        "personne": file.name,
        "fait_le": file.made_on.isoformat(),
        "parties": {
            section.key: {
                "titre": section.title,
                "lignes": [dict(zip(section.columns, row, strict=True)) for row in section.rows],
            }
            for section in file.sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _table(section: Section) -> bytes:
    """Return a part in the dialect of French spreadsheets, without any live formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(section.columns)
    writer.writerows([[harmless(cell or "") for cell in row] for row in section.rows])
    return text.getvalue().encode("utf-8-sig")
