"""All benchmarks: `python -m bench [--runs N] [--indicators N] [--units N]`."""

from __future__ import annotations

from bench import commands, load

raise SystemExit(commands.main() or load.main())
