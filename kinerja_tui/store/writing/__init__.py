"""Writing: an edit spliced, proved and swapped in; new stores; a folder of exports."""
