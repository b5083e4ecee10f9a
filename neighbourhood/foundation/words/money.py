"""Money: integer cents everywhere, euros only on the page."""

import re

from flask_babel import format_currency, get_locale

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
    """Write `cents` as people do: 12 €, 12,50 €; €12, €12.50 in English."""
    if cents % 100:
        return str(format_currency(cents / 100, "EUR"))
    pattern = "#,##0\u00a0¤" if get_locale().language == "fr" else "¤#,##0"
    return str(format_currency(cents // 100, "EUR", pattern, currency_digits=False))
