"""Where announcements go: each sink delivers one errand or says why not."""
