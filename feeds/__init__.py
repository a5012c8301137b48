"""Public releases in, bytes out: pure functions without clock, store or network."""
