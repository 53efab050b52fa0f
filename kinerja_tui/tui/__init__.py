"""The workspace: one year of one unit on the screen, edited from the keyboard."""
