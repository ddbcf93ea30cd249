"""`python -m circular.cli`: the same as the command `circular`."""

import sys

from circular.cli import main

sys.exit(main())
