"""`python -m kinerja_tui` is the command `kinerja`."""

import sys

from kinerja_tui.cli.main import run

sys.exit(run())
