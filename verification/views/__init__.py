"""The pages of verification: my address and its proofs, neighbours who vouch, the desk."""

from verification.views import (
    claims,
    counter,
    desk,
    documents,
    entering,
    mandates,
    oversight,
    staying,
    vouching,
    wrong_people,
)
from verification.views.blueprint import bp

__all__ = [
    "bp",
    "claims",
    "counter",
    "desk",
    "documents",
    "entering",
    "mandates",
    "oversight",
    "staying",
    "vouching",
    "wrong_people",
]
