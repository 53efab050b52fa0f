"""What the screen is made of; each draws lines that pure functions gave it."""
