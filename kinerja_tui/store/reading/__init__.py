"""Reading: from the tree of files to one immutable snapshot and its problems."""
