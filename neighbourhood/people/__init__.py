"""Looking after people: finding an account, helping its owner, what was sent, who runs what."""
