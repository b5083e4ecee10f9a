"""What is examined, and what was found: one line each.

A fault is said in words for whoever keeps the site at a town hall: what people notice, then what to
do. What only whoever installs it can use stands between brackets.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import LazyString, gettext

from neighbourhood.foundation.words.declaring import Register

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to examine: `faults` returns a sentence for each thing wrong, with what to do."""

    code: str
    title: LazyString
    well: LazyString
    faults: Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the `faults`, or that it is `well`; `said` is either in one line."""

    code: str
    title: str
    well: str
    faults: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def said(self) -> str:
        """Return what was found, in one line."""
        return " ".join(self.faults) or self.well


CHECKS: Register[Check] = Register("check of the doctor")


def examine() -> list[Finding]:
    """Examine everything; a check that breaks is a fault itself and stops no other."""
    return [_examined(check) for check in CHECKS.values()]


def _examined(check: Check) -> Finding:
    try:
        faults = tuple(str(fault) for fault in check.faults())
    except Exception as failure:
        log.exception("a check of the doctor failed")
        # The message of a failure may quote passwords and addresses: its kind says enough.
        kind = type(failure).__name__
        broken = gettext(
            "La vérification n’a pas abouti. Demandez à la personne qui installe le site de lire "
            "son journal technique (%(kind)s).",
            kind=kind,
        )
        faults = (broken,)
    return Finding(check.code, str(check.title), str(check.well), faults)
