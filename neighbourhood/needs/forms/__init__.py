"""Forms of needs: what staff write before one is published, and after it is funded."""
