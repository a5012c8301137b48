"""Text in and out: cleaned, rendered, compared and searched for; pure."""
