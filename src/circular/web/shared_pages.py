"""The page behind a reading address: the frozen figures alone, in HTML without a script.

It is written from what was frozen and nothing else. Every text is escaped here.
"""

import re
from collections.abc import Sequence
from html import escape

from circular.domain import french
from circular.domain.frozen_situations import FrozenFigure, FrozenSituation
from circular.domain.territory import WHOLE, short_name
from circular.exports import report_words, shared_drawings
from circular.queries.share_addresses import SharedPage


def body(page: SharedPage) -> str:
    """Return everything that stands between the header and the end of the page."""
    found = page.situation
    return "".join(
        (
            _opening(page),
            _tiles(found),
            _decisions(found),
            '<div class="pair">',
            _jobs(found),
            _funnel(found),
            "</div>",
            '<div class="pair">',
            _agreements(found),
            _places(page),
            "</div>",
            _figures(found),
            _closing(page),
        )
    )


def emphasised(text: str) -> str:
    """Escape a sentence and turn its `**words**` into bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


def _opening(page: SharedPage) -> str:
    found = page.situation
    where = found.epci_name or WHOLE
    invented = f'<p class="when">{report_words.DEMONSTRATION}</p>' if page.is_demonstration else ""
    why = f"<p>{emphasised(found.words.why)}</p>" if found.words.why else ""
    return (
        f'<header><p class="who">{escape(found.association)}</p>'
        f"<h1>{escape(page.title)}</h1>"
        f'<p class="when">{escape(where)}. Situation au {french.day(page.as_of)}, '
        f"chiffres figés le {french.moment(page.frozen_at)}.</p>{invented}</header>"
        f'<p class="lead">{emphasised(found.words.lead)}</p>{why}'
    )


def _tiles(found: FrozenSituation) -> str:
    tiles = [each for key in found.tiles if (each := found.figure(key)) is not None]
    cells = "".join(
        f"<div><dt>{escape(each.label)}</dt><dd>{escape(_value(each, found))}</dd></div>"
        for each in tiles
    )
    return f'<dl class="tiles">{cells}</dl>'


def _value(figure: FrozenFigure, found: FrozenSituation) -> str:
    """Write the figure of a tile, with the promise beside the net jobs."""
    if figure.key == "jobs_net" and found.target is not None:
        return f"{french.number(figure.value)} / {french.number(found.target.value)}\u00a0ETP"
    return figure.written(masked=True)


def _decisions(found: FrozenSituation) -> str:
    """Write what waited for a decision; nothing where it was not frozen yet."""
    said = found.words
    if not said.decisions:
        return ""
    team = f'<p class="small">À suivre par l’équipe</p>{_list(said.followed_up)}'
    left_out = f'<p class="small">{emphasised(said.left_out)}</p>'
    return _section(
        "Ce qui demande une décision",
        f"{_list(said.decisions)}{team if said.followed_up else ''}"
        f"{left_out if said.left_out else ''}",
    )


def _list(sentences: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{emphasised(each)}</li>' for each in sentences)}</ul>"


def _jobs(found: FrozenSituation) -> str:
    drawing = shared_drawings.jobs_path(found.months, found.target)
    rows = [
        (
            french.day(each.day),
            french.number(each.net_fte),
            french.number(each.path_fte, decimals=1),
        )
        for each in reversed(found.months)
    ]
    figures = _table(
        ("Au", "Emplois nets (ETP)", "Trajectoire"),
        rows,
        caption="Emplois nets et trajectoire, le dernier mois en premier",
    )
    source = ""
    if found.target is not None:
        source = (
            f'<p class="small">{emphasised(found.words.revised)} Objectif\u00a0: '
            f"{french.number(found.target.value)} emplois nets "
            f"d’ici le {french.day(found.target.due_on)}. Source\u00a0: "
            f"{escape(found.target.source)}.</p>"
        )
    return _section(
        "Les emplois face à la promesse",
        f"<p>{emphasised(found.words.pace)}</p>{drawing}"
        f'<p class="small">{emphasised(found.words.jobs)}</p>{source}'
        f"{_folded(figures) if rows else ''}",
    )


def _funnel(found: FrozenSituation) -> str:
    most = max((each.projects for each in found.stages), default=0)
    rows = "".join(
        f'<tr><th scope="row">{escape(each.stage.label)}</th><td class="num">{each.projects}</td>'
        f'<td class="draw">{shared_drawings.bar(each.projects, most)}</td>'
        f'<td class="num">{_days(each.median_days)}</td>'
        f'<td class="num">{french.number(each.stays)}</td></tr>'
        for each in found.stages
    )
    return _section(
        "Du premier contact à l’installation",
        f"<p>{emphasised(found.words.funnel)}</p>"
        '<table><caption class="ear">Projets par étape</caption><thead><tr>'
        '<th scope="col">Étape</th><th scope="col" class="num">Projets</th>'
        '<td></td><th scope="col" class="num">Durée médiane</th>'
        '<th scope="col" class="num">Cas</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f'<p class="small">{emphasised(found.words.exits)}</p>',
    )


def _days(median: float | None) -> str:
    return french.UNKNOWN if median is None else f"{french.number(median, decimals=0)}\u00a0j"


def _agreements(found: FrozenSituation) -> str:
    counts = found.agreements
    return _section(
        "Conventions",
        f"<p>{emphasised(found.words.agreements)}</p>"
        + _table(
            ("Conventions", "Nombre"),
            [
                ("En vigueur", french.number(counts.in_force)),
                ("À signer", french.number(counts.to_sign)),
                ("En préparation ou en relecture", french.number(counts.to_come - counts.to_sign)),
                ("Signées depuis l’origine", french.number(counts.signed)),
            ],
            caption="Nombre de conventions par état",
        ),
    )


def _places(page: SharedPage) -> str:
    found = page.situation
    rows = [
        (short_name(each.name) if each.siren else each.name, french.number(each.net_fte))
        for each in found.places
    ]
    figures = _table(
        ("Intercommunalité", "Emplois nets (ETP)"), rows, caption="Emplois nets par membre"
    )
    return _section(
        "Où sont les emplois",
        f"<p>{emphasised(found.words.places)}</p>"
        f'<div class="map">{shared_drawings.territory(found.places, page.outlines)}</div>'
        f"{figures if rows else ''}",
    )


def _figures(found: FrozenSituation) -> str:
    """Write every figure with what it counts and where it comes from."""
    rows = "".join(
        f'<tr><th scope="row">{escape(each.whole_name)}</th>'
        f'<td class="num">{escape(each.written(masked=True))}</td>'
        f"<td>{escape(each.definition)} Source\u00a0: {escape(each.source)}.</td></tr>"
        for each in found.figures
    )
    return _section(
        "Tous les chiffres, et ce qu’ils comptent",
        '<details class="printed"><summary>Voir les chiffres et leurs définitions</summary>'
        '<table class="wide"><caption class="ear">Chiffres et définitions</caption><thead><tr>'
        '<th scope="col">Chiffre</th><th scope="col" class="num">Valeur</th>'
        f'<th scope="col">Définition</th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="small">«\u00a0–\u00a0»\u00a0: inconnu, jamais zéro. Ce qui dirait '
        "quelque chose de moins de 5 personnes, ici ou ailleurs, est masqué.</p></details>",
    )


def _closing(page: SharedPage) -> str:
    return (
        f"<footer><p>Chiffres figés le {french.moment(page.frozen_at)}\u00a0: ils ne changent "
        "plus, même si des saisies les ont corrigés depuis. Cette adresse s’ouvre jusqu’au "
        f"{french.day(page.expires_at)}. Aucun nom de personne n’est sur cette page.</p></footer>"
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _folded(content: str) -> str:
    return f"<details><summary>Voir les chiffres</summary>{content}</details>"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str) -> str:
    """Return a table whose first column names the row; the others are numbers."""
    head = "".join(
        f'<th scope="col"{" class=num" if at else ""}>{escape(each)}</th>'
        for at, each in enumerate(titles)
    )
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="num">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<table><caption class="ear">{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
