"""A word to the quartier: news, a question, lost and found, and what is answered in public."""
