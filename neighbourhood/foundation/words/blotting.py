"""Taking somebody out of the words of others: their names, mailboxes and door, and nothing else."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from neighbourhood.foundation.words.nobody import STORED

BLOT = "…"
# Shorter words of a name are also words of the language: alone they stay.
SHORTEST = 3
# What whoever writes says of themselves: a mailbox, a telephone number.
_OF_ONESELF = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.,])\+?\d(?:[ .\u00a0\u202f-]?\d){8,14}(?!\w)"
)


@dataclass(frozen=True)
class Traces:
    """How somebody is called: `names` in full, and other `words` of theirs (mailboxes, a door)."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    called: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def _anyhow(self) -> re.Pattern[str] | None:
        """Match what is theirs however it is written."""
        return _any_of(self.names | self.words, re.IGNORECASE)

    @cached_property
    def _capitalised(self) -> re.Pattern[str] | None:
        """Match one word of a name: with its capital, or it is a word of the language."""
        parts = {part for name in self.names for part in re.findall(r"[^\W\d_]+", name)}
        return _any_of({part for part in parts if len(part) >= SHORTEST}, re.NOFLAG)

    @property
    def searched(self) -> list[str]:
        """What a column may hold of them, as it stands and as JSON writes it."""
        plain = sorted(self.names | self.words | self.called)
        return sorted({*plain, *(json.dumps(each)[1:-1] for each in plain)})

    def may_be_in(self, value: Any) -> bool:
        """Tell whether a text, or a value of JSON, holds any of what is searched."""
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        folded = said.casefold()
        return any(word.casefold() in folded for word in self.searched)

    def is_in(self, text: str) -> bool:
        """Tell whether `text` names them or their mailbox in full."""
        return bool(self._anyhow and self._anyhow.search(text))

    def blot(self, text: str) -> str:
        """Return `text` without them."""
        if text in self.names | self.called:
            return STORED
        for pattern in (self._anyhow, self._capitalised):
            text = pattern.sub(BLOT, text) if pattern else text
        return text

    def blot_own(self, text: str) -> str:
        """Return what they wrote themselves, without the mailboxes and numbers in it either."""
        return _OF_ONESELF.sub(BLOT, self.blot(text))

    def blot_all(self, value: Any) -> Any:
        """Return a value of JSON without them."""
        if isinstance(value, str):
            return self.blot(value)
        if isinstance(value, dict):
            return {key: self.blot_all(each) for key, each in value.items()}
        return [self.blot_all(each) for each in value] if isinstance(value, list) else value


def _any_of(words: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", flags)
