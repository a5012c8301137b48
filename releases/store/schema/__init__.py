"""The schema: its first tables, and each step that has changed them since."""
