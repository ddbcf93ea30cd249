"""What the filters of the staff's pages offer, read once per version of the data."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from circular.config import settings
from circular.queries import accounts
from circular.queries.projects import epcis_with_projects
from circular.queries.reference import entries
from circular.ui import session


@dataclass(frozen=True, slots=True)
class Choices:
    """EPCI with projects, people of the team by account, sectors and origins: code → words."""

    epcis: Mapping[str, str]
    team: Mapping[int, str]
    sectors: Mapping[str, str]
    origins: Mapping[str, str]

    @property
    def people(self) -> dict[str, str]:
        """The team with its accounts as text, as the address writes them."""
        return {str(account): name for account, name in self.team.items()}


def choices() -> Choices:
    """Return what the filters offer."""
    return _read(str(settings().database), session.data_version())


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(path: str, version: int) -> Choices:
    """Read what is offered; every page is given the same, which nobody changes."""
    del path, version
    with session.reading() as db:
        lists = {
            name: {each.key: each.label for each in entries(db, name, with_inactive=True)}
            for name in ("sectors", "contact_origins")
        }
        return Choices(
            epcis_with_projects(db),
            accounts.advisers(db),
            lists["sectors"],
            lists["contact_origins"],
        )
