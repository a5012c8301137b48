"""HTTP, the clock and the wiring: what turns the log and the renderings into a service."""
