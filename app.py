"""The launcher: `uvicorn app:app`. The pages are run by `src/circular/ui/main.py`.

The main script must not stand beside `pages/`: Streamlit would then serve any page by its address
to the first visitor of a fresh server, before the menu of his role was ever computed.
"""

from pathlib import Path

import streamlit as st

from circular import web

MAIN = Path(__file__).parent / "src" / "circular" / "ui" / "main.py"


def show_incident(error: Exception) -> bool:
    """Show the incident's sentence instead of a traceback."""
    st.error(web.report(error), icon=":material/error:")
    return True


app = st.App(
    MAIN,
    routes=web.ROUTES,
    middleware=web.MIDDLEWARE,
    lifespan=web.lifespan,
    on_script_error=show_incident,
)
