"""Ma journée : ce qui est en retard, ce que la semaine demande, ce qui vient bientôt."""

from circular.domain.permissions import Permission
from circular.ui import components, gate, my_day, quick_capture, reminders, session

visitor = gate.enter(Permission.EDIT_PIPELINE)
today = session.today()

place = components.title(my_day.heading(today))
quick_capture.button(visitor, place, key="my_day")
reminders.section(visitor)
owner = my_day.whose(visitor)
my_day.actions_columns(visitor, owner=owner, today=today)
