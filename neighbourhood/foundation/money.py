"""Money: integer cents everywhere, euros only on the page."""

import re

from flask_babel import format_currency

_EUROS = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?")


def parse_euros(text: str) -> int | None:
    """Return the cents that a person meant by `text` ("12", "12,50", "1 200 €"), or None."""
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text)
    match = _EUROS.fullmatch(bare)
    if match is None:
        return None
    whole, part = match.groups()
    return int(whole) * 100 + int((part or "0").ljust(2, "0"))


def euros(cents: int) -> str:
    """Write `cents` as people do: 12 €, 12,50 €."""
    pattern = "#,##0\u00a0¤" if cents % 100 == 0 else None
    return str(format_currency(cents / 100, "EUR", pattern, currency_digits=pattern is None))
