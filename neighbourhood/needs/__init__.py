"""Verified anonymous needs."""
