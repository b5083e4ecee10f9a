"""What becomes of money, in tables."""
