"""« Qui peut quoi » on screen, from the very table that every guard reads."""

import streamlit as st

from circular.domain.permissions import PERMISSIONS, Role
from circular.domain.visitors import Visitor
from circular.exports.handbook import RIGHTS_WORDS, rights_table
from circular.ui import markup, navigation

SHORT = {
    Role.STAFF: "Équipe",
    Role.ELECTED: "Élu·e",
    Role.PARTNER: "Parte\u00adnaire",
    Role.ADMINISTRATOR: "Admin.",
}
YES = "oui"


def draw(visitor: Visitor) -> None:
    """Draw what the visitor's own role may do, then the table of acts and that of pages."""
    own = len(PERMISSIONS[visitor.role])
    markup.lead(
        f"Votre rôle, **{visitor.role.label}**, donne **{own}\u00a0droits** sur "
        f"{len(rights_table()) - 1}."
    )
    st.markdown(RIGHTS_WORDS)
    st.header("Les actes")
    _table("Acte", rights_table()[1:], caption="Ce que chaque rôle peut faire")
    st.header("Les pages")
    _table("Page", page_lines(), caption="Les pages que chaque rôle peut ouvrir")


def page_lines() -> list[list[str]]:
    """Return one line per page of the menu: its title, then whether each role may open it."""
    return [
        [
            entry.title,
            *(YES if entry.permission in PERMISSIONS[role] else "" for role in Role),
        ]
        for entry in navigation.entries()
    ]


def _table(first: str, lines: list[list[str]], *, caption: str) -> None:
    columns = [markup.TableColumn(first)]
    columns += [markup.TableColumn(SHORT[role]) for role in Role]
    markup.table(columns, [[cell or "non" for cell in line] for line in lines], caption=caption)
