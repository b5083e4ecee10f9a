"""The pages of verification: my address, letters to the wrong people, the desk of the town hall."""

from verification.views import claims, desk, wrong_people
from verification.views.blueprint import bp

__all__ = ["bp", "claims", "desk", "wrong_people"]
