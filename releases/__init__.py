"""What a release is, and where it is kept: the publication log and the rules around it."""
