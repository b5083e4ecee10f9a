"""Long numbers: telephones in any dress, and those that stand for a person or an account."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.giveaways.counting import spoken
from neighbourhood.foundation.words.giveaways.lists import these, vocabulary
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

if TYPE_CHECKING:
    import phonenumbers
    from stdnum import iban, luhn
    from stdnum.fr import nir, siret
else:
    iban, luhn = lazily("stdnum.iban"), lazily("stdnum.luhn")
    nir, siret = lazily("stdnum.fr.nir"), lazily("stdnum.fr.siret")
    phonenumbers = lazily("phonenumbers")

_BETWEEN = frozenset(".-/_*()+·|~:‑–,") | these("point tiret espace puis slash")
_MOST_PARTS = 24
_CALLS = vocabulary("figures", "calls")
_PAPERS = vocabulary("figures", "papers")


@dataclass(slots=True)
class _Part:
    digits: str
    first: int
    last: int


def find(read: Reading) -> Iterator[Giveaway]:
    """Find telephones, numbers of the social security, of accounts, of cards and of papers."""
    place = 0
    while place < len(read):
        account = _account(read, place)
        if account:
            yield read.found(Trace.NUMBER, place, account)
            place = account + 1
            continue
        if read.key(place) in _PAPERS and (last := _paper(read, place)):
            yield read.found(Trace.NUMBER, place, last)
        parts, after = _run(read, place)
        if parts:
            yield from _judged(read, parts, plus=read.key(parts[0].first - 1) == "+")
        place = max(after, place + 1)


def _run(read: Reading, place: int) -> tuple[list[_Part], int]:
    parts: list[_Part] = []
    while len(parts) < _MOST_PARTS:
        part = _part(read, place, begun=bool(parts))
        if part is None:
            step = place + 1 if parts and read.key(place) in _BETWEEN else place
            while step > place and read.key(step) in _BETWEEN and step < place + 3:
                step += 1
            part = _part(read, step, begun=True) if step > place else None
        if part is None:
            break
        parts.append(part)
        place = part.last + 1
    return parts, place


def _part(read: Reading, place: int, *, begun: bool) -> _Part | None:
    token = read.at(place)
    if token.is_number:
        return _Part(token.key, place, place)
    if token.key == "o" and (begun or _is_figure(read, place + 1)):
        return _Part("0", place, place)
    if begun and token.key in ("l", "i") and token.joint == "" and read.at(place + 1).is_number:
        return _Part("1", place, place)
    if begun and token.key in ("a", "b") and token.joint == "" and read.key(place - 1) == "2":
        return _Part("0", place, place)  # Corsica in a number of the social security
    said = spoken(read, place)
    return _Part(str(said[0]), place, said[1] - 1) if said else None


def _is_figure(read: Reading, place: int) -> bool:
    return read.at(place).is_number or spoken(read, place) is not None


def _judged(read: Reading, parts: list[_Part], *, plus: bool) -> Iterator[Giveaway]:
    digits = "".join(part.digits for part in parts)
    whole = parts[0].first, parts[-1].last
    if _is_personal(digits, parts):
        yield read.found(Trace.NUMBER, *whole)
    elif _is_foreign(digits, plus=plus) or _is_called(read, parts, digits):
        yield read.found(Trace.PHONE, *whole)
    elif window := _french(parts):
        yield read.found(Trace.PHONE, *window)
    elif len(digits) >= 6 and not _has_year(parts) and _is_paper(read, parts[0].first):
        yield read.found(Trace.NUMBER, *whole)


def _is_personal(digits: str, parts: list[_Part]) -> bool:
    if nir.is_valid(digits) or siret.is_valid(digits):
        return True
    # Without its key, or with a slip of the hand, it is still a number of the social security.
    if len(digits) in (13, 14, 15) and digits[0] in "1278" and "01" <= digits[3:5] <= "99":
        return len(parts) > 1 or "01" <= digits[3:5] <= "12" or luhn.is_valid(digits)
    return len(digits) == 16 and luhn.is_valid(digits)


def _is_foreign(digits: str, *, plus: bool) -> bool:
    if plus:
        return _rings(digits)
    return digits.startswith("00") and 11 <= len(digits) <= 16 and _rings(digits[2:])


def _rings(digits: str) -> bool:
    """Tell whether a number with the code of its country is long enough to be a telephone."""
    try:
        dialled = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(dialled))


def _is_called(read: Reading, parts: list[_Part], digits: str) -> bool:
    if not 8 <= len(digits) <= 13 or _has_year(parts):
        return False
    grouped = len(parts) >= 4 and all(len(part.digits) <= 3 for part in parts)
    mobile = len(digits) == 9 and digits[0] in "67"
    if mobile and len(parts) == 5:
        return True
    return (grouped or mobile or len(parts) <= 3) and read.speaks_of(parts[0].first, _CALLS)


def _french(parts: list[_Part]) -> tuple[int, int] | None:
    for begin, part in enumerate(parts):
        if not part.digits.startswith("0"):
            continue
        digits = ""
        for end in range(begin, min(begin + 10, len(parts))):
            digits += parts[end].digits
            if len(digits) == 10 and digits[1] != "0" and not _has_year(parts[begin : end + 1]):
                return part.first, parts[end].last
    return None


def _has_year(parts: list[_Part]) -> bool:
    return any(len(part.digits) == 4 and part.digits[:2] in ("19", "20") for part in parts)


def _is_paper(read: Reading, place: int) -> bool:
    return read.near_before(place, _PAPERS, 8)


def _paper(read: Reading, place: int) -> int:
    """Return where the letters and figures of a paper end: "passeport 12AB34567"."""
    for step in range(place + 1, place + 7):
        end, letters = step, ""
        while (
            read.at(end).key.isalnum()
            and (end == step or read.at(end).joint == "")
            and end < step + 8
        ):
            letters, end = letters + read.key(end), end + 1
        figures = sum(letter.isdigit() for letter in letters)
        if figures >= 4 and len(letters) >= 7 and figures < len(letters):
            return end - 1
    return 0


def _account(read: Reading, place: int) -> int:
    token = read.at(place)
    figures = read.at(place + 1)
    if len(token.key) != 2 or not token.is_word or not figures.is_number:
        return 0
    if figures.joint != "" or len(figures.key) < 2:
        return 0
    letters, last = token.key, place
    for step in range(place + 1, place + 36):
        piece = read.at(step)
        if not piece.key.isascii() or not piece.key.isalnum() or len(letters) + len(piece.key) > 34:
            break
        letters += piece.key
        last = step
        if len(letters) >= 15 and iban.is_valid(letters):
            return last
    return (
        last if letters.startswith("fr") and len(letters) >= 20 and letters[2:12].isdigit() else 0
    )
