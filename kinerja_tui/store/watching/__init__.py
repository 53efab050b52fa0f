"""Watching: what changes in the store while it is open, whoever changes it."""
