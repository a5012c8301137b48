"""What `pressrum doctor` examines: the database, an embedding page and its policy."""
