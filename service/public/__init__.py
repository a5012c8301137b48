"""Handlers of what anybody may read: pages, feeds, files, search, embeds."""
