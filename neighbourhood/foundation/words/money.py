"""Money: integer cents everywhere, euros only on the page."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_currency, get_locale, gettext

MOST_DIGITS = 9
_TOO_LONG = 60

_EURO = r"(?:€(?:uros?)?|euros?|eur|e)"
_CENT = r"(?:centimes?|cents?|cts?|c)"
_NUMBER = r"[\d.,'](?:[\d ., ']*[\d.,'-])?"
_IN_EUROS = re.compile(rf"(?:{_EURO} ?)?({_NUMBER}) ?(?:{_EURO}\.?)?")
_IN_BOTH = re.compile(rf"({_NUMBER}) ?{_EURO} ?(?:et )?(\d{{1,2}}) ?({_CENT}\.?)?")
_IN_CENTS = re.compile(rf"({_NUMBER}) ?{_CENT}\.?")

# Signs that mean another one: what phones, foreign keyboards and copied pages put in.
_SAME = str.maketrans({"٫": ",", "٬": "'", "，": ",", "．": ".", "’": "'", "ʼ": "'", "−": "-"})

_GROUPS = re.compile(r"[1-9]\d{0,2}([ .,'])\d{3}(?:\1\d{3})*")
_GROUPS_AND_PART = re.compile(r"([1-9]\d{0,2}(?:([ .,'])\d{3}(?:\2\d{3})*))([.,])(\d{1,2})")
_PLAIN = re.compile(r"(\d*)(?:[.,](\d{1,2}))?")
_ROUND = re.compile(r"(.+?)(?:[.,]-{1,2})")
_THOUSANDS_OR_PART = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_MIXED_OR_PART = re.compile(r"([1-9]\d{0,2}(?:[ ']\d{3})+)[.,](\d{3})")
_LOOSE_PART = re.compile(r"(\d{1,6}|[1-9]\d{0,2}(?: \d{3})+) (\d{1,2})")


def readings(text: str) -> Sequence[int]:
    """Return every amount, in cents, that a person may mean by `text`.

    One is what they mean; with several one must ask; none when it is no amount.
    """
    said = _tidied(text)
    both = _IN_BOTH.fullmatch(said)
    if both is not None:
        return _euros_and_cents(*both.groups())
    cents = _IN_CENTS.fullmatch(said)
    if cents is not None:
        # A hundredth of what the same figure says in euros, when that is whole.
        hundredths = _figure(cents[1])
        return [each // 100 for each in hundredths] if not any(h % 100 for h in hundredths) else ()
    whole = _IN_EUROS.fullmatch(said)
    return _figure(whole[1]) if whole is not None else ()


def parse_euros(text: str) -> int | None:
    """Return the cents that `text` means, None when it may mean several amounts or none."""
    found = readings(text)
    return found[0] if len(found) == 1 else None


def either(amounts: Sequence[int]) -> str:
    """Say several amounts as a choice: 1 250 € ou 1,25 €."""
    *first, last = map(euros, amounts)
    return str(gettext("%(these)s ou %(that)s", these=", ".join(first), that=last))


def _tidied(text: str) -> str:
    if len(text) > _TOO_LONG:
        return ""
    seen = "".join(_plain(char) for char in text.translate(_SAME))
    spaced = " ".join(seen.split()).casefold()
    return re.sub(r" ?([.,']) ?(?=[\d-])", r"\1", spaced)


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(char) == "Cf" else char


def _euros_and_cents(figure: str, part: str, unit: str | None) -> Sequence[int]:
    whole = _figure(figure)
    # 12,50 € 50 says two parts; 1.250 € 50 would be a question within a question.
    if len(whole) != 1 or whole[0] % 100 or re.search(r"[.,]\d{1,2}$", figure):
        return ()
    if unit is None and len(part) == 1:
        return _distinct(whole[0] + int(part) * 10, whole[0] + int(part))
    return [whole[0] + int(part)]


def _figure(text: str) -> Sequence[int]:
    """Return the readings of a figure without its unit, in cents if it counts euros."""
    swiss = _ROUND.fullmatch(text)
    bare = swiss[1] if swiss is not None else text
    if sum(char.isdigit() for char in bare) > MOST_DIGITS + 2 or (swiss and bare.count(",")):
        return ()
    return [cents for cents in _read(bare) if cents < 10 ** (MOST_DIGITS + 2)]


def _read(bare: str) -> Sequence[int]:
    doubtful = _THOUSANDS_OR_PART.fullmatch(bare) or _MIXED_OR_PART.fullmatch(bare)
    if doubtful is not None:
        whole, rest = _digits(doubtful[1]), doubtful[2]
        return _distinct(_in_cents(f"{whole}{rest}"), _in_cents(whole, rest[:2]))
    grouped = _GROUPS.fullmatch(bare)
    if grouped is not None:
        return [_in_cents(_digits(bare))]
    parted = _GROUPS_AND_PART.fullmatch(bare)
    if parted is not None:
        return [_in_cents(_digits(parted[1]), parted[4])] if parted[2] != parted[3] else ()
    plain = _PLAIN.fullmatch(bare)
    if plain is not None and (plain[1] or plain[2]):
        return [_in_cents(plain[1] or "0", plain[2] or "")]
    loose = _LOOSE_PART.fullmatch(bare)
    return _loose(*loose.groups()) if loose is not None else ()


def _loose(whole: str, part: str) -> Sequence[int]:
    # 12 50: a space too many, or the comma that is missing.
    euros_only = _digits(whole)
    return _distinct(
        _in_cents(f"{euros_only}{part}"),
        _in_cents(euros_only, part),
        _in_cents(euros_only, part.rjust(2, "0")),
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _in_cents(whole: str, part: str = "") -> int:
    return int(whole) * 100 + int(part.ljust(2, "0"))


def _distinct(*amounts: int) -> Sequence[int]:
    return tuple(dict.fromkeys(amounts))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount to be said later: it is written in the language of whoever reads it then."""

    cents: int

    def __str__(self) -> str:
        return euros(self.cents)


def euros(cents: int) -> str:
    """Write `cents` as people do: 12 €, 12,50 €; €12, €12.50 in English."""
    if cents % 100:
        return _with_minus(format_currency(cents / 100, "EUR"))
    pattern = "#,##0\u00a0¤" if get_locale().language == "fr" else "¤#,##0"
    return _with_minus(format_currency(cents // 100, "EUR", pattern, currency_digits=False))


def _with_minus(said: str) -> str:
    # A hyphen is no minus: it is too short, and a line may break after it.
    return said.replace("-", "−")


def figure(cents: int) -> str:
    """Write `cents` as the figure to type again: 12, 12,50."""
    return f"{cents // 100},{cents % 100:02}".removesuffix(",00")
