"""The day somebody was born, in figures, in letters, or both."""

from collections.abc import Iterator

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.giveaways.counting import MONTHS, number
from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

_BORN = vocabulary("births", "born")
_LAWS = vocabulary("births", "laws")
_STREETS = vocabulary("births", "streets")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_BETWEEN = frozenset("/.-‑–_ ")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find birth dates, and any whole date long past."""
    for place, token in enumerate(read.tokens):
        if token.key in _BORN and _is_birth(read, place) and (last := _date_after(read, place)):
            yield read.found(Trace.BIRTH, place, last)
        elif dated := _date(read, place):
            last, year = dated
            if year and 1900 <= year <= now().year - 4 and not _is_of_a_law(read, place):
                yield read.found(Trace.BIRTH, place, last)


def _is_birth(read: Reading, place: int) -> bool:
    # "ne" is a negation: only "né", or capitals, tell of a birth.
    token = read.at(place)
    return (
        token.key != "ne"
        or token.text[-1] in "éÉ"
        or (token.is_loud and read.speaks_of(place, ("le", "en")))
    )


def _is_of_a_law(read: Reading, place: int) -> bool:
    return read.near_before(place, _LAWS | _STREETS, 5)


def _date_after(read: Reading, place: int) -> int:
    fete = read.key(place).startswith(("fet", "bap"))
    for step in range(place + 1, place + 9):
        if read.at(step).sentence != read.at(place).sentence:
            return 0
        dated = _date(read, step)
        if dated and (not fete or dated[1]):
            return dated[0] if dated[1] is None or dated[1] <= now().year else 0
        token = read.at(step)
        if token.is_number and (_is_past_year(token.key) or _is_packed(token.key)):
            return step
        if token.key in ("mil", "mille") and number(read, step + 1):
            return step + 1
        if (
            token.key in MONTHS
            and read.at(step + 1).is_number
            and len(read.key(step + 1)) in (2, 4)
        ):
            return step + 1
        counted = number(read, step) if read.key(step - 1) == "en" else None
        if counted and 20 <= counted[0] <= 99 and read.key(counted[1]) not in ("ans", "mois"):
            return counted[1] - 1
    return 0


def _is_past_year(digits: str) -> bool:
    return len(digits) == 4 and 1900 <= int(digits) <= now().year


def _is_packed(digits: str) -> bool:
    return len(digits) in (6, 8) and 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def _date(read: Reading, place: int) -> tuple[int, int | None] | None:
    """Return where the day and month (and year, if it is said) from `place` on end."""
    token = read.at(place)
    if token.key == "premier" or (token.key == "1" and read.key(place + 1) == "er"):
        after = place + 1 + (token.key == "1")
        return _month_and_year(read, after)
    counted = number(read, place)
    if counted is None or (read.at(place - 1).is_number and read.at(place).joint == ""):
        return None
    value, after = counted
    if token.is_number and len(token.key) == 4 and read.key(after) in _BETWEEN:
        return _backwards(read, place)
    if not 1 <= value <= 31:
        return None
    if read.key(after) in MONTHS:
        return _month_and_year(read, after)
    return _in_figures(read, after)


def _month_and_year(read: Reading, place: int) -> tuple[int, int | None] | None:
    if read.key(place) not in MONTHS:
        return None
    step = place + 1 + (read.key(place + 1) in (".", "/", "-"))
    token = read.at(step)
    if token.is_number and len(token.key) == 4:
        return step, int(token.key)
    if (
        token.is_number
        and len(token.key) == 2
        and read.key(step + 1) not in ("h", ":", "heures", "ans")
    ):
        return step, _full_year(int(token.key))
    if token.key in ("mil", "mille"):
        return step, 1900
    if token.key == "deux" and read.key(step + 1) == "mille":
        more = number(read, step + 2)
        return step + 1, 2000 + (more[0] if more else 0)
    if (
        token.key == "dix"
        and read.key(step + 1) == "neuf"
        and read.key(step + 2) in ("cent", "cents")
    ):
        return step + 2, 1900
    return place, None


def _full_year(short: int) -> int:
    return 2000 + short if 2000 + short <= now().year else 1900 + short


def _in_figures(read: Reading, after: int) -> tuple[int, int | None] | None:
    """Read what follows the day in "12/03/1984", "12.3.84", "12 03 1984", "12 III 1984"."""
    tied = read.key(after) in _BETWEEN and not read.key(after).isalnum()
    step = after + tied
    month, roman = (
        read.at(step),
        _ROMAN.get(read.key(step)) if read.at(step).is_loud or read.at(step).is_letter else None,
    )
    if not roman and not (month.is_number and len(month.key) <= 2 and 1 <= int(month.key) <= 12):
        return None
    more = step + 1 + (read.key(step + 1) in _BETWEEN and not read.key(step + 1).isalnum())
    year = read.at(more)
    if not year.is_number or not (len(year.key) == 4 or (len(year.key) == 2 and tied)):
        return None
    if read.at(more + 1).is_number or (
        read.key(more + 1) in _BETWEEN and read.at(more + 2).is_number
    ):
        return None  # a telephone, or a longer number
    if len(year.key) == 4 and not 1900 <= int(year.key) <= now().year:
        return None
    return more, int(year.key) if len(year.key) == 4 else _full_year(int(year.key))


def _backwards(read: Reading, place: int) -> tuple[int, int | None] | None:
    year, month, day = read.at(place), read.at(place + 2), read.at(place + 4)
    if not (month.is_number and day.is_number and read.key(place + 3) in _BETWEEN):
        return None
    if len(month.key) != 2 or len(day.key) != 2 or not 1 <= int(month.key) <= 12:
        return None
    return place + 4, int(year.key)
