"""What stands between a request for a public resource and the code that renders it."""
