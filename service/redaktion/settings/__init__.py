"""The settings of a newsroom, for its admins: newsroom, contacts, people, tokens, webhooks, log."""
