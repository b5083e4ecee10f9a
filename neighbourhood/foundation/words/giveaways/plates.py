"""Number plates: the French ones, new and old, and the usual ones of the neighbours."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.tokens import Token
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

_CARS = vocabulary("plates", "cars")
_UNITS = vocabulary("plates", "units")
# Each shape: a letter is "L", a figure "9".
_FRENCH = frozenset({("LL", "999", "LL")})
_OLD = frozenset(
    (figures, letters, department)
    for figures in ("9", "99", "999", "9999")
    for letters in ("LL", "LLL")
    for department in ("99", "9L")
)
_ABROAD = frozenset(
    tuple(shape.split())
    for shape in (
        # Belgium, the United Kingdom, Spain
        *("9 LLL 999", "LL99 LLL", "9999 LLL"),
        # the Netherlands and Portugal
        *("LL 99 LL", "99 LL 99", "99 LLL 9", "9 LLL 99", "LL 99 99", "99 99 LL", "L 999 LL"),
        "LL 999 L",
    )
)
_NUMBERS = ("9", "99", "999", "9999", "99999", "999999")
_LETTERS = ("L", "LL", "LLL")
# Anything else that is announced as a plate, from Germany to Poland.
_WITH_A_CAR = frozenset(
    {(letters, figures) for letters in _LETTERS for figures in _NUMBERS[2:]}
    | {(town, more, figures) for town in _LETTERS for more in _LETTERS for figures in _NUMBERS[:4]}
    | {
        (figures, letters, more)
        for figures in _NUMBERS
        for letters in _LETTERS
        for more in _NUMBERS
    }
)


def find(read: Reading) -> Iterator[Giveaway]:
    """Find number plates."""
    after = 0
    for place, token in enumerate(read.tokens):
        if place < after or not (token.is_number or _is_letters(token)):
            continue
        last = _plate(read, place)
        if last:
            yield read.found(Trace.PLATE, place, last)
            after = last + 1


def _plate(read: Reading, place: int) -> int:
    """Return where the plate that begins at `place` ends, 0 for none."""
    if read.at(place).joint == "" and read.at(place - 1).key.isalnum():
        return 0
    groups, loud = _groups(read, place)
    cars = read.speaks_of(place, _CARS)
    for count in (3, 2):
        shape = tuple(group for group, _end in groups[:count])
        if len(shape) < count:
            continue
        end = groups[count - 1][1]
        if _boring(read, place, end) or not (loud or cars or shape in _FRENCH):
            continue
        if shape in _FRENCH or (shape in _OLD | _ABROAD and (loud or cars)):
            return end
        if cars and shape in _WITH_A_CAR and loud:
            return end
    return 0


def _groups(read: Reading, place: int) -> tuple[list[tuple[str, int]], bool]:
    """Return the shapes of up to three groups from `place` on, and whether letters are capitals."""
    shapes: list[tuple[str, int]] = []
    loud, step, tied = True, place, False
    while len(shapes) < 4 and step < place + 9:
        token = read.at(step)
        if token.is_number and len(token.key) <= 6:
            shape = "9" * len(token.key)
        elif _is_letters(token):
            shape, loud = "L" * len(token.key), loud and token.text.isupper()
        else:
            break
        if shapes and token.joint == "" and not tied and _belongs(shapes[-1][0], shape):
            shapes[-1] = (shapes[-1][0] + shape, step)
        else:
            shapes.append((shape, step))
        tied = read.key(step + 1) in ("-", "·", ".", "‑")
        step += 2 if tied else 1
    return shapes, loud


def _belongs(before: str, shape: str) -> bool:
    # "AB12" begins a British plate, "2A" ends an old Corsican one; "AB123CD" is three groups.
    return (before, shape) in {("LL", "99"), ("9", "L")}


def _is_letters(token: Token) -> bool:
    return token.is_word and len(token.key) <= 3 and token.key.isascii()


def _boring(read: Reading, place: int, end: int) -> bool:
    return any(read.key(step) in _UNITS for step in range(place, end + 1))
