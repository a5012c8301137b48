"""The desk (redaktionen): the communicators' pages, server-rendered, whole without JavaScript."""
