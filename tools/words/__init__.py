"""What the word lists of the intake do: the alternatives of its expressions, tried on texts."""
