"""Tables first, then painters that return text or bytes."""
