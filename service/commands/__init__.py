"""The commands of `pressrum`, a file a trip: serving, administering, importing, keeping."""
