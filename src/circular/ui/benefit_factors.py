"""The benefit factors on screen: what each says, its source; the association adds its own."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from circular.actions import benefit_factors as actions
from circular.domain import french
from circular.domain.benefit_factors import (
    BenefitKind,
    FactorDraft,
    JobActivity,
    range_written,
    source_written,
)
from circular.domain.reference import written_waste_code
from circular.domain.visitors import Visitor
from circular.queries import benefits as queries
from circular.queries import reference
from circular.queries.benefits import FactorLine
from circular.ui import dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_PAGE = "settings_factors"
OWN = ":green-badge[De l\u2019association]"
UNUSED = ":gray-badge[:material/visibility_off: Non utilisé]"
WARNING = (
    "Un facteur est une fourchette avec sa source. Les périmètres diffèrent d\u2019une source à "
    "l\u2019autre\u00a0: les emplois possibles ne s\u2019ajoutent jamais à de vrais emplois."
)


def listed(visitor: Visitor) -> None:
    """Draw every factor in use with its source, to be read."""
    with session.reading() as db:
        lines = queries.factor_lines(db, visitor)
    for kind in BenefitKind:
        shown = [each for each in lines if each.kind is kind and not each.is_archived]
        st.markdown(f"**{kind.label}**, en {kind.unit}")
        markup.table(
            [
                markup.TableColumn("Facteur"),
                markup.TableColumn("Valeur", numeric=True, unbroken=True),
                markup.TableColumn("S\u2019applique à", optional=True),
                markup.TableColumn("Périmètre", optional=True),
                markup.TableColumn("Source"),
            ],
            [
                (
                    _named(each),
                    range_written(each.low, each.high),
                    each.applies_to or "toute matière",
                    each.perimeter or french.UNKNOWN,
                    source_written(each.source, each.year),
                )
                for each in shown
            ],
            caption=kind.label,
        )
    st.caption(WARNING)


def editor(visitor: Visitor) -> None:
    """Draw every factor with what an administrator may do with it."""
    st.caption(f"{WARNING} Celui de l\u2019association prend le pas, pour la même matière.")
    st.button(
        "Ajouter un facteur",
        icon=":material/add:",
        key="add_factor",
        on_click=dialogs.ask,
        args=(_PAGE, "factor"),
    )
    with session.reading() as db:
        lines = queries.factor_lines(db, visitor)
    for kind in BenefitKind:
        st.subheader(f"{kind.label}, en {kind.unit}")
        for line in lines:
            if line.kind is kind:
                _row(visitor, line)
    dialogs.open_asked(_PAGE, {"factor": partial(_ask, visitor)})


def _named(line: FactorLine) -> str:
    activity = line.activity.label if line.activity else ""
    return line.label if activity in {"", line.label} else f"{line.label} ({activity.lower()})"


def _row(visitor: Visitor, line: FactorLine) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_factor_{line.id}",
        width=760,
    ):
        marks = [OWN if line.is_own else "", UNUSED if line.is_archived else ""]
        value = range_written(line.low, line.high)
        said = [
            source_written(line.source, line.year),
            line.perimeter,
            line.applies_to or "toute matière",
        ]
        details = markup.plain(" · ".join(filter(None, said)))
        st.markdown(
            f"**{markup.plain(_named(line))}**\u00a0: {value} {' '.join(filter(None, marks))}  \n"
            f":small[:gray[{details}]]",
            width="stretch",
        )
        with st.container(horizontal=True, width="content", gap="small"):
            if line.is_own:
                st.button(
                    "Corriger",
                    type="tertiary",
                    key=f"amend_factor_{line.id}",
                    on_click=partial(dialogs.ask, _PAGE, "factor", line=line),
                )
            st.button(
                "Utiliser" if line.is_archived else "Ne plus utiliser",
                type="tertiary",
                key=f"switch_factor_{line.id}",
                on_click=partial(_switch, visitor, line),
            )


def _switch(visitor: Visitor, line: FactorLine) -> None:
    name = french.quoted(line.label)
    switch = actions.restore_factor if line.is_archived else actions.archive_factor
    said = "est utilisé de nouveau" if line.is_archived else "n\u2019est plus utilisé"
    session.act(visitor, f"{name} {said}.", lambda db: switch(db, visitor, line.id))


def _ask(visitor: Visitor, line: FactorLine | None = None) -> None:
    """Ask for a factor, new or to be corrected."""

    @st.dialog(
        "Corriger le facteur" if line else "Ajouter un facteur",
        icon=":material/eco:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        form = forms.begin(f"factor_{line.id if line else 'new'}", FactorDraft)
        version = versions.opened(form, line.version) if line else 0
        typed = _fields(form, line.draft if line else None)
        if not forms.submit(form, "Enregistrer le facteur", width="stretch"):
            return
        draft = forms.draft(form, FactorDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            today, token = session.today(), form.token
            if line is None:
                actions.add_factor(door.db, visitor, draft, today=today, token=token)
            else:
                actions.amend_factor(
                    door.db, visitor, line.id, draft, version=version, today=today, token=token
                )
            door.done(f"{french.quoted(draft.label)} est enregistré.")
        if line is not None:
            versions.settle(form, door, line.version)
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _fields(form: Form, seen: FactorDraft | None) -> Mapping[str, object]:
    """Draw the fields of a factor and return what is typed."""
    kinds = {each: each.label for each in BenefitKind}
    kind = forms.pills(form, "kind", kinds, value=seen.kind if seen else BenefitKind.CO2)
    activity = None
    if kind is BenefitKind.JOBS:
        activities = {each: each.label for each in JobActivity}
        activity = forms.pills(form, "activity", activities, value=seen.activity if seen else None)
    return {
        "kind": kind,
        "activity": activity,
        "label": forms.line(form, "label", value=seen.label if seen else None),
        **_material(form, seen),
        **_figures(form, seen, kind),
        "source": forms.line(form, "source", value=seen.source if seen else None),
        "year": forms.line(form, "year", value=_year(seen)),
        "perimeter": forms.line(
            form,
            "perimeter",
            value=seen.perimeter if seen else None,
            placeholder="Pays, année, ce qui est compté",
        ),
    }


def _material(form: Form, seen: FactorDraft | None) -> dict[str, object]:
    """Draw what a factor applies to."""
    chosen = forms.several(form, "families", _families(), value=seen.families if seen else ())
    codes = forms.line(
        form,
        "codes",
        value=_written(seen.codes if seen else ()),
        placeholder="Par exemple 15 01 01, 17 04",
    )
    return {"families": tuple(chosen), "codes": codes}


def _figures(form: Form, seen: FactorDraft | None, kind: BenefitKind | None) -> dict[str, object]:
    """Draw the range of a factor, with its unit."""
    left, right = st.columns(2)
    with left:
        low = forms.amount(form, "low", value=seen.low if seen else None)
    with right:
        high = forms.amount(form, "high", value=seen.high if seen else None)
    if kind is not None:
        st.caption(f"En {kind.unit}.")
    return {"low": low, "high": high}


def _year(seen: FactorDraft | None) -> str | None:
    return None if seen is None else str(seen.year)


def _written(codes: Sequence[str]) -> str:
    return ", ".join(written_waste_code(code) for code in codes)


def _families() -> dict[str, str]:
    with session.reading() as db:
        return {entry.key: entry.label for entry in reference.entries(db, "material_families")}
