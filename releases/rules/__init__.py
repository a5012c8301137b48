"""What a release must be and may become: validation, warnings, changes, templates; pure."""
