"""Why a notice is shown beside another, in one sentence."""

from flask_babel import gettext, ngettext

from neighbourhood.exchanges.matching.ideas import spoken
from neighbourhood.exchanges.matching.scoring import Match, Profile
from neighbourhood.exchanges.particulars import say_part
from neighbourhood.foundation.words.search import normalise
from neighbourhood.foundation.words.tongues import tongue
from neighbourhood.foundation.words.typography import capital

MOST_WORDS = 2


def say_why(notice: Profile, match: Match, text: str, other_text: str) -> str:
    """Say in one sentence what a notice and the one beside it have in common."""
    said = [
        *_words(match, text, other_text),
        *_category(match),
        *map(_moment, [*map(say_part, match.parts), *match.moments][:1]),
        *map(_language, match.languages[:1]),
        _place(notice, match.other),
    ]
    sentence = ", ".join(said)
    return f"{capital(sentence)}."


def _words(match: Match, text: str, other_text: str) -> list[str]:
    mine, theirs = spoken(text), spoken(other_text)
    pairs = [(mine.get(idea), theirs.get(idea)) for idea in match.ideas]
    # What stands beyond the excerpt of the other is not quoted; one word is quoted once.
    whole = list(dict.fromkeys((one, two) for one, two in pairs if one and two))[:MOST_WORDS]
    same = [two for one, two in whole if normalise(one) == normalise(two)]
    others = [(one, two) for one, two in whole if normalise(one) != normalise(two)]
    return [*_same(same), *(_word(one, two) for one, two in others)]


def _same(words: list[str]) -> list[str]:
    if not words:
        return []
    said = ", ".join(f"« {word} »" for word in words)
    return [str(ngettext("même mot : %(words)s", "mêmes mots : %(words)s", len(words), words=said))]


def _word(mine: str, theirs: str) -> str:
    return str(gettext("« %(theirs)s » va avec « %(mine)s »", theirs=theirs, mine=mine))


def _category(match: Match) -> list[str]:
    if match.is_same_category:
        return [gettext("même catégorie")]
    return [gettext("catégorie voisine")] if match.is_near_category else []


def _moment(moment: str) -> str:
    return str(gettext("le même moment : « %(moment)s »", moment=moment))


def _language(code: str) -> str:
    return str(gettext("parle aussi cette langue : %(language)s", language=tongue(code)))


def _place(notice: Profile, other: Profile) -> str:
    one, two = notice.square, other.square
    if one and two and one.id == two.id:
        return str(gettext("tout près"))
    if one and two and one.touches(two):
        return str(gettext("pas loin"))
    if notice.quartier_id == other.quartier_id:
        return str(gettext("dans le même quartier"))
    return str(gettext("dans un autre quartier"))
