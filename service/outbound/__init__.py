"""Requests to others: the guarded client, fetched pages, webhooks, hubs and caches."""
