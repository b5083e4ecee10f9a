"""Initials: "K. B.", "K.B.", "Mme B.", "la petite L."."""

from neighbourhood.foundation.words.giveaways.lists import vocabulary
from neighbourhood.foundation.words.giveaways.reading import PEOPLE, Reading

_TITLES = vocabulary("initials", "titles")
# What letters are counted with: "le bâtiment C.", "la vitamine D.".
_COUNTED = vocabulary("initials", "counted")
_SHORT = vocabulary("initials", "short")


def is_initial(read: Reading, place: int) -> bool:
    """Tell whether a single capital letter with its full stop stands here."""
    return read.at(place).is_letter and read.key(place + 1) == "."


def initials(read: Reading, place: int) -> int:
    """Return where initials that stand for somebody end, 0 for none."""
    token = read.at(place)
    if token.is_letter and read.at(place - 1).joint != "\1":
        return _letters(read, place)
    if token.key in _TITLES and read.at(place + 1).is_letter and read.at(place + 1).joint != "'":
        if token.key in ("m", "dr") and not token.is_capital:
            return 0
        following = read.at(place + 2)
        alone = not following.is_word and following.text not in "'’"
        return place + 1 if alone or token.key in ("mme", "mlle", "mr", "madame", "famille") else 0
    return 0


def _letters(read: Reading, place: int) -> int:
    if read.near_before(place, _COUNTED, 2) or (
        read.at(place).joint in ("", "'", "-") and read.at(place - 1).key.isalnum()
    ):
        return 0
    spelt, last = _spelt(read, place)
    if len(spelt) == 2 and "".join(spelt) not in _SHORT and _are_dotted(read, place, last):
        return last
    if len(spelt) == 2 and _is_somebody(read, place, last):
        return last
    named = read.at(last + 1)
    if (
        len(spelt) == 1
        and read.key(last) == "."
        and named.is_word
        and named.is_capital
        and len(named.text) > 2
    ):
        # "K. Benali"; but "au bâtiment C. Elle attend" begins a sentence.
        return last + 1 if named.key not in _BEGINNINGS and read.at(place).key != "m" else 0
    if len(spelt) == 1 and _is_somebody(read, place, last):
        return last
    return 0


def _spelt(read: Reading, place: int) -> tuple[list[str], int]:
    spelt: list[str] = []
    step = place
    while read.at(step).is_letter and len(spelt) < 5:
        spelt.append(read.key(step))
        step += 1
        if read.key(step) == "." and read.at(step).joint == "":
            step += 1
    return spelt, step - 1


def _are_dotted(read: Reading, place: int, last: int) -> bool:
    return sum(read.key(step) == "." for step in range(place, last + 1)) == 2


def _is_somebody(read: Reading, place: int, last: int) -> bool:
    before, after = read.at(place - 1), read.at(last + 1)
    dotted = read.key(last) == "."
    verb = after.key in _VERBS and (dotted or before.key not in ("a", "de"))
    if read.at(place).key in ("a", "y", "l", "d", "n", "c", "s") and not dotted:
        return False
    if before.key in PEOPLE and not after.is_number:
        return dotted or not after.is_word or verb
    return verb or (
        dotted and before.key in ("pour", "aider", "chez", "avec", "et") and not after.is_number
    )


_VERBS = vocabulary("initials", "verbs")
_BEGINNINGS = vocabulary("initials", "beginnings")
