"""The record of an organisation in a drawer: read it, write it, put it into the archives."""

from functools import partial
from typing import Any

import streamlit as st

from circular.actions import organisations as actions
from circular.domain.organisations import Organisation, OrganisationDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import organisations as queries
from circular.queries import reference, territory
from circular.store.connection import Database
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.communes import commune_field
from circular.ui.forms import Form
from circular.ui.history import folded_history
from circular.ui.organisations import FICTITIOUS, PAGE, facts

RECORD = "record"


def open_asked(visitor: Visitor) -> None:
    """Open the drawer that a button of the page asked for."""
    dialogs.open_asked(
        PAGE,
        {
            RECORD: partial(_record, visitor),
            "register": partial(_register, visitor),
            "amend": partial(_amend, visitor),
            "archive": partial(_archive, visitor),
        },
    )


def _record(visitor: Visitor, organisation_id: int) -> None:
    each = _found(visitor, organisation_id)
    if each is None:
        return

    @st.dialog(
        markup.plain(each.name), position="right", icon=":material/hub:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        if each.is_fictitious:
            st.markdown(FICTITIOUS)
        markup.facts(facts(each))
        with session.reading() as db:
            uses = queries.uses(db, each.id)
        if uses.sentence is not None:
            st.caption(f"Dans l’application\u00a0: {uses.sentence}.")
        if each.website:
            st.link_button("Ouvrir son site", each.website, icon=":material/open_in_new:")
        if visitor.may(Permission.EDIT_PARTNERS):
            _acts(visitor, each)
        folded_history(visitor, "organisation", each.id)

    draw()


def _acts(visitor: Visitor, each: Organisation) -> None:
    with st.container(horizontal=True):
        if each.archived_at is None:
            _ask("Modifier", "amend", each, icon="edit")
            _ask("Archiver", "archive", each, icon="archive")
        elif st.button("Restaurer", key="restore", icon=":material/unarchive:") and session.act(
            visitor,
            "Fiche restaurée.",
            lambda db: actions.restore_organisation(db, visitor, each.id, version=each.version),
        ):
            dialogs.close_and_rerun()


def _ask(label: str, dialog: str, each: Organisation, *, icon: str) -> None:
    """Go from the record to another drawer: the page is drawn anew to open it."""
    if st.button(label, key=f"{dialog}_{each.id}", icon=f":material/{icon}:"):
        dialogs.ask(PAGE, dialog, organisation_id=each.id)
        st.rerun()


def _register(visitor: Visitor) -> None:
    if not visitor.may(Permission.EDIT_PARTNERS):
        return

    @st.dialog(
        "Ajouter un partenaire", position="right", icon=":material/add:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        form = forms.begin("register_organisation", OrganisationDraft)
        typed = _fields(form, None)
        if not forms.submit(form, "Enregistrer le partenaire", width="stretch"):
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, OrganisationDraft, typed),
            lambda db, draft: actions.register_organisation(db, visitor, draft, token=form.token),
            said="Partenaire enregistré.",
        )

    draw()


def _amend(visitor: Visitor, organisation_id: int) -> None:
    each = _found(visitor, organisation_id)
    if each is None or not visitor.may(Permission.EDIT_PARTNERS):
        return

    @st.dialog(
        "Modifier la fiche", position="right", icon=":material/edit:", on_dismiss=dialogs.close
    )
    def draw() -> None:
        form = forms.begin(f"organisation_{each.id}", OrganisationDraft)
        version = versions.opened(form, each.version)
        typed = _fields(form, each)
        if not forms.submit(form, "Enregistrer les modifications", width="stretch"):
            return
        draft = forms.draft(form, OrganisationDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.amend_organisation(
                door.db, visitor, each.id, draft, version=version, token=form.token
            )
            door.done("Fiche enregistrée.")
        current = _version(visitor, each)
        versions.settle(form, door, current)
        if door.went_through:
            dialogs.close_and_rerun()

    draw()


def _version(visitor: Visitor, each: Organisation) -> int:
    """Return the version that is stored now: somebody else may have saved since."""
    with session.reading() as db:
        now = queries.organisation(db, visitor, each.id)
    return each.version if now is None else now.version


def _archive(visitor: Visitor, organisation_id: int) -> None:
    each = _found(visitor, organisation_id)
    if each is None or not visitor.may(Permission.EDIT_PARTNERS):
        return
    with session.reading() as db:
        uses = queries.uses(db, each.id)

    @st.dialog("Archiver cette fiche\u202f?", icon=":material/archive:", on_dismiss=dialogs.close)
    def draw() -> None:
        kept = f" Ce qui s’y rattache reste\u00a0: {uses.sentence}." if uses.sentence else ""
        st.markdown(
            f"**{markup.plain(each.name)}** sort des listes et des choix.{kept} "
            "Vous pourrez la restaurer."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder la fiche", key="keep_organisation"):
                dialogs.close_and_rerun()
            if st.button("Archiver", type="primary", key="confirm_archive") and session.act(
                visitor,
                "Fiche archivée.",
                lambda db: actions.archive_organisation(db, visitor, each.id, version=each.version),
            ):
                dialogs.close_and_rerun()

    draw()


def _found(visitor: Visitor, organisation_id: int) -> Organisation | None:
    """Return the record to open; close the drawer when it does not exist."""
    with session.reading() as db:
        each = queries.organisation(db, visitor, organisation_id)
    if each is None:
        dialogs.close()
    return each


def _fields(form: Form, stored: Organisation | None) -> dict[str, Any]:
    """Draw the fields of an organisation and return what is typed; likely duplicates show under."""
    name = forms.line(form, "name", value=stored.name if stored else None, live="300ms")
    if stored is None or name != stored.name:
        _likely_duplicates(name, but_not=stored.id if stored else None)
    return {"name": name} | _identity(form, stored) | _contact(form, stored) | _rest(form, stored)


def _identity(form: Form, stored: Organisation | None) -> dict[str, Any]:
    with session.reading() as db:
        kinds = _choices(db, "organisation_kinds", stored.kind if stored else None)
        roles = _choices(db, "partner_roles", stored.partner_role if stored else None)
        members = territory.territory_epcis(db)
        siren = stored.epci_siren if stored else None
        epci = reference.epci(db, siren) if siren and siren not in members else None
    if epci is not None:
        members[epci.siren] = epci.name
    return {
        "kind": forms.choice(form, "kind", kinds, value=stored.kind if stored else None),
        "partner_role": forms.choice(
            form,
            "partner_role",
            roles,
            value=stored.partner_role if stored else None,
            placeholder="Aucun\u00a0: ce n’est pas un partenaire",
        ),
        "commune_code": commune_field(
            form, "commune_code", value=stored.commune_code if stored else None
        ),
        "epci_siren": forms.choice(
            form, "epci_siren", members, value=siren, placeholder="Ce n’en est pas une"
        ),
    }


def _choices(db: Database, list_name: str, held: str | None) -> dict[str, str]:
    """Return what a list offers, and what the record holds even when it is no longer offered."""
    found = {each.key: each.label for each in reference.entries(db, list_name)}
    if held is not None and held not in found:
        entry = reference.entry(db, list_name, held)
        found[held] = entry.label if entry else held
    return found


def _contact(form: Form, stored: Organisation | None) -> dict[str, Any]:
    referent = forms.line(form, "referent", value=stored.referent if stored else None)
    left, right = st.columns(2)
    with left:
        phone = forms.line(form, "phone", value=stored.phone if stored else None)
    with right:
        email = forms.line(form, "email", value=stored.email if stored else None)
    website = forms.line(
        form, "website", value=stored.website if stored else None, placeholder="exemple.fr"
    )
    return {"referent": referent, "phone": phone, "email": email, "website": website}


def _rest(form: Form, stored: Organisation | None) -> dict[str, Any]:
    address = forms.line(form, "address", value=stored.address if stored else None)
    left, right = st.columns(2)
    with left:
        siren = forms.line(form, "siren", value=stored.siren if stored else None)
    with right:
        siret = forms.line(form, "siret", value=stored.siret if stored else None)
    return {
        "address": address,
        "siren": siren,
        "siret": siret,
        "note": forms.paragraph(form, "note", value=stored.note if stored else None),
        "is_confidential": forms.tick(
            form, "is_confidential", value=stored.is_confidential if stored else False
        ),
    }


def _likely_duplicates(name: str | None, *, but_not: int | None) -> None:
    """Show which organisations may already be the one being typed."""
    with session.reading() as db:
        found = queries.likely_duplicates(db, name, but_not=but_not)
    for each in found:
        archived = " (aux archives)" if each.archived_at else ""
        where = f", {each.place}" if each.place else ""
        with st.container(border=True, gap="xxsmall", key=f"alike_{each.id}"):
            st.markdown(
                f":orange[:material/hub:] Déjà connue\u202f? "
                f"**{markup.plain(each.name)}**{markup.plain(where)}{archived}"
            )
            _ask("Ouvrir sa fiche", RECORD, each, icon="arrow_forward")
