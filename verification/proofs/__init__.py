"""The ways to prove an address: one file each."""
