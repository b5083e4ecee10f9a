"""Rights over one’s data: see, download, correct, object; and what is said of it to anyone."""
