"""Signing in: passwords, second factors, OpenID, invitations, the person's own account."""
