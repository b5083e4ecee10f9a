"""French before a name: "d’Aylin" but "de Karima", "au Havre" but "à Paris".

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

# What fills these is a place or an organisation, whose article is French: "Le Havre". Of people it
# is a part of their name: "Le Thi Hoa".
WITH_ARTICLE = frozenset({"town", "place", "quartier", "partner", "organisation"})
READ_BY_SIGNS = frozenset({"number", "code", "reference"})
_SPOT = re.compile(
    r"(?<!\w)(?P<word>de|à|le|la|ne|que|lorsque|puisque|quoique)[ \u00a0]"
    r"(?P<tags>(?:<\w[^>]*>)*)%\((?P<name>\w+)\)s",
    re.IGNORECASE,
)
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_ARTICLE = re.compile(r"(les?) (?=\S)", re.IGNORECASE)
# Organisations that are called by a common noun take its article: "du CCAS de Lyon", "à la Mairie",
# "des Restos du cœur". Before the first sound that elides the article is "l’" for all of them.
ORGANISATIONS = frozenset({"partner", "organisation"})
_NOUNS = {
    "le": (
        "ccas cias centre secours foyer comite club conseil departement service restaurant "
        "samu groupe groupement reseau college lycee bureau cercle syndicat fonds relais "
        "pole jardin musee theatre tiers-lieu cafe repair cine garage magasin supermarche "
        "village collectif pimms crous cfa clic planning mouvement"
    ),
    "la": (
        "mairie ville maison commune croix-rouge banque fondation region metropole ligue "
        "caf mission mutuelle cooperative residence regie bibliotheque mediatheque "
        "ludotheque ressourcerie recyclerie protection fabrique caisse boutique creche "
        "paroisse federation maison-relais mjc mda cpam poste pharmacie boulangerie "
        "librairie cantine compagnie communaute fondation-abbe"
    ),
    "l": (
        "association amicale agence atelier espace epicerie ehpad ecole entraide office "
        "hopital universite union union-locale entreprise equipe institut etablissement "
        "accueil accorderie amap asbl ong udaf adil adapei armee antenne auberge "
        "habitat-groupe hotel observatoire"
    ),
    "les": (
        "restos petits amis ateliers compagnons jardins services voisins bibliotheques "
        "archives apprentis scouts eclaireurs blouses papillons"
    ),
}
_ARTICLE_OF = {noun: article for article, nouns in _NOUNS.items() for noun in nouns.split()}
_BEFORE_NOUNS = {
    ("de", "la"): "de la ",
    ("à", "la"): "à la ",
    ("de", "l"): "de l’",
    ("à", "l"): "à l’",
}
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


def fill(sentence: str, details: Mapping[str, Any]) -> str:
    """Return a translated sentence with its placeholders filled, elided before names in French."""
    plain = str(sentence)
    # Codes and numbers are read sign by sign: "votre numéro est le H7KQ-2M4P".
    spots = [spot for spot in _spots(plain) if spot.name not in READ_BY_SIGNS]
    if not spots or not _is_french():
        return sentence % details
    filled, made, at = dict(details), "", 0
    for number, spot in enumerate(spots):
        said, key = _before(spot, filled, number)
        made += plain[at : spot.start] + f"{said}{spot.tags}%({key})s"
        at = spot.end
    made += plain[at:]
    return type(sentence)(made) % filled


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


def _before(spot: _Spot, filled: dict[str, Any], number: int) -> tuple[str, str]:
    """Return what stands before a name, with its space if any, and the key that fills the name."""
    value = filled.get(spot.name, "")
    plain = value.striptags() if isinstance(value, Markup) else str(value)
    article = _ARTICLE.match(plain) if spot.name in WITH_ARTICLE else None
    noun = _article_of_noun(plain) if spot.name in ORGANISATIONS and not article else ""
    if noun and spot.word.lower() in ("de", "à"):
        pair = (spot.word.lower(), noun)
        said = _BEFORE_NOUNS.get(pair) or f"{_CONTRACTED[pair]} "
        return _in_case_of(spot.word, said), spot.name
    contracted = _CONTRACTED.get((spot.word.lower(), article[1].lower())) if article else None
    if article and contracted:
        key = f"{spot.name} {number}"
        filled[key] = type(value)(str(value).replace(article[0], "", 1))
        return f"{_in_case_of(spot.word, contracted)} ", key
    if spot.word.lower() != "à" and elides(plain):
        return f"{spot.word[:-1]}’", spot.name
    return f"{spot.word} ", spot.name


def _article_of_noun(name: str) -> str:
    found = re.match(r"[^\W\d_]+(-[^\W\d_]+)*", name)
    if not found:
        return ""
    plain = unicodedata.normalize("NFKD", found[0].casefold().translate(_LETTERS))
    return _ARTICLE_OF.get("".join(s for s in plain if unicodedata.category(s) != "Mn"), "")


def _in_case_of(word: str, other: str) -> str:
    return other.capitalize() if word[0].isupper() else other


@lru_cache(maxsize=5_000)
def _spots(sentence: str) -> tuple[_Spot, ...]:
    return tuple(
        _Spot(*found.span(), found["word"], found["tags"], found["name"])
        for found in _SPOT.finditer(sentence)
    )


def _is_french() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "fr"
