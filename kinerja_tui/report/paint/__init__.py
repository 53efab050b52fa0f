"""Painters: a table in, text or bytes out."""
