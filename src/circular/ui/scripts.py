"""Our own scripts, served as files: a browser runs none that a page holds."""

import hashlib
from functools import cache
from pathlib import Path

import streamlit as st

STATIC = Path(__file__).parent / "static"


def run(name: str, *, turn: int = 0) -> None:
    """Have the browser run a script of `static`; once, or once more for each other `turn`."""
    st.html(
        f'<script src="/app/static/{name}?v={_version(name)}&amp;turn={turn}"></script>',
        unsafe_allow_javascript=True,
    )


@cache
def _version(name: str) -> str:
    """Return what changes with the script, so that no browser keeps an old one."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
