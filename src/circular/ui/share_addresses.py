"""The read-only addresses of a frozen situation on screen: giving one, revoking one."""

from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from circular.actions import share_addresses as actions
from circular.config import settings
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.share_addresses import ShareDraft, ShareLifetime, path_of
from circular.domain.visitors import Visitor
from circular.exports import qr
from circular.queries.share_addresses import ShareAddress, addresses
from circular.queries.snapshots import Snapshot
from circular.store.connection import Database
from circular.ui import components, dialogs, forms, markup, session

_PAGE = "share_addresses"
_GIVEN = "share_address_to_copy"


def section(visitor: Visitor, snapshot: Snapshot) -> None:
    """Draw the addresses of a frozen situation, for the team alone."""
    if not visitor.may(Permission.FREEZE_FIGURES):
        return
    with session.reading() as db:
        found = addresses(db, visitor, snapshot.id)
    st.header("Adresses de lecture")
    st.markdown(
        "Une adresse montre ces chiffres figés sans compte, à qui la connaît, jusqu’à sa fin. "
        "Elle ne montre rien d’aujourd’hui, ni le nom de personne."
    )
    _to_copy(snapshot)
    for address in found:
        _row(visitor, address)
    if snapshot.withdrawn_on is None:
        st.button(
            "Créer une adresse de lecture",
            icon=":material/add_link:",
            key="give_share",
            on_click=partial(dialogs.ask, _PAGE, "give", snapshot_id=snapshot.id),
        )
    dialogs.open_asked(_PAGE, {"give": partial(_give_dialog, visitor)})


def _to_copy(snapshot: Snapshot) -> None:
    """Show a new address until the page is left: it is kept nowhere."""
    given = st.session_state.get(_GIVEN)
    if not given or given[0] != snapshot.id:
        return
    with st.container(border=True, key="card_share"):
        st.markdown("**Copiez cette adresse maintenant\u00a0:** elle ne sera plus montrée.")
        st.code(given[1], language=None, wrap_lines=True)
        st.image(qr.png(given[1]), width=160, caption="La même adresse, à photographier")


def _row(visitor: Visitor, address: ShareAddress) -> None:
    """Draw one address: for whom, since when, until when, how often it was read."""
    now = datetime.now(UTC)
    row = st.container(horizontal=True, vertical_alignment="center", key=f"row_share_{address.id}")
    row.markdown(
        f"**{markup.plain(address.recipient)}**  \n{told(address, now=now)}", width="stretch"
    )
    if address.is_open(now=now) and row.button(
        "Révoquer",
        icon=":material/link_off:",
        type="tertiary",
        key=f"revoke_share_{address.id}",
        help=f"Révoquer l’adresse de {markup.plain(address.recipient)}",
    ):
        components.confirm(
            "Révoquer cette adresse\u202f?",
            "Elle ne s’ouvrira plus, tout de suite et pour toujours. Les chiffres figés "
            "restent, et les autres adresses aussi.",
            keep="Garder l’adresse",
            act="Révoquer",
            icon=":material/link_off:",
            on_confirm=partial(_revoke, visitor, address.id),
        )


def told(address: ShareAddress, *, now: datetime) -> str:
    """Say what is known of an address; nothing of who read it."""
    end = french.day(address.expires_at.astimezone().date())
    state = {
        "ouverte": f"Ouverte jusqu’au {end}",
        "expirée": f"Expirée depuis le {end}",
        "révoquée": f"Révoquée le {french.day(address.revoked_at)}",
    }[address.state(now=now)]
    read = "jamais lue"
    if address.readings:
        count = french.plural(address.readings, "lecture", "lectures")
        read = f"{count}, la dernière le {french.day(address.read_on)}"
    return f"{state}\u202f; créée le {french.day(address.created_at)}, {read}."


def _give_dialog(visitor: Visitor, snapshot_id: int) -> None:
    @st.dialog("Créer une adresse de lecture", icon=":material/add_link:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.caption(
            "Qui connaît l’adresse lit la page, sans compte\u00a0: donnez-la à un organisme ou à "
            "une instance. Vous pouvez la révoquer à tout moment."
        )
        form = forms.begin(f"share_{snapshot_id}", ShareDraft)
        typed = {
            "recipient": forms.line(
                form, "recipient", placeholder="Par exemple\u00a0: bureau du syndicat"
            ),
            "lifetime": forms.pills(
                form,
                "lifetime",
                {each: each.label for each in ShareLifetime},
                value=ShareLifetime.MONTH,
            )
            or ShareLifetime.MONTH,
        }
        if forms.submit(form, "Créer l’adresse", icon=":material/add_link:", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, ShareDraft, typed),
                partial(_give, visitor, snapshot_id),
                said="Adresse de lecture créée.",
            )

    ask()


def _give(visitor: Visitor, snapshot_id: int, db: Database, draft: ShareDraft) -> None:
    token = actions.give_address(db, visitor, snapshot_id, draft)
    st.session_state[_GIVEN] = (snapshot_id, f"{_base()}{path_of(token)}")


def _revoke(visitor: Visitor, address_id: int) -> None:
    st.session_state.pop(_GIVEN, None)
    session.act(
        visitor,
        "Adresse révoquée\u00a0: elle ne s’ouvre plus.",
        lambda db: actions.revoke_address(db, visitor, address_id),
    )


def _base() -> str:
    """Return the address that people type: the one of the settings, else the one of this page."""
    if settings().base_url:
        return settings().base_url
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""
