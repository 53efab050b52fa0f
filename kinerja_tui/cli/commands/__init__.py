"""The commands, one module each: HELP, EXAMPLES and `run`, whose parameters Typer reads."""
