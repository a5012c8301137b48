"""The settings of a newsroom, for its admins.

Newsroom, kinds and templates, contacts, people, tokens, webhooks, log.
"""
