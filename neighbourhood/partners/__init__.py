"""Accredited organisations and their staff."""
