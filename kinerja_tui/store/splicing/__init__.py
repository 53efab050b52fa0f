"""Splicing: what a change is, how it is put into a text, and the proof of what did not change."""
