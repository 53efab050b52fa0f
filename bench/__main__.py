"""All benchmarks: `python -m bench [--runs N] [--indicators N]`."""

from __future__ import annotations

from bench.commands import main

raise SystemExit(main())
