"""The types of agreement on screen: the rules in force, a new version of them, the former ones."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import streamlit as st

from circular.actions import agreement_types as actions
from circular.domain import french
from circular.domain.agreement_types import (
    AgreementType,
    AgreementTypeDraft,
    TypeVersion,
    rules_in_words,
    written_clauses,
)
from circular.domain.errors import StaleRecordError
from circular.domain.visitors import Visitor
from circular.queries.agreement_types import newest_type, type_versions
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_PAGE = "settings_types"
_LEAD = (
    "Changer une règle crée une version nouvelle du type, avec sa date, son auteur et son motif. "
    "Une convention garde la version sous laquelle elle fut préparée, et pour toujours une fois "
    "signée\u202f; tant qu’elle ne l’est pas, sa page propose de passer à la plus récente."
)


def types(visitor: Visitor) -> None:
    """Draw each type with the rules in force, the way to change them, and its versions."""
    markup.lead(_LEAD)
    with session.reading() as db:
        found = type_versions(db, visitor)
    for key, group in groupby(found, key=lambda each: each.rules.key):
        _type(key, list(group))
    dialogs.open_asked(_PAGE, {"type": partial(_ask, visitor)})


def _type(key: str, found: Sequence[TypeVersion]) -> None:
    """Draw a type; one that is offered no longer has nothing but its versions."""
    current = next((each for each in found if each.is_offered), None)
    rules = (current or found[0]).rules
    with st.container(border=True, key=f"card_type_{key}"):
        row = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        mark = "" if current else " :gray-badge[:material/visibility_off: Non proposé]"
        row.markdown(f"**{markup.plain(rules.label)}**{mark}", width="content")
        if current:
            row.button(
                "Modifier les règles",
                icon=":material/edit:",
                type="tertiary",
                key=f"change_type_{key}",
                on_click=partial(dialogs.ask, _PAGE, "type", key=key),
            )
        st.caption(markup.plain(sentence(rules)))
        count = french.plural(len(found), "version", "versions")
        with st.expander(count, type="compact"):
            for at, each in enumerate(found):
                _version(each, found[at + 1].rules if at + 1 < len(found) else None)


def sentence(rules: AgreementType) -> str:
    """Say the rules of a type in one line."""
    usual, longest, threshold = rules.duration_months, rules.longest_months, rules.yearly_threshold
    renewals = french.plural(rules.renewals, "renouvellement", "renouvellements")
    said = {
        f"{usual}\u00a0mois": bool(usual),
        "durée libre": not usual,
        f"{longest}\u00a0mois au plus": bool(longest),
        "sans durée maximale": not longest,
        f"{renewals} au plus": bool(rules.renewals),
        "non renouvelable": not rules.renewals,
        f"préavis de {french.plural(rules.notice_days, 'jour', 'jours')}": bool(rules.notice_days),
        f"{rules.fewest_parties}\u00a0parties au moins": True,
        f"clauses\u00a0: {', '.join(each.title for each in rules.clauses)}": bool(rules.clauses),
        f"annexes\u00a0: {', '.join(rules.annexes)}": bool(rules.annexes),
        "convention financière": rules.is_financial,
        f"avertit au-delà de {french.euros(threshold)} par an": bool(threshold),
    }
    return " · ".join(words for words, is_so in said.items() if is_so)


def _version(version: TypeVersion, before: AgreementType | None) -> None:
    """Draw a version: who decided it, when and why, and what it changed."""
    badge = " :green-badge[En vigueur]" if version.is_offered else ""
    reason = f"\u00a0: {markup.plain(version.reason)}" if version.reason else ""
    st.markdown(f"**Version {version.rules.version}**{badge}{reason}")
    who = version.author or ("l’association" if version.is_own else "Circular")
    when = f" le {french.day(version.since)}" if version.since else ""
    used = french.plural(version.agreements, "convention", "conventions")
    st.caption(markup.plain(f"Décidée{when} par {who}. {used} sous cette version."))
    if before is None:
        return
    old, new = rules_in_words(before), rules_in_words(version.rules)
    changed = [[title, old[title], new[title]] for title in new if old[title] != new[title]]
    if changed:
        markup.table(
            [markup.TableColumn(title) for title in ("Ce qui change", "Avant", "Après")],
            changed,
            caption=f"Ce que change la version {version.rules.version}",
        )


def _ask(visitor: Visitor, key: str) -> None:
    """Ask for the rules of the next version of a type."""

    @st.dialog(
        "Modifier les règles",
        position="right",
        icon=":material/rule_settings:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            rules = newest_type(db, key)
        if rules is None:
            st.info("Ce type n’est pas, ou plus, proposé.", icon=":material/info:")
            return
        st.caption("Les conventions déjà préparées ou signées gardent leurs règles.")
        form = forms.begin(f"agreement_type_{key}", AgreementTypeDraft)
        seen = versions.opened(form, rules.version)
        typed = _fields(form, rules)
        if forms.submit(form, "Enregistrer la version nouvelle", width="stretch"):
            _save(visitor, form, key, typed, seen=seen)

    ask()


def _fields(form: Form, rules: AgreementType) -> dict[str, object]:
    typed: dict[str, object] = {"label": forms.line(form, "label", value=rules.label)}
    for name in (
        *("duration_months", "longest_months", "renewals", "notice_days"),
        *("fewest_parties", "yearly_threshold"),
    ):
        hint = "vide\u00a0: libre" if getattr(AgreementType, name, None) is None else "0"
        typed[name] = forms.amount(form, name, value=getattr(rules, name), placeholder=hint)
    typed["is_financial"] = forms.tick(form, "is_financial", value=rules.is_financial)
    typed["clauses"] = forms.paragraph(
        form,
        "clauses",
        value=written_clauses(rules.clauses),
        placeholder="Une par ligne\u00a0: Titre\u00a0: texte proposé",
        help="Une clause par ligne, «\u00a0Titre\u00a0: texte proposé\u00a0»\u202f; le texte est "
        "facultatif, chaque convention peut le changer.",
    )
    typed["annexes"] = forms.paragraph(
        form,
        "annexes",
        value="\n".join(rules.annexes),
        placeholder="Une par ligne",
        help="Une annexe par ligne.",
    )
    typed["reason"] = forms.line(
        form, "reason", placeholder="Par exemple\u00a0: décision du bureau du 3 mars"
    )
    return {name: value for name, value in typed.items() if value is not None}


def _save(visitor: Visitor, form: Form, key: str, typed: dict[str, object], *, seen: int) -> None:
    draft = forms.draft(form, AgreementTypeDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_agreement_type(
            door.db, visitor, key, draft, seen=seen, today=session.today(), token=form.token
        )
        door.done("Version nouvelle enregistrée.")
    if isinstance(door.refusal, StaleRecordError):
        versions.forget(form)
    if door.went_through:
        versions.forget(form)
        dialogs.close_and_rerun()
