"""Conventions."""

from functools import partial

from circular.domain import french
from circular.domain.permissions import Permission
from circular.queries.agreements import summary
from circular.ui import components, dialogs, gate, markup, session
from circular.ui.agreement_lists import TITLE, agreement_list
from circular.ui.agreements import prepare_button, prepare_dialog

visitor = gate.enter(Permission.SEE_AGREEMENTS)

place = components.title(TITLE)
if visitor.may(Permission.EDIT_AGREEMENTS):
    prepare_button(place, "agreements", is_primary=True)

with session.reading() as db:
    figures = summary(db, session.today(), visitor.only_epcis)
in_force = french.plural(figures.in_force, "convention en vigueur", "conventions en vigueur")
due = f", dont {figures.due_this_year} à signer avant la fin de l’année"
markup.lead(
    f"**{in_force}** aujourd’hui, {figures.to_come} à venir{due if figures.due_this_year else ''}."
)

agreement_list(visitor)

dialogs.open_asked("agreements", {"prepare_agreement": partial(prepare_dialog, visitor)})
