"""The page of one record: every key that its file holds, or could hold, to read and to change."""
