"""The word in the place of a name that was erased, in the language of whoever reads it."""

from flask_babel import lazy_gettext as _l

# A sign that nobody sees and no name has: what bears it is no name, and is never cut like one.
MARK = "\u2060"
# As it is stored, wherever somebody was named.
STORED = f"Compte effacé{MARK}"
_SAID = _l("Compte effacé")


def is_nobody(name: str) -> bool:
    """Tell whether a name was erased."""
    return name.endswith(MARK)


def read(name: str) -> str:
    """Return a name as it is read: the word of the reader’s language where it was erased."""
    return f"{_SAID}{MARK}" if is_nobody(name) else name
