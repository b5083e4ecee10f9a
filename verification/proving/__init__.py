"""What a proof of address is, and which are known."""
