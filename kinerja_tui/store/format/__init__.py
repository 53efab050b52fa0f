"""The format: kinds of file, what each may hold, the rules between keys, and what is typed."""
