"""Amounts as everybody reads them: rounded up, so that no bill is recognised by its cents.

What is asked of neighbours is the band itself. Were the exact amount the ceiling of the fund, the
last gift would tell it. What is left over stays with the partner, who says so in the proof.
"""

# Up to how many cents, in steps of how many: about one amount in ten is the same as another.
BANDS = ((100_00, 5_00), (500_00, 10_00), (float("inf"), 50_00))


def step_of(cents: int) -> int:
    """Return the step, in cents, to which an amount is rounded."""
    return next(step for most, step in BANDS if cents <= most)


def banded(cents: int) -> int:
    """Return the band of an amount, in cents: never less than the amount itself."""
    step = step_of(cents)
    return -(-cents // step) * step
