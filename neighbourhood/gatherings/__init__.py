"""Gatherings: neighbours who meet, once or again and again."""
