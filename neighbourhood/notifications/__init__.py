"""What happened that concerns a resident."""
