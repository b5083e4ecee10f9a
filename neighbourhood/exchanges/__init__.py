"""Offers and requests between neighbours."""
