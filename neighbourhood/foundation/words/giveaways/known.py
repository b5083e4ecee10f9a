"""What a quartier knows somebody by: no sign of a name or a door, and yet there is only one.

Two people weigh it: "l’ancien maire", "la veuve du boulanger", "la seule famille tamoule".
"""

from collections.abc import Collection

from neighbourhood.foundation.words.giveaways.lists import phrases, vocabulary, words
from neighbourhood.foundation.words.giveaways.reading import PEOPLE, Reading
from neighbourhood.foundation.words.giveaways.traces import NOWHERE

_ONCE = vocabulary("known", "once")
_KIN = vocabulary("known", "kin")
_ROLES = vocabulary("known", "roles") | words("trades")
_ORIGINS = vocabulary("known", "origins")
_WHO = vocabulary("known", "people")
_SPOTS = vocabulary("known", "spots")
_CLASSES = vocabulary("known", "classes")
_SCHOOLS = vocabulary("circumstances", "schools")
_THE = frozenset({"le", "la", "l", "notre", "du", "au"})
_OF = frozenset({"de", "du", "des", "d", "la", "le", "l", "les", "notre", "au", "en", "sur"})

Passage = tuple[int, int, str]


def known(text: str) -> list[Passage]:
    """Return where `text` says what only one is known by, and the question it makes one ask."""
    read = Reading(text, NOWHERE)
    found: list[Passage] = []
    end = 0
    for place, token in enumerate(read.tokens):
        if place < end or not token.is_word:
            continue
        for passage in (_only_one, _kin_of, _from_afar, _at_a_spot, _in_a_class):
            last, question = passage(read, place)
            if last >= place:
                found.append((token.start, read.at(last).end, question))
                end = last + 1
                break
    return _with_an_illness(read, found)


def _next(read: Reading, place: int, wanted: Collection[str], most: int) -> int:
    """Return where one of `wanted` follows in the same sentence, -1 when none does."""
    sentence = read.at(place).sentence
    for step in range(1, most + 1):
        token = read.at(place + step)
        if token.sentence != sentence or token.key in {",", "("}:
            return -1
        if token.key in wanted:
            return place + step
    return -1


def _only_one(read: Reading, place: int) -> tuple[int, str]:
    """Find "l’ancien maire", "la seule famille tamoule", "la première dame du 4e"."""
    if read.key(place) not in _ONCE:
        return -1, ""
    role = _next(read, place, _ROLES, 2)
    if role >= 0:
        return role, "work"
    who = _next(read, place, _WHO, 1)
    origin = _next(read, who, _ORIGINS, 2) if who >= 0 else _next(read, place, _ORIGINS, 1)
    if origin >= 0:
        return origin, "origin"
    is_one = who >= 0 and read.key(place) in {"seul", "seule", "unique", "doyen", "doyenne"}
    spot = _next(read, who if is_one else place, _SPOTS, 3)
    if is_one:
        return max(spot, who), "story"
    is_oldest = read.key(place) in {"doyen", "doyenne"} and spot >= 0
    return (spot, "story") if is_oldest else (-1, "")


def _kin_of(read: Reading, place: int) -> tuple[int, str]:
    """Find "la veuve du boulanger", "le fils de l’ancien gardien"."""
    if read.key(place) not in _KIN or read.key(place + 1) not in _OF:
        return -1, ""
    role = _next(read, place + 1, _ROLES, 3)
    return (role, "family") if role >= 0 else (-1, "")


def _from_afar(read: Reading, place: int) -> tuple[int, str]:
    """Find "le coiffeur kurde", "la famille tamoule", "une couturière venue d’Afghanistan"."""
    key = read.key(place)
    if key in _ROLES:
        origin = _next(read, place, _ORIGINS, 2)
        return (origin, "origin") if origin >= 0 else (-1, "")
    if key in _WHO or key in PEOPLE:
        origin = _next(read, place, _ORIGINS, 1)
        return (origin, "origin") if origin >= 0 else (-1, "")
    if key in _ORIGINS and not read.near_before(place, {"cuisine", "cours", "langue"}, 3):
        role = _next(read, place, _ROLES, 3)
        return (role, "origin") if role >= 0 else (-1, "")
    return -1, ""


def _at_a_spot(read: Reading, place: int) -> tuple[int, str]:
    """Find "le gardien du 12", "la directrice de l’école", "l’imam du quartier"."""
    if read.key(place) not in _ROLES or read.key(place - 1) not in _THE:
        return -1, ""
    if read.key(place + 1) in _OF:
        for step in (2, 3):
            if read.at(place + step).is_number:
                return place + step, "home"
        spot = _next(read, place + 1, _SPOTS, 2)
        return (spot, "work") if spot >= 0 else (-1, "")
    return -1, ""


def _in_a_class(read: Reading, place: int) -> tuple[int, str]:
    """Find "en CM2 à l’école", "l’école où elle est en CE1"."""
    if _is_class(read, place):
        school = _next(read, place, _SCHOOLS, 6)
        return (school, "home") if school >= 0 else (-1, "")
    if read.key(place) in _SCHOOLS:
        for there in range(place + 1, place + 9):
            if read.at(there).sentence == read.at(place).sentence and _is_class(read, there):
                return there + read.at(there + 1).is_number, "home"
    return -1, ""


def _is_class(read: Reading, place: int) -> bool:
    if read.key(place) in {"ce", "cm"}:
        return read.key(place + 1) in {"1", "2"}
    return read.key(place) in _CLASSES


def _with_an_illness(read: Reading, found: list[Passage]) -> list[Passage]:
    """Add a rare illness and the trade said of the same person, wherever they stand."""
    ills = phrases("rare_illnesses")
    trades = [t for t in read.tokens if t.key in _ROLES]
    for place, token in enumerate(read.tokens):
        count = read.phrase(place, ills) if token.is_word else 0
        if count and any(abs(trade.sentence - token.sentence) <= 1 for trade in trades):
            found.append((token.start, read.at(place + count - 1).end, "health"))
    taken: set[int] = set()
    free = []
    for start, end, question in sorted(found):
        if start not in taken:
            taken.update(range(start, end))
            free.append((start, end, question))
    return free
