"""The program's own folder `.kinerja`: lock, journal, drafts, sessions, and what was set aside."""
