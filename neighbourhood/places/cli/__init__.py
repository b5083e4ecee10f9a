"""The commands of places."""
