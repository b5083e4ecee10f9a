"""What is worth a quiet word to its writer before it is sent: whole words, no outside service.

A rule reads one sentence at a time, in French and English, whatever the accents and the case. It
blocks nothing, and nobody but the writer learns that it spoke.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Caution(StrEnum):
    """Why a quiet word is said."""

    MONEY = "money"
    LOOKS = "looks"
    LINK = "link"
    SAME = "same"


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})(?!\w)")


_SENTENCE = re.compile(r"[.!?;\n]+(?=\s|$)")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_LINK = re.compile(r"\bhttps?://\S|\bwww\.\S")
_YOURS = "(?:votre|vos|ton|tes|your|the|le|la|les|son|un|l')"
_SUM = r"(?:\d+ ?(?:€|eur|euros?|pounds?|dollars?|£|\$)|[£$€] ?\d+|(?:de l'|d'|some )?(?:argent|sous|money|cash))"
# Somebody asks for a code that opens an account, or for the numbers of a card.
_CODES = _any(
    r"codes? (?:recus?|que (?:tu|vous) (?:as|avez|allez|vas) (?:recu|recevoir)|qui (?:arrive|va arriver)|par sms|sms)",
    r"codes? (?:de |du )?(?:validation|verification|confirmation|securite|secret|confidentiel|pin|bancaire|sms)",
    r"codes? (?:a|de) (?:4|6|quatre|six) chiffres (?:recu|que)",
    rf"codes? (?:de|of|for) {_YOURS} (?:carte|card|compte|account|banque|bank)",
    r"codes? (?:de carte|you (?:just )?(?:got|received|get)|sent to your phone|by text)",
    r"(?:verification|security|confirmation|sms|pin|bank|card) codes?",
    rf"(?:numeros?|chiffres|numbers?|photo) (?:de|of|a|on) {_YOURS} (?:carte (?:bancaire|bleue|de credit)|(?:bank |credit |debit )?card)",
    r"(?:card|account) numbers?",
    r"numeros? de (?:votre |ta )?carte(?: bancaire| bleue)?",
    r"cvv|cvc|cryptogramme|(?:votre|ton|your) (?:mot de passe|password|pin)",
)
# Ways to send money that nobody can take back.
_WAYS = _any(
    r"mandats? cash|western union|moneygram|transcash|neosurf|paysafecard|gift cards?|google play",
    r"(?:coupons?|tickets?|recharges?|cartes?) pcs|pcs mastercard|bitcoins?|carte cadeau",
    rf"{_YOURS} (?:iban|rib)|wire transfer|bank transfer|virements? (?:instantanes?|immediats?|urgents?)",
    r"(?:faire|faites?|fais|faites-moi|fais-moi|envoyer|envoyez|envoie|effectuer|effectuez) (?:moi |nous )?(?:un|le) virement",
)
# Somebody asks for money itself.
_ASKS = _any(
    rf"(?:envoy|pret|avanc|depann|vers|donn)(?:e|es|ez|er|iez|ions)(?:[- ](?:moi|nous))?(?: \w+){{0,3}} {_SUM}",
    rf"(?:me|m'|nous) (?:envoyer|preter|avancer|depanner(?: de)?|verser|donner)(?: \w+){{0,2}} {_SUM}",
    rf"(?:send|lend|wire|transfer|give|advance)(?: me| us)(?: \w+){{0,3}} {_SUM}",
    r"besoin (?:urgent |vraiment )?d'argent|besoin de \d+ ?(?:€|euros?)",
    r"need (?:some |the )?money(?: urgently)?|need (?:£|\$|€) ?\d+",
)
# Who warns of it does not ask for it.
_WARNS = _any(
    r"jamais|arnaques?|escroc(?:s|querie)?|never|scams?|scammers?|fraud|don't|do not",
    r"ne (?:donne[zr]?|donnons|demande[zr]?|demandons|communique[zr]?|envoye[zr])(?: \w+)? (?:pas|aucun|votre|vos|de)",
    r"n'envoyez|n'envoie|sans demander|faux",
)

_PERSON = _any(
    "hommes?|femmes?|individus?|types?|jeunes?|gars|mecs?|personnes?|gens|couples?|groupes?|bandes?",
    "men|man|wom[ae]n|guys?|youths?|people|persons?|kids?|teenagers?|lads?|familles?|fille?s?|garcons?",
)
_LOOKS = _any(
    "basanee?s?|noire?s?(?! de )|arabes?|maghrebine?s?|africaine?s?|roms?|gitane?s?|tsiganes?|roumaine?s?",
    "asiatiques?|etrangere?s?|etranger|fonce(?:e|s|es)?|typees?|barbus?|voilee?s?|blacks?|arabs?|asians?",
    "de couleur|capuches?|en jogging|tatoue(?:e|s|es)?|mal habille(?:e|s|es)?|gens du voyage|teint mat",
    "dark[- ]skinned|gyps(?:y|ies)|hood(?:ed|ies?)|foreign(?:[- ]looking|ers?)?|brown|immigrants?|tattooed",
    "africans?|romanians?|muslims?|musulmane?s?|accent|scruffy|bearded",
)
# « un Arabe »: whom the word says something of is the person.
_NAMED_BY_LOOKS = _any(
    r"(?:un|une|(?:il y a |encore |^ ?)des|deux|trois|ces|cet|cette|plusieurs|an?|some|two|those) "
    r"(?:basanee?s?|arabes?|maghrebine?s?|africaine?s?|roms?|gitane?s?|tsiganes?|roumaine?s?|blacks?|"
    r"asiatiques?|etrangere?s?|etrangers?|barbus?|musulmane?s?|noire?s?(?! de )|arabs?|africans?|"
    r"romanians?|muslims?|gyps(?:y|ies)|foreigners?|immigrants?|asians?)"
)
_SUSPECTED = _any(
    r"rod(?:e|ent|ait|aient|er|eurs?)|suspecte?s?|louches?|bizarres?|train(?:e|ent|ait|aient)",
    r"mefi(?:ez|ance|e|ons)(?:[- ](?:vous|toi|nous))?|attention|inquietante?s?|inquiet|peur|pas d'ici|pas du quartier",
    r"cambriol(?:eurs?|ages?)|vol(?:eurs?|s)?|reper(?:e|ent|age|ages)|surveill(?:e|ent|ez)|prevenez|appelez",
    r"suspicious|prowl(?:ing|ers?)|lurk(?:ing|s)?|loiter(?:ing)?|shady|beware|watch out|hanging (?:around|about)",
    r"burglars?|thie(?:f|ves)|dodgy|not from here|don't belong|up to no good|casing|wandering|scared",
)
# What they do is told: that helps, whatever else is.
_BEHAVIOUR = _any(
    r"essai(?:e|ent|ait|aient)|essay(?:ait|aient|er|e|ant)|tent(?:e|ent|ait|aient|ant|er)|forc(?:e|ent|ait|er|ant)|poignees?|portieres?|serrures?",
    r"photograph\w+|sonn(?:e|ent|ait|aient)|cass(?:e|ent|ait|er|ant)|escalad\w+|crochet\w+|ouvr(?:e|ent|ait|ir|ant)|pris|emport\w+",
    r"trying|tried|tries|handles?|locks?|climb(?:ed|ing|s)?|forced|forcing|ringing|rang|broke|breaking|took|taking",
)

# Most lines hold none of these letters, and are done with: no rule is read for them.
_OF_MONEY = (
    *("code", "cvv", "cvc", "crypto", "carte", "card", "numero", "number", "passe", "password"),
    *("pin", "iban", "rib", "virement", "cash", "western", "moneygram", "neosurf", "paysafe"),
    *("google", "pcs", "bitcoin", "wire", "transfer", "argent", "sous", "money", "eur", "pound"),
    *("dollar", "€", "£", "$", "chiffre"),
)
_OF_SUSPICION = (
    *("rod", "suspect", "louche", "bizarre", "train", "mefi", "attention", "inquiet", "peur"),
    *("pas d'ici", "pas du", "cambriol", "vol", "reper", "surveill", "prevenez", "appelez"),
    *("suspicious", "prowl", "lurk", "loiter", "shady", "beware", "watch", "hanging", "burglar"),
    *("thie", "dodgy", "not from", "belong", "no good", "casing", "wandering", "scared"),
)


def cautions(text: str) -> frozenset[Caution]:
    """Return what a text is worth a word for, as far as the text alone tells."""
    bare = plain(text)
    found = set()
    if ("http" in bare or "www." in bare) and _LINK.search(bare):
        found.add(Caution.LINK)
    money, looks = _has(bare, _OF_MONEY), _has(bare, _OF_SUSPICION)
    for sentence in _SENTENCE.split(bare) if money or looks else ():
        if money and _asks_for_money(sentence):
            found.add(Caution.MONEY)
        if looks and _describes_by_looks(sentence):
            found.add(Caution.LOOKS)
    return frozenset(found)


def _has(bare: str, letters: tuple[str, ...]) -> bool:
    return any(letter in bare for letter in letters)


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Return `text` in small letters without accents, its blanks in order."""
    small = text.lower().replace("’", "'")
    if not small.isascii():
        small = _MARKS.sub("", unicodedata.normalize("NFD", small))
    return _BLANKS.sub(" ", small)


def _asks_for_money(sentence: str) -> bool:
    asked = _CODES.search(sentence) or _WAYS.search(sentence) or _ASKS.search(sentence)
    return bool(asked) and not _WARNS.search(sentence)


def _describes_by_looks(sentence: str) -> bool:
    described = _LOOKS.search(sentence) and _PERSON.search(sentence)
    if not (described or _NAMED_BY_LOOKS.search(sentence)):
        return False
    return bool(_SUSPECTED.search(sentence)) and not _BEHAVIOUR.search(sentence)
