"""The commands of `pressrum`, a file each, and what they share."""
