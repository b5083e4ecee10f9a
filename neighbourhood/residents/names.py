"""What may be a name: any script, one word is enough, nothing that pretends to be something else.

One letter is no name, nor are initials alone; one sign of a script of syllables or words is.

What only deceives (invisible signs, fancy letters) is put right without a word; what a reader could
mistake for another name, or for an address, is refused with a reason.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.words.order import script
from neighbourhood.foundation.words.persons import EAST_ASIA, hello
from neighbourhood.foundation.words.sanitising import clean_text

if TYPE_CHECKING:
    from rapidfuzz import distance
else:
    distance = lazily("rapidfuzz.distance")

LIMIT = 80
# Of two names that differ by a letter or two.
CLOSE = 0.85


# From this class on, combining signs are accents, tones and points, not vowels.
_ACCENTS = 10
_LONG_ENOUGH = 5
_PARTICLES = frozenset(
    "al ben bin da de del della der di do dos du el ibn l la le les van von d y e".split()  # noqa: SIM905
)

# What one does or is; nobody proved it by proving where they live.
_ROLES = frozenset(
    """
    administrateur administratrice agent ccas commissaire docteur dr facteur gendarme infirmier
    infirmiere madame maire mairie maitre mme monsieur moderateur moderatrice mr officiel officielle
    palier police policier pompier prof professeur service staff support verifie verifiee ville
    """.split()  # noqa: SIM905 - readable as words
)


class Objection(StrEnum):
    """Why a text is not taken for a name."""

    NO_LETTER = "no_letter"
    TOO_LONG = "too_long"
    MAIL = "mail"
    LINK = "link"
    SIGN = "sign"
    MIXED = "mixed"
    INITIAL = "initial"


_DIRECTION_MARKS = re.compile("[\u200e\u200f]")
_APOSTROPHES = re.compile("['\u2018\u02bc\u2032\u00b4`]")
_HYPHENS = re.compile("[\u2010\u2011\u2212]")
_SIGNS = frozenset("-–’.,·・\u05be\u05f3\u05f4\u200c\u200d ʻ()\u0f0b\u1361")
_WORD = re.compile(r"[^\s\-–’.,·・()\u05be]+")
_MAIL = re.compile(r"\S@\S")
_LINK = re.compile(
    r"://|\bwww\.|\w\w\.[a-z]{2,}\b|\w\.(?i:com|org|net|info|biz|eu|fr|io|ru)\b", re.ASCII
)
# One sign is a syllable or a word, and may be a whole name.
_SYLLABLES = EAST_ASIA | {"ETHIOPIC", "YI", "VAI", "CHEROKEE"}
# Letters of no script of their own: modifiers, feminine ordinals.
_NO_SCRIPT = frozenset({"MODIFIER", "COMBINING", "FEMININE", "MASCULINE", "MICRO"})
# Letters that a reader takes for one another, script by script: theirs, then the Latin ones.
_TWINS = {
    "CYRILLIC": ("аеорсухіјѕһԁԛԝӏАВЕКМНОРСТУХІЈЅԌԜҮ", "aeopcyxijshdqwlABEKMHOPCTYXIJSGWY"),
    "GREEK": ("ονυικραΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲ", "ovuikpaABEZHIKMNOPTYXc"),
    "ARMENIAN": ("օսոհցԼՕՏՍՈ", "ounhgLOSUn"),
    "CHEROKEE": ("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ", "ABCDEGHiJKLMPRSTVWYZ"),
}
_TO_LATIN = {
    ord(a): b for theirs, ours in _TWINS.values() for a, b in zip(theirs, ours, strict=True)
}
_FROM_LATIN = {script: str.maketrans(ours, theirs) for script, (theirs, ours) in _TWINS.items()}


def tidy(text: str) -> str:
    """Return `text` as it will be kept: no invisible or fancy letters, one space between words."""
    plain = unicodedata.normalize("NFKC", clean_text(text, one_line=True))
    plain = _DIRECTION_MARKS.sub("", _HYPHENS.sub("-", _APOSTROPHES.sub("’", plain)))
    words = filter(None, map(_on_its_feet, clean_text(plain, one_line=True).split(" ")))
    return _undisguised(" ".join(words))


def objection(name: str) -> Objection | None:
    """Return what is wrong with a tidy name, None when nothing is."""
    checks = (
        (Objection.TOO_LONG, len(name) > LIMIT),
        (Objection.MAIL, bool(_MAIL.search(name))),
        (Objection.LINK, bool(_LINK.search(name))),
        (Objection.NO_LETTER, not any(character.isalpha() for character in name)),
        (Objection.SIGN, strange_sign(name) is not None),
        (Objection.MIXED, any(len(_scripts(word)) > 1 for word in _words(name))),
        (Objection.INITIAL, all(_is_initial(word) for word in _words(name))),
    )
    return next((found for found, wrong in checks if wrong), None)


def strange_sign(name: str) -> str | None:
    """Return the first sign that no name is written with."""
    return next((sign for sign in name if not _belongs(sign)), None)


def are_alike(one: str, other: str) -> bool:
    """Tell whether two names may be those of one person, to somebody who then looks at papers.

    Accents, case, dashes and order do not matter, nor a second first name left out, nor a slip.
    """
    words, others = _bare_words(one), _bare_words(other)
    if min(len(words), len(others)) > 1 and (words <= others or others <= words):
        return True
    spelled, likewise = (" ".join(sorted(each)) for each in (words, others))
    return SequenceMatcher(a=spelled, b=likewise).ratio() >= CLOSE


def is_correction(proved: str, name: str) -> bool:
    """Tell whether `name` only corrects a proved name; anything else is another name.

    Free are: case, accents, dashes and the order of words; a second name added or left out beside
    at least two that stay, with its particles; one slip in one word (a letter changed, added, left
    out or two exchanged, in a word of five letters or more). The last letter of a first name is no
    slip, it makes Louis of Louise, but i and y at the end of a word are one; nor is a sign of a
    script of syllables or words. A figure and what somebody is are no correction of anything.
    """
    words, others = _plain_words(proved), _plain_words(name)
    if sorted(words) == sorted(others):
        return True
    gone, come = _left_over(words, others), _left_over(others, words)
    # What everybody reads of a name is the given one, mostly its first word: that was proved.
    read = {others[0], *_plain_words(hello(name))[:1]} if others else set()
    if _says_more(come) or (not gone and not read.isdisjoint(come)):
        return False
    if not gone or not come:
        stay = min(len(words), len(others))
        return stay > 1 and len([w for w in gone or come if w not in _PARTICLES]) < 2
    if len(gone) == len(come) == 1 and len(words) == len(others):
        last = (words[-1], others[-1]) == (gone[0], come[0])
        return _is_slip(gone[0], come[0], last=last)
    return False


def _says_more(words: list[str]) -> bool:
    """Tell whether words new in a name are what somebody is, or a number: no name proves that."""
    figures = any(sign.isdigit() for word in words for sign in word)
    return figures or not _ROLES.isdisjoint(words)


def _left_over(words: list[str], others: list[str]) -> list[str]:
    left = list(words)
    for word in others:
        if word in left:
            left.remove(word)
    return left


def _is_slip(one: str, other: str, *, last: bool) -> bool:
    signs = {script(letter) for letter in one + other if letter.isalpha()}
    if signs & _SYLLABLES or min(len(one), len(other)) < _LONG_ENOUGH:
        return False
    same_end = one[-1] == other[-1]
    return (last or same_end) and distance.OSA.distance(one, other) == 1


def _plain_words(name: str) -> list[str]:
    """Return the words without case and accents, i for y at their end.

    Vowel signs of other scripts are letters.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in plain if unicodedata.combining(sign) < _ACCENTS)
    words = _words(unicodedata.normalize("NFC", bare))
    return [f"{word[:-1]}i" if len(word) > 1 and word.endswith("y") else word for word in words]


def _bare_words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "M")
    return set(_words(bare))


def _belongs(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LM" or sign.isdecimal()


def _is_initial(word: str) -> bool:
    # A vowel sign on the letter makes a syllable of it: जो is a name.
    letters = [sign for sign in word if unicodedata.category(sign)[0] in "LM"]
    return len(letters) < 2 and not any(script(letter) in _SYLLABLES for letter in letters)


def _on_its_feet(word: str) -> str:
    # A mark without a letter to sit on would slide under the word before.
    while word and (unicodedata.category(word[0])[0] == "M" or word[0] in "\u200c\u200d"):
        word = word[1:]
    return word


def _words(name: str) -> list[str]:
    return _WORD.findall(name)


def _undisguised(name: str) -> str:
    """Return `name` with each letter in the script of its word, where a twin of it exists.

    A keyboard in two scripts makes such words by accident, an impostor on purpose.
    """
    latin = any("LATIN" in _scripts(word) for word in _words(name))
    return _WORD.sub(lambda found: _in_one_script(found[0]), name) if latin else name


def _in_one_script(word: str) -> str:
    others = _scripts(word) - {"LATIN"}
    as_latin = word.translate(_TO_LATIN)
    if not others or _scripts(as_latin) == {"LATIN"}:
        return as_latin
    if len(others) > 1:
        return word
    (script,) = others
    as_other = word.translate(_FROM_LATIN.get(script, {}))
    return as_other if _scripts(as_other) == others else word


def _scripts(word: str) -> set[str]:
    found = {script(letter) for letter in word if letter.isalpha()} - _NO_SCRIPT
    # People write these with letters of several scripts in one word.
    return {"CJK"} if found and found <= EAST_ASIA else found
