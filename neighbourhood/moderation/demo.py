"""Moderation in the demonstration town: filled once something is published there."""


def build() -> None:
    """Report nothing yet."""
