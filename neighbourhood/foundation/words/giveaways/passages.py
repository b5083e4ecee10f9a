"""What gives a person away as one reads it: whole, with the words that make it point at them."""

from neighbourhood.foundation.words.giveaways.lists import these
from neighbourhood.foundation.words.giveaways.reading import LIVING, PEOPLE, Reading
from neighbourhood.foundation.words.giveaways.scan import LONGEST_READ, giveaways
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Here, Trace

# A number or an hour alone says nothing: who is there, before it, makes it point.
_WITH_WHO = (Trace.ADDRESS, Trace.HOURS)
_BEFORE = 7
_ARTICLES = these("le la l les un une des du notre cette ce")


def passages_in(text: str, here: Here) -> tuple[Giveaway, ...]:
    """Return what gives a person away in `text`, whole; what touches and is alike is one."""
    read = Reading(text[:LONGEST_READ], here)
    starts = {token.start: place for place, token in enumerate(read.tokens)}
    joined: list[Giveaway] = []
    for each in giveaways(text, here):
        last = joined[-1] if joined else None
        if last and last.trace is each.trace and not text[last.end : each.start].strip(" ,"):
            joined[-1] = Giveaway(last.start, each.end, each.trace)
            continue
        start = _begin(read, starts, each)
        joined.append(Giveaway(max(start, last.end if last else 0), each.end, each.trace))
    return tuple(joined)


def _begin(read: Reading, starts: dict[int, int], each: Giveaway) -> int:
    place = starts.get(each.start)
    if place is None or each.trace not in _WITH_WHO:
        return each.start
    first = place - 1 if read.at(place - 1).is_number else place
    for step, token in enumerate(read.back(place, _BEFORE), 1):
        if token.key in PEOPLE or token.key in LIVING:
            first = place - step
            break
        if not token.key.isalnum():
            break
    first -= read.key(first - 1) in _ARTICLES and read.at(first - 1).sentence == (
        read.at(place).sentence
    )
    return read.at(first).start if first != place else each.start
