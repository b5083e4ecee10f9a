"""Outside libraries that are heavy to load: loaded when first used, or without their companions.

The one spelling, at the top of a module, which type checkers read as a plain import:

    if TYPE_CHECKING:
        import stripe
    else:
        stripe = lazily("stripe")

Used from there on as `stripe.StripeClient`; what is annotated with its types stands in quotes.
"""

import sys
from importlib import import_module
from itertools import accumulate
from types import ModuleType
from typing import Any

# A worker that waits for visitors needs none of these: starting the site may not load them.
HEAVY = frozenset(
    {
        "PIL",
        "alembic",
        "bleach",
        "boto3",
        "botocore",
        "convertdate",
        "cryptography.fernet",
        "cryptography.hazmat",
        "email_validator",
        "flask_migrate",
        "fontTools",
        "fpdf",
        "holidays",
        "icalendar",
        "numpy",
        "phonenumbers",
        "pillow_heif",
        "rapidfuzz",
        "recurring_ical_events",
        "requests",
        "segno",
        "sepaxml",
        "shapely",
        "snowballstemmer",
        "stdnum",
        "stripe",
        "tqdm",
        "webauthn",
        "zxcvbn",
    },
)

# What a library takes along wherever it is installed, though nothing here ever calls it.
COMPANIONS = {
    "engineio": ("requests", "websocket"),
    "flask_socketio": ("requests", "websocket"),
    "geopy": ("requests",),
    "huey": ("psycopg",),
    "socketio": ("requests", "websocket"),
    "structlog": ("rich",),
}


class Undeclared(LookupError):
    """A library is loaded late that the table of heavy ones does not name."""


class _Later:
    """Stands where a module will be; whatever is asked of it is asked of the module."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, wanted: str) -> Any:
        # Not importlib's LazyLoader: before Python 3.11.9 a second thread got the module half made.
        # `import_module` lets every other thread and greenlet wait until the module is whole.
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, wanted)


def lazily(name: str) -> Any:
    """Return the module `name`, which loads when something of it is first asked for."""
    if HEAVY.isdisjoint(accumulate(name.split("."), "{}.{}".format)):
        raise Undeclared(f"{name}: name it in `lazily.HEAVY`, or import it plainly")
    return _Later(name)


def sparingly(name: str) -> Any:
    """Return the module `name`, loaded now as if its companions were not installed."""
    absent = set(COMPANIONS[name.partition(".")[0]]) - sys.modules.keys()
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        return import_module(name)
    finally:
        for companion in absent:
            del sys.modules[companion]
