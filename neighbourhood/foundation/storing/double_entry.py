"""Double entry, whatever is counted: what leaves one account comes into others."""

from collections.abc import Mapping


class UnbalancedError(ValueError):
    """The sides of a transfer do not sum to zero: a mistake in the code, never in the input."""


def require_balance(what: str, sides: Mapping[int, int], *, unit: str) -> None:
    """Refuse sides, by account, that do not sum to zero, or of which one moves nothing."""
    if len(sides) < 2 or sum(sides.values()) != 0 or 0 in sides.values():
        raise UnbalancedError(f"{what} of {sorted(sides.values())} {unit} does not balance")
