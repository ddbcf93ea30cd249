"""Forms: inputs that take their label from the model, keep what was typed and show what to mend.

No `st.form`: a form sends nothing before it is submitted, so duplicates could not show while one
types. Amounts and dates are typed in text inputs: Streamlit's own cannot show a decimal comma.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import streamlit as st
from pydantic import BaseModel, ValidationError
from streamlit.delta_generator import DeltaGenerator

from circular.domain import french
from circular.domain.errors import DomainError, Problem
from circular.domain.problems import problems_of

Draft = TypeVar("Draft", bound=BaseModel)
_STATE = "_form_"
FEW_FIELDS = 6
"""Places of sentences that the eye takes in together, the one above the button among them."""


@dataclass(slots=True)
class Form:
    """One form on screen: its one-time token, what is wrong, and where to write it."""

    key: str
    model: type[BaseModel]
    token: str
    problems: dict[str, list[str]]
    slots: dict[str, DeltaGenerator] = field(default_factory=dict)

    def widget(self, name: str) -> str:
        """Return the key of the widget of a field."""
        return f"{self.key}__{self.token}__{name}"

    def label(self, name: str) -> str:
        """Return the French title of a field; an asterisk marks what must be filled in."""
        info = self.model.model_fields[name]
        return (info.title or name) + ("\u00a0*" if info.is_required() else "")

    def refuse(self, refusal: DomainError) -> None:
        """Show what is wrong at the fields it concerns; the rest stands at the form's end."""
        found: dict[str, list[str]] = {}
        for problem in refusal.problems:
            name = problem.field if problem.field in self.model.model_fields else ""
            found.setdefault(name, []).append(problem.sentence)
        if refusal.sentence and not (found and set(found) != {""}):
            found.setdefault("", []).insert(0, refusal.sentence)
        self.problems = found
        st.session_state[_STATE + self.key] = {
            "token": self.token,
            "problems": found,
            "typed": {name: st.session_state.get(self.widget(name)) for name in found},
            "whole": self.typed(),
        }
        for name, slot in self.slots.items():
            _show(slot, found.get(name, []) if name else _at_the_end(self, list(found)))

    def typed(self) -> dict[str, Any]:
        """Return what stands in the widgets of the form, its button left out."""
        start, button = self.widget(""), self.widget("submit")
        held = {str(key): value for key, value in st.session_state.items()}
        return {key: held[key] for key in held if key.startswith(start) and key != button}

    def close(self) -> None:
        """Forget the form: the next one starts empty with a new token."""
        st.session_state.pop(_STATE + self.key, None)


def begin(key: str, model: type[BaseModel]) -> Form:
    """Open a form, or find it again with its token and its problems."""
    state = st.session_state.setdefault(
        _STATE + key, {"token": secrets.token_urlsafe(9), "problems": {}}
    )
    return Form(key=key, model=model, token=state["token"], problems=state["problems"])


def draft(
    form: Form, model: type[Draft], values: Mapping[str, Any], *, also: Sequence[Problem] = ()
) -> Draft | None:
    """Build the draft from what was typed; when pydantic refuses, say so under each field.

    `also` is what is known to be wrong besides, told at once with the rest.
    """
    try:
        made = model.model_validate(dict(values))
    except ValidationError as error:
        told = problems_of(error, model)
        fields = {problem.field for problem in told}
        more = [problem for problem in also if problem.field not in fields]
        form.refuse(DomainError("", (*told, *more)))
        return None
    form.problems = {}
    st.session_state[_STATE + form.key]["problems"] = {}
    for slot in form.slots.values():
        slot.empty()
    return made


def slot(form: Form, name: str) -> None:
    """Keep the place, just under a field drawn by hand, where its sentences go.

    A sentence goes away as soon as what it speaks of was changed.
    """
    form.slots[name] = st.empty()
    _show(form.slots[name], [] if _is_changed(form, name) else form.problems.get(name, []))


def end(form: Form) -> None:
    """Mark where the sentences go that belong to no field: just above the submit button.

    They go away with any change; a long form also names there the fields that are still to mend.
    """
    form.slots[""] = st.empty()
    left = [name for name in form.problems if name and not _is_changed(form, name)]
    is_whole = st.session_state.get(_STATE + form.key, {}).get("whole") == form.typed()
    _show(form.slots[""], _at_the_end(form, ["", *left] if is_whole else left))


def line(form: Form, name: str, *, value: str | None = None, **options: Any) -> str | None:
    """Draw a text input for a field and return what is typed, None when blank.

    The option `is_told`, when False, leaves the sentences to the caller: a narrow column would
    squeeze them, `slot` puts them elsewhere.
    """
    is_told = options.pop("is_told", True)
    typed = st.text_input(
        form.label(name), value=value or "", key=form.widget(name), **_persistent(options)
    )
    if is_told:
        slot(form, name)
    return _blank_to_none(typed)


def paragraph(form: Form, name: str, *, value: str | None = None, **options: Any) -> str | None:
    """Draw a text area for a field and return what is typed, None when blank."""
    typed = st.text_area(
        form.label(name), value=value or "", key=form.widget(name), **_persistent(options)
    )
    slot(form, name)
    return _blank_to_none(typed)


def amount(
    form: Form, name: str, *, value: float | None = None, unit: str = "", **options: Any
) -> str | None:
    """Draw an input for an amount, typed with a comma; the draft parses it."""
    shown = "" if value is None else french.number(value)
    options.setdefault("placeholder", f"Par exemple 12,5 {unit}".strip())
    return line(form, name, value=shown, **options)


def day(form: Form, name: str, *, value: date | None = None, **options: Any) -> str | None:
    """Draw an input for a day, typed jj/mm/aaaa; the draft parses it."""
    options.setdefault("placeholder", "jj/mm/aaaa")
    return line(form, name, value="" if value is None else french.day(value), **options)


def choice(
    form: Form,
    name: str,
    options: Mapping[Any, str],
    *,
    value: Any = None,
    **more: Any,
) -> Any:
    """Draw a list to choose one code from; None when nothing is chosen."""
    codes = list(options)
    more.setdefault("placeholder", "À choisir")
    chosen = st.selectbox(
        form.label(name),
        codes,
        index=codes.index(value) if value in options else None,
        format_func=lambda code: options[code],
        key=form.widget(name),
        **_persistent(more),
    )
    slot(form, name)
    return chosen


def pills(
    form: Form, name: str, options: Mapping[Any, str], *, value: Any = None, **more: Any
) -> Any:
    """Draw one-click choices; None when nothing is chosen."""
    chosen = st.pills(
        form.label(name),
        list(options),
        default=value if value in options else None,
        format_func=lambda code: options[code],
        key=form.widget(name),
        **_persistent(more),
    )
    slot(form, name)
    return chosen


def several(
    form: Form, name: str, options: Mapping[Any, str], *, value: Sequence[Any] = (), **more: Any
) -> list[Any]:
    """Draw a list to choose several codes from."""
    more.setdefault("placeholder", "À choisir")
    chosen = st.multiselect(
        form.label(name),
        list(options),
        default=[code for code in value if code in options],
        format_func=lambda code: options[code],
        key=form.widget(name),
        **_persistent(more),
    )
    slot(form, name)
    return list(chosen)


def yes_no(form: Form, name: str, *, value: bool | None = None) -> bool | None:
    """Draw « Oui / Non », nothing chosen meaning unknown."""
    words = {True: "Oui", False: "Non"}
    chosen = pills(form, name, words, value=value)
    return chosen if chosen is None else bool(chosen)


def tick(form: Form, name: str, *, value: bool = False) -> bool:
    """Draw a box to tick."""
    ticked = st.checkbox(form.label(name), value=value, key=form.widget(name), persist_state="page")
    slot(form, name)
    return bool(ticked)


def submit(form: Form, label: str, *, icon: str = ":material/check:", **options: Any) -> bool:
    """Draw the form's one primary button, under the sentences that belong to no field."""
    end(form)
    options.setdefault("type", "primary")
    return bool(st.button(label, key=form.widget("submit"), icon=icon, **options))


def refuse(form: Form, *problems: Problem) -> None:
    """Show problems that the page itself found (a choice that the draft cannot know)."""
    form.refuse(DomainError("", problems))


def _is_changed(form: Form, name: str) -> bool:
    """Say whether a field no longer holds what was refused."""
    refused = st.session_state.get(_STATE + form.key, {}).get("typed", {}).get(name)
    return bool(st.session_state.get(form.widget(name)) != refused)


def _at_the_end(form: Form, names: Sequence[str]) -> list[str]:
    """Return the sentences just above the button, then the fields to mend that lie far above it."""
    told = list(form.problems.get("", [])) if "" in names else []
    above = [name for name in names if name]
    if above and len(form.slots) > FEW_FIELDS:
        titles = [french.quoted(form.model.model_fields[name].title or name) for name in above]
        told.append(f"À reprendre plus haut\u00a0: {french.join(titles)}.")
    return told


def _show(slot: DeltaGenerator, sentences: Sequence[str]) -> None:
    if not sentences:
        slot.empty()
        return
    body = "  \n".join(_escaped(sentence) for sentence in sentences)
    slot.markdown(f":red[:material/error: {body}]")


def _escaped(text: str) -> str:
    for sign in "\\`*_{}[]<>$#|~":
        text = text.replace(sign, f"\\{sign}")
    return text


def _persistent(options: dict[str, Any]) -> dict[str, Any]:
    return {"persist_state": "page", **options}


def _blank_to_none(typed: str | None) -> str | None:
    return typed if typed and typed.strip() else None
