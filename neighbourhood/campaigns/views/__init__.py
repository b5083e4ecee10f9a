"""What anybody may ask for, and what is for those who make it known."""
