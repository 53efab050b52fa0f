"""What commands print, as text: pages in, lines out; nothing is read or written here."""
