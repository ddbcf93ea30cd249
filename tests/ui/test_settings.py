"""The logo of the association stands in the frame; without one, Circular's does."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

import circular.ui
from circular.actions.settings import change_settings
from circular.domain.logos import parse_logo
from circular.domain.permissions import Role
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.queries.about import About
from circular.store.connection import Database
from circular.ui.settings import _identity
from tests.domain.test_logos import SVG, png
from tests.pages_runner import open_page


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what the frame hands over as the logo, run after run; it is still drawn."""
    handed: list[Any] = []
    draw = st.logo

    def keep(image: Any, **options: Any) -> None:
        handed.append(image)
        draw(image, **options)

    monkeypatch.setattr(st, "logo", keep)
    return handed


def test_without_a_logo_the_one_of_circular_is_shown(
    db: Database, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    assert not app.exception
    assert shown[-1] == "/app/static/circular-logo.svg"
    assert (Path(circular.ui.__file__).parent / "static" / "circular-logo.svg").exists()


def test_a_png_is_shown_as_its_bytes(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    change_settings(db, administrator, AssociationSettings(logo=parse_logo(png())))
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    assert not app.exception
    assert shown[-1] == png()


def test_an_svg_is_shown_as_an_address_that_no_script_can_leave(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    logo = parse_logo(f"<!-- drawn -->{SVG.format('<g/>')}".encode())
    change_settings(db, administrator, AssociationSettings(logo=logo))
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    assert not app.exception
    assert shown[-1] == logo


def test_a_database_that_is_no_demonstration_says_so() -> None:
    real = About(
        product="Circular",
        version="0.1.0",
        is_demonstration=False,
        reference_version=None,
        reference=(),
    )
    assert _identity(real)["Démonstration"] == "non"
    assert _identity(real)["Version des données de référence"] is None
