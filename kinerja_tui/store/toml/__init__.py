"""TOML text: where every token stands, and what is wrong with a text that does not parse."""
