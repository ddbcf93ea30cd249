"""What the server does once before its first visitor: load the heavy libraries, freeze them."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from circular.web import logs, reminders


def warm_up() -> None:
    """Load and use once what the first page would pay for, then keep it out of collections."""
    import pandas as pd
    import pyarrow as pa

    from circular.analysis.allocation import allocate
    from circular.analysis.flows import Need, Stream
    from circular.analysis.matching import rank
    from circular.charts import first_figure

    streams, needs = [Stream(key="a", text="palettes")], [Need(key="b", text="palettes")]
    list(rank(streams, needs).items())
    allocate(streams, needs)
    pa.Table.from_pandas(pd.DataFrame({"a": [1.5], "b": ["x"]}))
    first_figure.draw()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Warm the process up, and make its log discreet, before the first visitor; then remind."""
    del app
    logs.be_discreet()
    warm_up()
    reminding = asyncio.create_task(reminders.keep_raising())
    yield
    reminding.cancel()
