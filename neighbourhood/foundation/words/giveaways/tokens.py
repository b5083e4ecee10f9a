"""A text as words, figures and signs, each with its place: what all signs are looked for in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# One class of characters after the other: whatever is typed, each character is read once.
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\n")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_ENDS = frozenset(".!?…\n;")
_OPENS = frozenset(':«“"(–—•*')
_JOINTS = frozenset("'’ʼ‘`-‐‑")
# A full stop after these ends no sentence.
_SHORT = frozenset(
    [
        "m",
        "mr",
        "mme",
        "mlle",
        "mm",
        "mmes",
        "dr",
        "pr",
        "me",
        "st",
        "ste",
        "av",
        "bd",
        "bld",
        "bat",
        "esc",
        "apt",
        "appt",
        "app",
        "r",
        "all",
        "imp",
        "fg",
        "n",
        "no",
        "tel",
    ]
)


@dataclass(slots=True)
class Token:
    """A word, a figure or a sign; `key` is its plain form, `joint` what ties it to the last one."""

    text: str
    key: str
    start: int
    end: int
    joint: str
    sentence: int
    first: bool

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.key.isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is made of figures."""
        return self.key.isdigit()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_loud(self) -> bool:
        """Whether it is written in capitals throughout."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_letter(self) -> bool:
        """Whether it is a single capital letter."""
        return len(self.text) == 1 and self.text.isupper()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return `word` in small letters without accents, whatever letters or figures it is set in."""
    plain = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    return "".join(_plain(letter) for letter in plain if unicodedata.category(letter) != "Mn")


def _plain(letter: str) -> str:
    return str(unicodedata.digit(letter)) if letter.isdecimal() else letter


def keys_of(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`."""
    return tuple(token.key for token in tokenise(text) if token.key.isalnum())


def tokenise(text: str) -> list[Token]:
    """Cut `text` into tokens."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    sentence, first, joint, last = 0, True, "", None
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece in _JOINTS and _ties_letters(text, match.start()):
            joint = "-" if piece in "-‐‑" else "'"
            continue
        glue = joint or ("" if last and last.end == match.start() else " ")
        token = Token(piece, fold(piece), match.start(), match.end(), glue, sentence, first)
        joint = ""
        yield token
        if _ends(token, last, text):
            sentence, first = sentence + 1, True
        elif token.text in _OPENS:
            first = True
        elif token.key.isalnum():
            first = False
        last = token


def _ties_letters(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()


def _ends(token: Token, last: Token | None, text: str) -> bool:
    if token.text not in _ENDS:
        return False
    if token.text != ".":
        return True
    if last is not None and (last.key in _SHORT or last.is_letter):
        return False
    return token.end == len(text) or text[token.end].isspace()
