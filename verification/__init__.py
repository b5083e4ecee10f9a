"""Proofs of address: from stranger to neighbour."""
