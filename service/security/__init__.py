"""Passwords, second factors, signed tokens, encrypted values and rate limits."""
