"""Public pages: the values of their templates, their security policy, embed snippets."""
