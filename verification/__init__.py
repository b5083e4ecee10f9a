"""Proving where one lives."""
