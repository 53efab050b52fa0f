"""Bytes on disk: where the store lies, safe opening, and the one seam to the system."""
