"""The templates of conventions on screen: those in use, a new one, the fields, the former ones."""

from functools import partial

import streamlit as st

from circular.actions import agreement_templates as actions
from circular.config import settings
from circular.domain import french
from circular.domain.agreement_documents import FIELDS, LIST_FIELDS, LISTS
from circular.domain.agreement_templates import EVERY_TYPE, TemplateDraft
from circular.domain.documents import NOT_SCANNED, weight
from circular.domain.file_types import FileType
from circular.domain.visitors import Visitor
from circular.exports.agreement_templates import usual_template
from circular.queries.agreement_templates import AgreementTemplate, agreement_templates
from circular.queries.agreement_types import offered_types
from circular.store.connection import Database
from circular.ui import forms, markup, session
from circular.ui.forms import Form

_ROUND = "_templates_round"


def templates(visitor: Visitor) -> None:
    """Draw the templates in use, the form of a new one, the fields and the former versions."""
    markup.lead(
        "Le DOCX d’une convention suit le modèle de son type, sinon celui de toutes les "
        "conventions, sinon celui de Circular. Le PDF garde le texte de Circular."
    )
    with session.reading() as db:
        found = agreement_templates(db, visitor)
    in_use = [each for each in found if each.is_in_use]
    if not in_use:
        st.caption("Le modèle de Circular sert à toutes les conventions.")
    for each in in_use:
        _line(visitor, each)
    _usual_button()
    _upload(visitor)
    fields_help()
    former = [each for each in found if not each.is_in_use]
    if former:
        count = french.plural(len(former), "ancien modèle", "anciens modèles")
        with st.expander(count, type="compact"):
            for each in former:
                _line(visitor, each)


def _usual_button() -> None:
    st.download_button(
        "Télécharger le modèle de Circular",
        data=usual_template,
        file_name="modele-convention.docx",
        mime=FileType.DOCX.value,
        icon=":material/download:",
        on_click="ignore",
        key="usual_template",
    )


def _line(visitor: Visitor, template: AgreementTemplate) -> None:
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_template_{template.id}",
    )
    author = f" par {template.uploaded_by}" if template.uploaded_by else ""
    told = (
        f"{template.type_label}, modèle n°\u00a0{template.id}, {weight(template.size)}, "
        f"déposé le {french.day(template.uploaded_at.date())}{author}"
    )
    words = f"{markup.plain(template.name)} :small[{markup.plain(told)}]"
    row.markdown(words, width="stretch")
    if template.is_in_use:
        label, icon, said, act = "Retirer", "undo", "Modèle retiré.", _retire
    else:
        label, icon, said, act = "Remettre", "restore", "Modèle remis.", _put_back
    pressed = row.button(
        label, type="tertiary", icon=f":material/{icon}:", key=f"template_{template.id}"
    )
    if pressed and session.act(visitor, said, partial(act, visitor, template.id)):
        st.rerun()


def _retire(visitor: Visitor, template_id: int, db: Database) -> int:
    return actions.retire_template(db, visitor, template_id)


def _put_back(visitor: Visitor, template_id: int, db: Database) -> int:
    return actions.put_back_template(db, visitor, template_id)


def _upload(visitor: Visitor) -> None:
    """Draw the form of a new template; what is refused is said and changes nothing."""
    st.header("Déposer un modèle")
    form = forms.begin("agreement_template", TemplateDraft)
    with session.reading() as db:
        types = {each.key: each.label for each in offered_types(db)}
    chosen = st.selectbox(
        form.label("type_key"),
        [None, *types],
        format_func=lambda key: EVERY_TYPE if key is None else types[key],
        key=form.widget("type_key"),
    )
    uploaded = st.file_uploader(
        "Modèle (DOCX sans macro)",
        max_upload_size=20,
        key=f"{form.widget('content')}_{st.session_state.get(_ROUND, 0)}",
    )
    forms.slot(form, "content")
    st.caption(NOT_SCANNED)
    if not forms.submit(form, "Vérifier et mettre en service"):
        return
    values = {
        "type_key": chosen,
        "name": uploaded.name if uploaded else "",
        "content": uploaded.getvalue() if uploaded else None,
    }
    draft = forms.draft(form, TemplateDraft, values)
    if draft is not None:
        _keep(visitor, form, draft)


def _keep(visitor: Visitor, form: Form, draft: TemplateDraft) -> None:
    """Check the template and put it in use; then begin the form anew."""
    with session.writing(visitor, form) as door:
        actions.keep_template(
            door.db,
            visitor,
            draft,
            folder=settings().documents,
            largest=settings().largest_document,
            token=form.token,
        )
        door.done("Modèle mis en service.")
    if door.went_through:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()


def fields_help() -> None:
    """Draw the fields that a template may name, from their one declaration."""
    with st.expander("Ce qu’un modèle peut reprendre de la convention", type="compact"):
        st.markdown(
            "Un champ s’écrit entre accolades doubles, `{{ objet }}`. Pour ne garder un paragraphe "
            "que si un champ est rempli, encadrez-le de deux paragraphes, `{%p if fin %}` et "
            "`{%p endif %}`. Pour répéter un paragraphe, `{%p for partie in parties %}` et "
            "`{%p endfor %}`\u202f; une ligne de tableau, `{%tr for prestation in prestations %}` "
            "et `{%tr endfor %}`, chacun dans sa ligne."
        )
        columns = [
            markup.TableColumn("Champ"),
            markup.TableColumn("Ce que c’est"),
            markup.TableColumn("Exemple", optional=True),
        ]
        rows = [(f"{{{{ {each.key} }}}}", each.label, each.example) for each in FIELDS]
        markup.table(columns, rows, caption="Champs d’un modèle")
        for key, title in LISTS.items():
            lines = [
                (f"{{{{ {key.removesuffix('s')}.{each.key} }}}}", each.label, each.example)
                for each in LIST_FIELDS
                if each.of == key
            ]
            markup.table(
                columns, lines, caption=f"{title}, répété pour chaque ligne de «\u00a0{key}\u00a0»"
            )
