"""What in a text gives a person away: simple signs, read word by word in one pass."""
