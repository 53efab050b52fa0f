"""Plain-text accounting for government performance: SAKIP records, checks and report tables."""

__version__ = "0.1.0"
