"""Does a text point at a person? What a machine sees, and what it asks two people to look for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.giveaways.hints import Passage, hints
from neighbourhood.foundation.words.giveaways.known import known
from neighbourhood.foundation.words.giveaways.passages import passages_in
from neighbourhood.foundation.words.giveaways.scan import giveaways
from neighbourhood.foundation.words.giveaways.traces import NOWHERE, Here, Trace

REMEDIES: Mapping[Trace, LazyString] = MappingProxyType(
    {
        Trace.EMAIL: _l("une adresse e-mail. Un besoin reste anonyme : enlevez-la."),
        Trace.HANDLE: _l("un nom sur un réseau. Un besoin reste anonyme : enlevez-le."),
        Trace.PHONE: _l("un numéro de téléphone. Un besoin reste anonyme : enlevez-le."),
        Trace.NUMBER: _l("un numéro personnel. Un besoin reste anonyme : enlevez-le."),
        Trace.PLATE: _l("une plaque de voiture. Un besoin reste anonyme : enlevez-la."),
        Trace.CODE: _l("un code de porte. Un besoin reste anonyme : enlevez-le."),
        Trace.ADDRESS: _l("une adresse. On pourrait reconnaître la personne : le quartier suffit."),
        Trace.BIRTH: _l(
            "une date de naissance, ou une date ancienne. On pourrait reconnaître la personne : "
            "enlevez-la."
        ),
        Trace.AGE: _l(
            "un âge précis et un lieu. Ensemble, ils désignent une personne : gardez l’un ou "
            "l’autre, ou écrivez « une personne âgée »."
        ),
        Trace.SCHOOL: _l(
            "une école et une classe. Ensemble, elles désignent un enfant : écrivez « un enfant »."
        ),
        Trace.HEALTH: _l(
            "une maladie et un métier. Ensemble, ils désignent une personne : gardez l’un "
            "ou l’autre."
        ),
        Trace.HOURS: _l(
            "une heure et un lieu où l’on peut trouver la personne. Enlevez l’un ou l’autre."
        ),
        Trace.NAME: _l(
            "un nom. On pourrait reconnaître la personne : écrivez « une famille » "
            "ou « un voisin »."
        ),
    }
)
# What no machine can judge: whoever sends and whoever approves answer each question.
QUESTIONS: Mapping[str, LazyString] = MappingProxyType(
    {
        "family": _l("à son âge, à sa famille ?"),
        "work": _l("à son métier, à ses horaires ?"),
        "health": _l("à sa maladie, à son handicap ?"),
        "origin": _l("à son pays, à sa langue, à sa religion ?"),
        "home": _l("à son logement, aux lieux où elle va ?"),
        "story": _l("à ce qui lui est arrivé, à une date ?"),
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `question` is what it makes one ask, if it makes one ask anything."""

    text: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What points at a person: the whole passage, in which of the texts it begins, and where."""

    trace: Trace
    said: str
    place: int
    start: int

    def say(self) -> str:
        """Say what was found, and what to do."""
        kind = REMEDIES[self.trace]
        return str(
            _l("Ce texte contient %(kind)s Passage : « %(said)s ».", kind=kind, said=self.said)
        )


def trace_of(text: str, here: Here = NOWHERE) -> Trace | None:
    """Return the first thing in `text` that points at a person, None when nothing does."""
    found = giveaways(text, here)
    return found[0].trace if found else None


def pointing_at(texts: Iterable[str], here: Here) -> tuple[Found, ...]:
    """Return what points at a person in texts that are read together, one after the other."""
    parts = list(texts)
    whole = "\n".join(parts)
    begins = [sum(len(part) + 1 for part in parts[:place]) for place in range(len(parts))]
    found = []
    for each in passages_in(whole, here):
        place = max(place for place, begin in enumerate(begins) if begin <= each.start)
        said = whole[each.start : each.end]
        found.append(Found(each.trace, said, place, each.start - begins[place]))
    return tuple(found)


def marked(text: str, found: Iterable[Found]) -> list[Piece]:
    """Return a text in pieces, those that point at a person under what they are."""
    cut: list[Piece] = []
    done = 0
    for each in found:
        end = each.start + len(each.said)
        cut += [Piece(text[done : each.start]), Piece(text[each.start : end], each.trace)]
        done = end
    return [piece for piece in (*cut, Piece(text[done:])) if piece.text]


def pieces(text: str) -> list[Piece]:
    """Return `text` in pieces, those that make one ask something under their question."""
    cut: list[Piece] = []
    done = 0
    for start, end, question in _asking(text):
        cut += [Piece(text[done:start]), Piece(text[start:end], question)]
        done = end
    return [piece for piece in (*cut, Piece(text[done:])) if piece.text]


def _asking(text: str) -> Iterator[Passage]:
    # The longest passage stands out whole; a word within it says nothing more.
    done = 0
    for start, end, question in sorted((*known(text), *hints(text)), key=_longest_first):
        if start >= done:
            done = end
            yield start, end, question


def _longest_first(passage: Passage) -> tuple[int, int]:
    start, end, _question = passage
    return start, -end


def words_to_weigh(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return under each question the words of `texts` that make one ask it, each once."""
    found: dict[str, dict[str, None]] = {code: {} for code in QUESTIONS}
    for text in texts:
        for piece in pieces(text):
            if piece.question:
                found[piece.question][piece.text] = None
    return {code: list(words) for code, words in found.items()}
