"""Letters that carry a code: their words, and their A4 pages for a window envelope."""

from verification.letters.pages import draw, print_all, print_pages
from verification.letters.words import Letter, compose, compose_for_household, street_line

__all__ = [
    "Letter",
    "compose",
    "compose_for_household",
    "draw",
    "print_all",
    "print_pages",
    "street_line",
]
