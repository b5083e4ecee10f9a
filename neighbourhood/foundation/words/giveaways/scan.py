"""All signs looked for at once: one pass over the words of a text, whatever is typed."""

from neighbourhood.foundation.words.giveaways import (
    ages,
    births,
    circumstances,
    doors,
    figures,
    mailboxes,
    people,
    plates,
    thresholds,
)
from neighbourhood.foundation.words.giveaways.reading import Reading
from neighbourhood.foundation.words.giveaways.traces import NOWHERE, Giveaway, Here

# No form takes a longer text; beyond it nothing is read.
LONGEST_READ = 5_000
_FINDERS = (mailboxes, figures, plates, doors, thresholds, births, ages, circumstances, people)


def giveaways(text: str, here: Here = NOWHERE) -> tuple[Giveaway, ...]:
    """Return what in `text` gives a person away, in the order of the text.

    Of two findings at the same place, the first finder’s counts.
    """
    read = Reading(text[:LONGEST_READ], here)
    taken: list[Giveaway] = []
    seen: set[int] = set()
    for finder in _FINDERS:
        for found in finder.find(read):
            if found.start not in seen:
                seen.update(range(found.start, found.end))
                taken.append(found)
    return tuple(sorted(taken))
