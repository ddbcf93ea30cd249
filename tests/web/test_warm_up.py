"""What the server does before its first visitor."""

import gc
import sys

from circular.web.warm_up import warm_up


def test_the_heavy_libraries_are_loaded_and_out_of_collections() -> None:
    before = gc.get_freeze_count()
    try:
        warm_up()

        assert {"pandas", "pyarrow", "plotly", "scipy.optimize"} <= set(sys.modules)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
