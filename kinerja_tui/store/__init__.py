"""The records on disk: found, listed, read into one snapshot, and changed without losing a byte."""
