"""The time bank: where a town wants it, minutes that neighbours note after a help, summing to 0."""
