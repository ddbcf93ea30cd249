"""One's own account on screen: password, second factor, recovery codes, open sessions."""

import base64
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import my_account as actions
from circular.actions import sessions as session_actions
from circular.adapters import tokens
from circular.config import settings
from circular.domain import french
from circular.domain.passwords import RULE, PasswordChange, PasswordProof
from circular.domain.sign_in import CodeProof
from circular.domain.visitors import Visitor
from circular.exports import qr
from circular.queries import sessions as session_queries
from circular.queries import sign_in as queries
from circular.queries.sessions import OpenSession
from circular.queries.settings import association_settings
from circular.ui import forms, gate, markup, session
from circular.ui.forms import Form

_CODES = "recovery_codes_to_show"
QR_WIDTH = 216


def password(visitor: Visitor) -> None:
    """Draw the change of password."""
    st.header("Mot de passe")
    form = forms.begin("change_password", PasswordChange)
    with _sealed(form):
        typed = {
            "current": _secret(form, "current", "current-password"),
            "password": _secret(form, "password", "new-password"),
            "again": _secret(form, "again", "new-password"),
        }
        st.caption(RULE)
        forms.end(form)
        sent = st.form_submit_button("Changer le mot de passe", icon=":material/check:")
    if not sent:
        return
    draft = forms.draft(form, PasswordChange, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_password(door.db, visitor, draft, gate.caller())
        door.done("Mot de passe changé. Vos autres appareils sont déconnectés.")
    if door.went_through:
        st.rerun()


def second_factor(visitor: Visitor) -> None:
    """Draw where the second factor stands, and the next step."""
    st.header("Second facteur")
    with session.reading() as db:
        factor = queries.own_factor(db, visitor.account_id or 0, visitor.role)
    _recovery_codes_to_keep()
    if factor.is_set:
        left = french.plural(factor.codes_left, "code de secours", "codes de secours")
        st.markdown(f":green[:material/check_circle:] En place. Il vous reste {left}.")
        _renew_or_drop(visitor, may_drop=not factor.is_demanded)
    elif factor.is_begun:
        _confirm(visitor)
    else:
        st.markdown(
            "Un code que montre votre téléphone, demandé en plus du mot de passe\u00a0: qui "
            "connaîtrait votre mot de passe n’entrerait pas."
        )
        _begin(visitor, "Mettre en place")


def sessions(visitor: Visitor) -> None:
    """Draw one's open sessions and the ways to end them."""
    st.header("Mes connexions")
    with session.reading() as db:
        opened = session_queries.open_sessions(
            db, now=gate.caller().at, account_id=visitor.account_id
        )
    for each in opened:
        _session_row(visitor, each)
    with st.container(horizontal=True):
        if len(opened) > 1 and st.button("Déconnecter mes autres appareils", key="end_others"):
            _end_all(visitor, but_this_one=True)
        if st.button("Me déconnecter partout", key="end_everywhere", icon=":material/logout:"):
            _end_all(visitor, but_this_one=False)


def session_words(each: OpenSession) -> str:
    """Return what is known of a session, in one line of Markdown."""
    when = french.moment(each.seen_at)
    return f"**{markup.plain(each.device)}** · {each.address} · dernière activité le {when}"


def _session_row(visitor: Visitor, each: OpenSession) -> None:
    with st.container(key=f"row_session_{each.id}"):
        row = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        here = each.id == visitor.session_id
        row.markdown(session_words(each) + (" · :green[ici]" if here else ""), width="stretch")
        if not here and row.button("Déconnecter", key=f"end_{each.id}", type="tertiary"):
            done = session.act(
                visitor,
                "Appareil déconnecté.",
                lambda db: session_actions.end_own_session(db, visitor, each.id),
            )
            if done:
                st.rerun()


def _end_all(visitor: Visitor, *, but_this_one: bool) -> None:
    sentence = "Vos autres appareils sont déconnectés." if but_this_one else "Déconnexion partout."
    done = session.act(
        visitor,
        sentence,
        lambda db: session_actions.end_own_sessions(db, visitor, but_this_one=but_this_one),
    )
    if done:
        st.rerun()


def _begin(visitor: Visitor, label: str) -> None:
    form = forms.begin("begin_second_factor", PasswordProof)
    with _sealed(form):
        typed = {"current": _secret(form, "current", "current-password")}
        forms.end(form)
        sent = st.form_submit_button(label, icon=":material/shield_lock:")
    if not sent:
        return
    draft = forms.draft(form, PasswordProof, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.begin_second_factor(door.db, visitor, draft.current, gate.caller())
        form.close()
        door.went_through = True
    if door.went_through:
        st.rerun()


def _confirm(visitor: Visitor) -> None:
    """Show the QR code and ask for the first code of the application."""
    key = tokens.installation_key(settings().key_file)
    with session.reading() as db:
        issuer = association_settings(db).association_name
        shown = queries.enrolment(db, visitor.account_id or 0, key=key, issuer=issuer)
    if shown is None:
        return
    st.markdown(
        "1. Ouvrez une application de codes sur votre téléphone\u00a0: Aegis, FreeOTP, Google "
        "Authenticator, ou votre gestionnaire de mots de passe.\n"
        "2. Scannez ce dessin.\n"
        "3. Tapez le code à six chiffres qu’elle montre."
    )
    _qr_code(shown.address)
    with st.expander("Taper la clé à la main", type="compact"):
        st.code(shown.secret, language=None)
    form = forms.begin("confirm_second_factor", CodeProof)
    with _sealed(form):
        typed = {"code": forms.line(form, "code", persist_state=None, autocomplete="one-time-code")}
        forms.end(form)
        sent = st.form_submit_button("Confirmer", type="primary", icon=":material/check:")
    if not sent:
        return
    draft = forms.draft(form, CodeProof, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        codes = actions.confirm_second_factor(
            door.db, visitor, draft.code, key=key, caller=gate.caller()
        )
        st.session_state[_CODES] = codes
        door.done("Second facteur mis en place.")
    if door.went_through:
        st.rerun()


def _qr_code(address: str) -> None:
    """Draw a QR code inside the page: an image of Streamlit's has an address without a guard."""
    image = base64.b64encode(qr.png(address)).decode()
    st.html(
        f'<img class="nr nr-qr" alt="Code QR du second facteur" width="{QR_WIDTH}"'
        f' src="data:image/png;base64,{image}">'
    )


def _renew_or_drop(visitor: Visitor, *, may_drop: bool) -> None:
    with st.expander("Renouveler les codes de secours, ou retirer le second facteur"):
        form = forms.begin("renew_codes", PasswordProof)
        with _sealed(form):
            typed = {"current": _secret(form, "current", "current-password")}
            forms.end(form)
            with st.container(horizontal=True):
                renews = st.form_submit_button("Renouveler les codes")
                drops = may_drop and st.form_submit_button("Retirer le second facteur")
        if not may_drop:
            st.caption("Votre rôle demande un second facteur\u00a0: il ne se retire pas.")
    draft = forms.draft(form, PasswordProof, typed) if renews or drops else None
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        if renews:
            st.session_state[_CODES] = actions.renew_recovery_codes(
                door.db, visitor, draft.current, gate.caller()
            )
            door.done("Codes de secours renouvelés.")
        else:
            actions.drop_second_factor(door.db, visitor, draft.current, gate.caller())
            door.done("Second facteur retiré.")
    if door.went_through:
        st.rerun()


def _recovery_codes_to_keep() -> None:
    """Show new recovery codes until the person says that they are kept."""
    codes = st.session_state.get(_CODES)
    if not codes:
        return
    with st.container(border=True, key="card_codes"):
        st.markdown(
            "**Vos codes de secours.** Imprimez-les ou recopiez-les\u00a0: ils ne seront plus "
            "montrés. Chacun sert une fois, à la place du code."
        )
        st.code("\n".join(codes), language=None)
        if st.button("C’est noté", key="codes_kept", icon=":material/check:"):
            del st.session_state[_CODES]
            st.rerun()


def _sealed(form: Form) -> DeltaGenerator:
    """Return a form whose fields leave the browser together: a password is not sent in passing.

    Outside a form, the value typed before Tab is lost: focus goes to the eye beside the field.
    """
    return st.form(form.widget("sealed"), border=False)


def _secret(form: Form, name: str, autocomplete: str, **options: Any) -> str | None:
    """Draw the input of a password; it is not kept when the page is left."""
    return forms.line(
        form, name, type="password", autocomplete=autocomplete, persist_state=None, **options
    )
