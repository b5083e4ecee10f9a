"""Asking permission: one predicate, asked by the action and by the template."""

from neighbourhood.foundation.errors import DomainError, Forbidden


def require(allowed: bool, refusal: DomainError | type[DomainError] = Forbidden) -> None:
    """Raise `refusal` unless `allowed`."""
    if not allowed:
        raise refusal
