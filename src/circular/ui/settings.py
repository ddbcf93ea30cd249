"""The settings on screen: the association, its logo, its thresholds, and what the product says."""

import streamlit as st

from circular.actions import settings as actions
from circular.domain import french
from circular.domain.errors import Problem, StaleRecordError
from circular.domain.logos import parse_logo, png_of
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.queries import settings as queries
from circular.queries.about import About, about
from circular.ui import forms, markup, session
from circular.ui.forms import Form

KEY = "settings"
LARGEST_UPLOAD = 5  # megabytes: what is far too heavy is still refused with our own sentence
_LOGO = "_settings_logo"
_ROUND = "_settings_round"
_SEEN = "_settings_seen"


def association(visitor: Visitor) -> None:
    """Draw the association's name, logo and thresholds, and save them together."""
    with session.reading() as db:
        stored = queries.association_settings(db)
    form = forms.begin(KEY, AssociationSettings)
    seen = st.session_state.setdefault(_SEEN, stored)
    with st.container(width=640):
        name = forms.line(form, "association_name", value=seen.association_name)
        logo, refusal = _logo(form, seen)
        days = _thresholds(form, seen)
        wanted = forms.submit(form, "Enregistrer les réglages")
    draft = None
    if wanted:
        values = {"association_name": name, "logo": logo, **days}
        draft = forms.draft(form, AssociationSettings, values)
    if refusal is not None and (draft is not None or not wanted):
        forms.refuse(form, Problem("logo", refusal))
        return
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_settings(door.db, visitor, draft, seen=seen, token=form.token)
        door.done("Réglages enregistrés.")
    if door.went_through:
        _forget()
        st.rerun()
    if isinstance(door.refusal, StaleRecordError):
        st.session_state[_SEEN] = stored
        st.info(
            "Pour remplacer ce qui est enregistré par votre texte, enregistrez de nouveau.",
            icon=":material/sync_problem:",
        )


def _forget() -> None:
    """Begin the form anew, with an empty place for a file."""
    st.session_state.pop(_SEEN, None)
    st.session_state.pop(_LOGO, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _thresholds(form: Form, seen: AssociationSettings) -> dict[str, str | None]:
    left, right = st.columns(2)
    with left:
        dormant = forms.line(form, "dormant_after_days", value=str(seen.dormant_after_days))
    with right:
        expiring = forms.line(form, "expiring_within_days", value=str(seen.expiring_within_days))
        reminder = forms.line(
            form, "introduction_reminder_days", value=str(seen.introduction_reminder_days)
        )
    return {
        "dormant_after_days": dormant,
        "expiring_within_days": expiring,
        "introduction_reminder_days": reminder,
    }


def _logo(form: Form, seen: AssociationSettings) -> tuple[str, str | None]:
    """Draw the logo with the ways to change it; return the one to keep, and why not the file."""
    current: str = st.session_state.get(_LOGO, seen.logo)
    refusal = None
    uploaded = st.file_uploader(
        "Logo (SVG ou PNG, 100\u00a0ko au plus)",
        max_upload_size=LARGEST_UPLOAD,
        key=f"settings_logo_{st.session_state.get(_ROUND, 0)}",
    )
    if uploaded is not None:
        try:
            current = parse_logo(uploaded.getvalue())
        except ValueError as error:
            refusal = f"{error} Retirez ce fichier, ou choisissez-en un autre."
    if refusal is None:
        form.problems.pop("logo", None)
    forms.slot(form, "logo")
    _preview(current, is_new=current != seen.logo)
    return current, refusal


def _preview(logo: str, *, is_new: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="settings_preview"):
        if not logo:
            st.caption("Sans logo propre, celui de Circular est montré.", width="content")
            return
        st.image(png_of(logo) or logo, width=180)
        if is_new:
            st.caption("Aperçu\u00a0: il sera montré après l’enregistrement.", width="content")
        st.button(
            "Revenir au logo de Circular",
            type="tertiary",
            icon=":material/close:",
            key="settings_no_logo",
            on_click=_no_logo,
        )


def _no_logo() -> None:
    """Take the logo off the form; it is saved with the rest."""
    st.session_state[_LOGO] = ""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def about_circular() -> None:
    """Draw what the product is, and the reference data that it holds."""
    with session.reading() as db:
        found = about(db, today=session.today())
    markup.facts(_identity(found))
    st.header("Données de référence")
    markup.table(
        [
            markup.TableColumn("Données"),
            markup.TableColumn("Nombre", numeric=True),
            markup.TableColumn("Source", optional=True),
        ],
        [(line.title, french.number(line.count), line.source) for line in found.reference],
        caption="Données de référence, leur nombre et leur source",
    )


def _identity(found: About) -> dict[str, str | None]:
    mode = "oui\u00a0: les porteurs sont fictifs" if found.is_demonstration else "non"
    return {
        "Application": found.product,
        "Version": found.version,
        "Démonstration": mode,
        "Version des données de référence": found.reference_version,
        "Licence": "EUPL-1.2",
    }
