"""The server process: run and stopped, its connections, its watchdog."""
