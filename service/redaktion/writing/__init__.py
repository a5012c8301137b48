"""Writing at the desk: from a blank page, a skeleton or a pasted text to a finished draft."""
