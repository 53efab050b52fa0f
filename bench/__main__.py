"""All benchmarks: `python -m bench [--runs N] [--indicators N] [--units N] [--size 80x24]`."""

from __future__ import annotations

from bench import commands, load, peers, wire

raise SystemExit(commands.main() or load.main() or wire.main() or peers.main())
