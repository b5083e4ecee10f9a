"""French before a name: "d’Aylin" but "de Karima", "au Havre" but "à Paris", "le CCAS".

Sentences say "de %(name)s" and are filled by `fill` alone, whatever the name: translations in
Python and in templates end there, and so does what keeps its sentence in a registry.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import get_locale
from markupsafe import Markup

from neighbourhood.foundation.words.organisations import Organisation, noun_article
from neighbourhood.foundation.words.typography import capital

# What fills these is a place or an organisation, whose article is French: "Le Havre". Of people it
# is a part of their name: "Le Thi Hoa".
WITH_ARTICLE = frozenset({"town", "place", "quartier", "partner", "organisation"})
READ_BY_SIGNS = frozenset({"number", "code", "reference"})
_SPOT = re.compile(
    r"(?:(?<!\w)(?P<word>de|à|le|la|ne|que|lorsque|puisque|quoique)[ \u00a0]"
    r"(?P<tags>(?:<\w[^>]*>)*))?%\((?P<name>\w+)\)s",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"%\((?P<name>\w+)\)s(?P<quoted>[ \u00a0\u202f]?[»”])?(?:</\w+>)*\.(?!\.)")
# What is quoted ends the sentence by any sign of its own; what is not, by a full stop alone.
_ENDED = re.compile(r"\.$|[.!?…][ \u00a0\u202f]?[»”]$")
_TAG = re.compile(r"<[^>]*>")
_BEGINS = re.compile(r"(?:^|[.!?…] )\s*$")
_LABEL_BEFORE = re.compile(r"(?:[«“\"(·/-]|\b(?:the|its|this|nom|name))\s*$", re.IGNORECASE)
_LABEL_AFTER = re.compile(r"\s*[:»”\"·/)]")
_END = re.compile(r"[\s.!?…]*")
# What fills these is the name of an organisation, as does any `Organisation`.
ORGANISATIONS = frozenset({"partner", "organisation"})
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_ARTICLE = re.compile(r"(les?) (?=\S)", re.IGNORECASE)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ı": "i", "ə": "e"})
# Vowels that are spoken as if they were none.
_UNELIDED = frozenset("oui onze onzième onzieme ouistiti uhlan ululement".split())  # noqa: SIM905
# A "y" before a vowel is spoken as in "Yann", but in these names of places.
_Y_AS_VOWEL = frozenset({"yerres", "yeu", "yonne", "yevre"})
# The h is mute in names French, Latin or Greek and in the words organisations are named by; that of
# all others, "Hans" or "Hassan", is aspirated.
_MUTE_H = re.compile(
    r"hab(it|ill)|hadrien|haltere|harmon|hebdo|hebe\b|hect|hegesippe|hel(en|ene|i|oise)|hemato"
    r"|hendaye|henin|hennebont|henri|hera(cl|ult)|herb|hericourt|herit|herm|hermite|herouville"
    r"|herv|hesdin|heur|hilair|hipp|hirson|hist|hiver|homer|homm|honfleur|honn|honor|hopit|horac"
    r"|horiz|horlog|horten|hort|hosp|hot(e|es|el|els|ellerie)\b|huber|hug(o|u)|huil|huitr|hum(ain"
    r"|an|bert|our)|hyac|hyer|hy[^aeiou]"
)


class _Spot(NamedTuple):
    start: int
    end: int
    word: str
    tags: str
    name: str
    article: bool
    begins: bool


def fill(sentence: str, details: Mapping[str, Any]) -> str:
    """Return a translated sentence with its placeholders filled, elided before names in French.

    An organisation that is called by a common noun has its article in French and in English. What
    ends in a full stop, as "Céline M." and quoted words do, ends its sentence too.
    """
    plain, in_french = _ended_once(str(sentence), details), _is_french()
    # Codes and numbers are read sign by sign: "votre numéro est le H7KQ-2M4P".
    spots = [spot for spot in _spots(plain) if _is_touched(spot, details, in_french)]
    if not spots:
        return type(sentence)(plain) % details
    filled, made, at = dict(details), "", 0
    for number, spot in enumerate(spots):
        before = _before if in_french else _before_in_english
        said, key = before(spot, filled, number)
        made += plain[at : spot.start] + f"{said}{spot.tags}%({key})s"
        at = spot.end
    made += plain[at:]
    return type(sentence)(made) % filled


def _ended_once(sentence: str, details: Mapping[str, Any]) -> str:
    def ended(found: re.Match[str]) -> str:
        said = f"{_plain(details.get(found['name'], ''))}{found['quoted'] or ''}"
        return found[0][:-1] if _ENDED.search(said) else found[0]

    return _STOPPED.sub(ended, sentence) if "." in sentence else sentence


def elides(name: str) -> bool:
    """Tell whether "de" becomes "d’" before `name`."""
    if "@" in name or "://" in name:
        return False
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    word = re.match(r"[a-z]*", bare.lstrip("( "))[0]  # type: ignore[index]
    if not word or word in _UNELIDED:
        return False
    if word[0] == "h":
        return _MUTE_H.match(bare.lstrip("( ")) is not None
    if word[0] == "y":
        return word in _Y_AS_VOWEL or (len(word) > 1 and word[1] not in "aeiou")
    return word[0] in "aeiou"


def _is_touched(spot: _Spot, details: Mapping[str, Any], in_french: bool) -> bool:
    if spot.name in READ_BY_SIGNS:
        return False
    return (in_french and bool(spot.word)) or _is_organisation(spot, details)


def _is_organisation(spot: _Spot, details: Mapping[str, Any]) -> bool:
    return spot.name in ORGANISATIONS or isinstance(details.get(spot.name), Organisation)


def _before(spot: _Spot, filled: dict[str, Any], number: int) -> tuple[str, str]:
    """Return what stands before a name, with its space if any, and the key that fills the name."""
    value = filled.get(spot.name, "")
    plain, word = _plain(value), spot.word.lower()
    if _is_organisation(spot, filled) and (noun := noun_article(plain)):
        return _with_article(spot, noun), spot.name
    article = _ARTICLE.match(plain) if spot.name in WITH_ARTICLE else None
    contracted = _CONTRACTED.get((word, article[1].lower())) if article else None
    if article and contracted:
        key = f"{spot.name} {number}"
        filled[key] = type(value)(str(value).replace(article[0], "", 1))
        return f"{_in_case_of(spot.word, contracted)} ", key
    if word and word != "à" and elides(plain):
        return f"{spot.word[:-1]}’", spot.name
    return f"{spot.word} " if word else "", spot.name


def _with_article(spot: _Spot, noun: str) -> str:
    """Return the article of an organisation behind the word that stands before it."""
    word = spot.word.lower()
    said = _contracted(word, noun)
    if word in ("", "le", "la"):
        said = said if spot.article or word else ""
        return capital(said) if spot.begins else said
    return _in_case_of(spot.word, said)


def _contracted(word: str, noun: str) -> str:
    article = "l’" if noun == "l" else f"{noun} "
    if word in ("", "le", "la"):
        return article
    return f"{_CONTRACTED[word, noun]} " if (word, noun) in _CONTRACTED else f"{word} {article}"


def _before_in_english(spot: _Spot, filled: dict[str, Any], _: int) -> tuple[str, str]:
    said = f"{spot.word} " if spot.word else ""
    if spot.article and noun_article(_plain(filled.get(spot.name, ""))):
        said += "The " if spot.begins and not said else "the "
    return said, spot.name


def _plain(value: Any) -> str:
    return value.striptags() if isinstance(value, Markup) else str(value)


def _in_case_of(word: str, other: str) -> str:
    return capital(other) if word[0].isupper() else other


@lru_cache(maxsize=5_000)
def _spots(sentence: str) -> tuple[_Spot, ...]:
    return tuple(
        _Spot(
            *found.span(),
            found["word"] or "",
            found["tags"] or "",
            found["name"],
            _is_in_a_sentence(sentence[: found.start()], sentence[found.end() :]),
            _BEGINS.search(_TAG.sub("", sentence[: found.start()])) is not None,
        )
        for found in _SPOT.finditer(sentence)
    )


def _is_in_a_sentence(before: str, after: str) -> bool:
    """Tell whether a name stands in running text: in quotes, alone or as a label it is bare."""
    before, after = (_TAG.sub("", each) for each in (before, after))
    if _LABEL_BEFORE.search(before) or _LABEL_AFTER.match(after):
        return False
    alone = _END.fullmatch(after) is not None
    return not (alone and (not before.strip() or before.rstrip().endswith(":")))


def _is_french() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "fr"
