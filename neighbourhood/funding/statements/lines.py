"""One line of a statement, whatever file it came in, and why a file cannot be read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Wrong

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
EURO = "EUR"
# No statement is of before the euro, and none of another century than ours: days are counted from.
_FIRST_DAY, _LAST_DAY = date(1999, 1, 1), date(2099, 12, 31)
# More than any bank writes; what is longer is cut, for it is only shown to a person.
LONGEST_TEXT = 500


class StatementUnreadable(Wrong):
    """The file is no statement that we know."""

    sentence = _l(
        "Ce fichier n’est pas un relevé que nous savons lire. Demandez à la banque un relevé "
        "CAMT.053 (XML), ou un relevé CSV avec une date, un libellé et un montant."
    )


class StatementDangerous(StatementUnreadable):
    """The file asks the reader to build or fetch something, as no bank does."""

    sentence = _l(
        "Ce fichier contient des instructions qu’aucune banque n’écrit. Il n’a pas été lu : "
        "téléchargez de nouveau le relevé sur le site de la banque."
    )


class StatementTooLong(StatementUnreadable):
    """The file has more lines, or more bytes, than we read at once."""

    sentence = _l(
        "Ce relevé est trop long : 5 000 lignes et 5 Mo au plus. Demandez à la banque une période "
        "plus courte."
    )


class NoColumns(StatementUnreadable):
    """A table in which no line names the columns that we need."""

    sentence = _l(
        "Les colonnes de ce fichier ne se reconnaissent pas. Il faut une colonne « Date », une "
        "colonne « Libellé », et « Montant » ou « Débit » et « Crédit »."
    )


def of_our_time(day: date) -> date:
    """Return a day that a statement may be of; `ValueError` for any other."""
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(day)
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """Money that came in (`cents` above zero) or went out, in hundredths of its currency.

    `reference` is what says of which gift it is: a creditor reference (ISO 11649), if there is one.
    `bank_reference` is the bank’s own number; `is_sure` when it promises to give it once. `rank`
    tells apart lines that are alike in all of this. `text` is what the payer wrote.
    """

    account: str
    day: date
    cents: int
    currency: str = EURO
    reference: str = ""
    bank_reference: str = ""
    is_sure: bool = False
    is_booked: bool = True
    is_reversal: bool = False
    rank: int = 0
    payer: str = ""
    payer_account: str = ""
    text: str = ""

    @property
    def likeness(self) -> tuple[str, ...]:
        """What a second copy of the same line has in common with it, but for its rank."""
        text = "" if self.is_sure else f"{self.reference}\n{self.text}"
        what = self.account, self.bank_reference, self.day.isoformat()
        return *what, str(self.cents), self.currency, str(self.is_reversal), text

    @property
    def mark(self) -> str:
        """All that tells a line from every other one."""
        return "\x1f".join((*self.likeness, str(self.rank)))

    def ranked(self, rank: int) -> Self:
        """Return the same line as the one after `rank` others like it."""
        return replace(self, rank=rank)

    def told(self) -> dict[str, Any]:
        """Return plain values, from which `of` makes the line again."""
        return {**asdict(self), "day": self.day.isoformat()}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the line of these plain values."""
        return cls(**{**told, "day": date.fromisoformat(told["day"])})


@dataclass(frozen=True, slots=True)
class Statement:
    """What one file says: its lines, and the rows of it that make no sense, by number."""

    form: str
    lines: tuple[StatementLine, ...]
    faults: tuple[int, ...] = ()
