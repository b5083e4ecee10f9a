"""Conversations between neighbours: stored first, heard live by whoever is there."""
