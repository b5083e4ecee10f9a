"""Reading funds, gifts, and what the provider said of them."""
