"""What neighbours report, what comes of it, and the charter they agreed to."""
