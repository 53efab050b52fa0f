"""The main screen, and the pages that are read on top of it."""
