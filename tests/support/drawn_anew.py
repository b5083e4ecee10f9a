"""What each drawing of a page draws anew: tokens of forms, marks of the account that reads."""

import re

_DRAWN = re.compile(r'name="(csrf_token|press)" value="[^"]*"|data-words="[^"]*"')


def without(page: str) -> str:
    """Return `page` without what differs from one drawing, or one account, to the next."""
    return _DRAWN.sub("", page)
