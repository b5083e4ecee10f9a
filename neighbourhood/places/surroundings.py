"""The words that people write around an address: building, floor, whose door, which number."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from neighbourhood.places.spelling import SUFFIXES, in_figures, is_figure, spans, tokens

WAYS = frozenset({
    "rue", "r", "avenue", "av", "ave", "aven", "boulevard", "bd", "bld", "blvd", "boul", "bvd",
    "place", "pl", "plc", "allee", "allees", "all", "impasse", "imp", "passage", "pas", "pass",
    "psg", "psge", "quai", "qu", "chemin", "ch", "che", "chem", "cours", "crs", "cr", "cour",
    "square", "sq", "route", "rte", "ruelle", "rle", "sentier", "sen", "sent", "sente", "villa",
    "vla", "vil", "cite", "faubourg", "fg", "fbg", "faub", "galerie", "gal", "esplanade", "esp",
    "rond", "residence", "res", "hameau", "ham", "lotissement", "lot", "promenade", "prom",
    "voie", "voi", "mail", "parvis", "traverse", "trav", "trv", "venelle", "montee", "cote",
    "carrefour", "car", "carr", "chaussee", "chs", "port", "pont", "porte", "pte", "rampe",
    "terrasse",
})  # fmt: skip
VALUED = frozenset({
    "batiment", "bat", "bt", "bati", "immeuble", "imm", "escalier", "esc", "etage", "etg",
    "appartement", "appart", "appt", "apt", "app", "apart", "porte", "pte", "hall", "entree",
    "ent", "lot", "bp", "cs", "tsa", "boite", "bal", "digicode", "code", "interphone", "bloc",
    "tour", "palier", "niveau", "logement", "logt", "log", "chambre", "chbre", "studio", "cage",
    "cave", "box", "casier", "case", "etages", "cedex", "batiments", "lettres", "lettre", "aile",
    "pavillon", "pav", "corps",
})  # fmt: skip
LONG_VALUED = frozenset({"code", "tel", "digicode", "interphone"})
# What opens a door is no part of an address: it is never kept, nor printed on an envelope.
CODES = frozenset({"code", "codes", "digicode", "digicodes", "tel"})
OF_CODES = frozenset({
    "d", "de", "du", "la", "le", "l", "a", "est", "porte", "entree", "acces", "portail", "immeuble",
    "hall", "n", "no", "numero",
})  # fmt: skip
BARE = frozenset({
    "gauche", "droite", "face", "fond", "rdc", "rez", "chaussee", "sous", "sol", "dernier", "gch",
    "dte", "milieu", "france", "aux", "lettres", "cedex", "codes",
})  # fmt: skip
STOREYS = frozenset({"etage", "etg", "etages"})
ARTICLES = frozenset({"du", "les", "le", "de", "la", "l", "des"})
FLOORS = frozenset({
    "etage", "etages", "etg", "et", "gauche", "droite", "gch", "dte", "face", "porte", "palier",
    "escalier",
})  # fmt: skip
NAMED = frozenset({
    "chez", "residence", "res", "copropriete", "copro", "ehpad", "foyer", "mme", "mr", "madame",
    "monsieur", "mlle", "mademoiselle", "famille", "co", "attention", "attn",
})  # fmt: skip
ORDINALS = frozenset({
    "e", "er", "eme", "ieme", "nd", "nde", "re", "ere", "em", "arrondissement", "arr",
})  # fmt: skip
RANKS = frozenset({
    "premier", "deuxieme", "second", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme",
    "huitieme",
})  # fmt: skip
NUMBERED = frozenset({"numero", "n", "no", "numeros", "num", "nos"})
BETWEEN = frozenset({"et", "a", "au"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question: which of them lie around the address, where its numbers stand."""

    tokens: tuple[str, ...]
    aside: frozenset[int]
    numbers: tuple[int, ...]


def read(typed: str, most: int) -> Asked:
    """Tell the words of an address from those around it."""
    asked = _with_figures(tokens(typed)[:most])
    aside = _valued(asked)
    anchor = _anchor(asked, aside)
    if anchor is None:
        return Asked(tuple(asked), frozenset(aside), ())
    numbers = _range(asked, anchor)
    aside |= _named(asked, anchor) | (set(range(numbers[0])) - set(numbers))
    aside |= set(range(numbers[0], anchor)) - set(numbers)
    return Asked(tuple(asked), frozenset(aside), tuple(numbers))


def complement(typed: str) -> str:
    """Return what was written around an address, for the envelope: the building, the floor.

    Not the codes of doors.
    """
    text = unicodedata.normalize("NFC", typed)
    asked = read(text, 60)
    places = spans(text)
    if len(places) != len(asked.tokens):
        return ""
    kept: list[list[int]] = []
    for rank in sorted(asked.aside - _codes(asked.tokens, text, places)):
        if asked.tokens[rank] in {*NUMBERED, "france"}:
            continue
        if kept and kept[-1][1] == rank - 1 and "," not in _gap(text, places, rank):
            kept[-1][1] = rank
        else:
            kept.append([rank, rank])
    return ", ".join(text[places[one][0] : places[other][1]] for one, other in kept)


def _codes(asked: Sequence[str], text: str, places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the words of "digicode 45B12", "code de la porte : 1234A"."""
    found: set[int] = set()
    for rank, word in enumerate(asked):
        if word not in CODES:
            continue
        found.add(rank)
        inside = False
        for here in range(rank + 1, len(asked)):
            signs = asked[here].isdigit() or len(asked[here]) == 1
            filling = asked[here] in OF_CODES and not inside
            ends = "," in _gap(text, places, here) or _opens(asked, here) or _floor(asked, here)
            if ends or not (signs or filling):
                break
            inside = inside or asked[here].isdigit()
            found.add(here)
    return found


def _gap(text: str, places: Sequence[tuple[int, int]], rank: int) -> str:
    return text[places[rank - 1][1] : places[rank][0]]


def _with_figures(asked: Sequence[str]) -> list[str]:
    """Write "numéro douze" and "douze rue" in figures."""
    found: list[str] = []
    rank = 0
    while rank < len(asked):
        end = rank
        while end < len(asked) and (is_figure(asked[end]) or (end > rank and asked[end] == "et")):
            end += 1
        before = asked[rank - 1] if rank else ""
        after = asked[end] if end < len(asked) else ""
        if end > rank and (before in NUMBERED or after in WAYS):
            found.append(str(in_figures(asked[rank:end])))
        else:
            found.extend(asked[rank : max(end, rank + 1)])
        rank = max(end, rank + 1)
    return found


def _opens(asked: Sequence[str], rank: int) -> bool:
    """Tell whether the number at `rank` is one that a street follows."""
    if rank >= len(asked) or not asked[rank].isdigit() or len(asked[rank]) > 4:
        return False
    first, second, third = [*asked[rank + 1 : rank + 4], "", "", ""][:3]
    ways = WAYS - {"porte", "pte"}
    suffixed = first in SUFFIXES or (first.isalpha() and len(first) == 1)
    if suffixed and second.isdigit() and third in ways:
        # "1 S1 rue", but not "12 à 14 rue", nor "appt 3 B, 1 rue".
        reaches = first in BETWEEN and int(second) > int(asked[rank])
        valued = rank > 0 and asked[rank - 1] in VALUED
        return len(second) < 3 and not reaches and not valued
    return first in ways or (suffixed and second in ways)


def _valued(asked: Sequence[str]) -> set[int]:
    aside: set[int] = set()
    for rank, word in enumerate(asked):
        if (
            word in NUMBERED and rank + 1 < len(asked) and asked[rank + 1].isdigit()
        ) or word in BARE:
            aside.add(rank)
        elif word in VALUED and not (rank and _opens(asked, rank - 1)):
            value = _value(asked, rank)
            sided = rank + 1 < len(asked) and asked[rank + 1] in BARE
            # "Porte" alone may be the street's own.
            aside |= {rank, *value} if value or sided else set()
        elif word.isdigit() or word in RANKS:
            aside |= _floor(asked, rank)
    return aside


def _value(asked: Sequence[str], rank: int) -> set[int]:
    """Return what follows "bâtiment" or "digicode": a letter, a number, a code."""
    most = 4 if asked[rank] in LONG_VALUED else 2
    found: set[int] = set()
    for here in range(rank + 1, min(rank + 1 + most, len(asked))):
        word = asked[here]
        short = len(word) < 5 if word.isdigit() else len(word) == 1 and word != "r"
        if not short or _opens(asked, here):
            break
        if found and word.isdigit() == asked[here - 1].isdigit() and most == 2:
            break
        found.add(here)
    return found


def _floor(asked: Sequence[str], rank: int) -> set[int]:
    """Return the words of "3e étage", "2 gauche"."""
    end = rank + 1
    ranked = asked[rank] in RANKS or (end < len(asked) and asked[end] in ORDINALS)
    end += bool(ranked and asked[rank].isdigit())
    if end >= len(asked) or _opens(asked, rank):
        return set()
    valued = bool(_value(asked, end))
    floor = asked[end] in FLOORS if ranked else asked[end] in STOREYS and not valued
    return set(range(rank, end + 1)) if floor else set()


def _anchor(asked: Sequence[str], aside: set[int]) -> int | None:
    opening = (r for r in range(len(asked)) if r not in aside and _opens(asked, r))
    return next((r for r in opening if not _ordinal(asked, r, aside)), None)


def _ordinal(asked: Sequence[str], rank: int, aside: set[int]) -> bool:
    """Tell whether a number is that of "Paris 20e, rue …" and another one is the house's."""
    if not rank or asked[rank + 1] not in ORDINALS or rank - 1 in aside:
        return False
    others = (r for r, word in enumerate(asked) if word.isdigit() and len(word) < 5 and r != rank)
    named = asked[rank - 1].isalpha() and asked[rank - 1] not in NUMBERED
    return named and any(r not in aside for r in others)


def _range(asked: Sequence[str], anchor: int) -> list[int]:
    """Return the ranks of the numbers of "12-14 rue" or "12 bis à 14 rue", the first one first."""
    here = anchor - 1
    while here >= 0 and (asked[here] in BETWEEN or asked[here] in SUFFIXES):
        here -= 1
    if here >= 0 and asked[here].isdigit() and len(asked[here]) < 5:
        low, high = int(asked[here]), int(asked[anchor])
        joined = here == anchor - 1 or asked[anchor - 1] in BETWEEN
        if joined and low < high <= low + 40 and (here == 0 or asked[here - 1] not in VALUED):
            return [here, anchor]
    return [anchor]


def _named(asked: Sequence[str], anchor: int) -> set[int]:
    """Return the words of "chez Mme Benali", up to the postcode, after the street."""
    found: set[int] = set()
    inside = False
    for rank in range(anchor + 3, len(asked)):
        word = asked[rank]
        opens = word in NAMED and asked[rank - 1] not in ARTICLES
        inside = (inside or opens) and not (word.isdigit() and len(word) == 5)
        if inside:
            found.add(rank)
    return found
