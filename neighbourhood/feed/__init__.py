"""The one timeline, search, home."""
