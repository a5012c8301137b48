"""Media files: received, made into images, kept in a folder."""
