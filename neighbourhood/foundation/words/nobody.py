"""The word in the place of the name of whoever has left, in the language of whoever reads it.

There is one, whether the account is closed or erased, and wherever a name would stand.
"""

from flask_babel import lazy_gettext as _l

# A sign that nobody sees and no name has: what bears it is no name, and is never cut like one.
MARK = "\u2060"
# As it is stored, wherever somebody was named.
STORED = f"Compte fermé{MARK}"
_SAID = _l("Compte fermé")


def word() -> str:
    """Return the word for whoever reads now."""
    return read(STORED)


def is_nobody(name: str) -> bool:
    """Tell whether a name was erased."""
    return name.endswith(MARK)


def read(name: str) -> str:
    """Return a name as it is read: the word of the reader’s language where it was erased."""
    return f"{_SAID}{MARK}" if is_nobody(name) else name
