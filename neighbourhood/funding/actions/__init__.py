"""What becomes of money."""
