"""The net jobs, in steps, against the path of the target: straight, by steps or by year."""

from collections.abc import Sequence

import plotly.graph_objects as go

from circular.charts.targets import Wording, target_path
from circular.domain import french
from circular.domain.targets import Path
from circular.queries.jobs import MonthOfJobs
from circular.queries.targets import Measured

HEIGHT = 146  # the elected page holds on a screen and a half


def jobs_path(months: Sequence[MonthOfJobs], path: Path | None) -> go.Figure:
    """Draw the net jobs of each month and the path that leads to the target, if there is one.

    `months` starts at the path's start and ends at the day of the page; it is not empty.
    """
    reached = french.plural(round(months[-1].net_fte, 1), "emploi net", "emplois nets")
    return target_path(
        [Measured(month.day, month.net_fte) for month in months],
        path,
        Wording(reached, "ETP"),
        in_steps=True,
        height=HEIGHT,
    )
