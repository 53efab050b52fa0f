"""The records as frozen structs, one module a kind of file; knows nothing else."""
