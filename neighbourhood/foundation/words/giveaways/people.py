"""Names of people: after a title, known ones, unknown ones where a name stands, initials."""

from collections.abc import Iterator

from neighbourhood.foundation.words.giveaways.initials import initials, is_initial
from neighbourhood.foundation.words.giveaways.lists import these, vocabulary, words
from neighbourhood.foundation.words.giveaways.reading import PEOPLE, Reading
from neighbourhood.foundation.words.giveaways.tokens import Token
from neighbourhood.foundation.words.giveaways.traces import Giveaway, Trace

TITLES = vocabulary("people", "titles")
_CALLED = vocabulary("people", "called")
_SHORT_TITLES = vocabulary("people", "short_titles")
_PARTICLES = vocabulary("people", "particles")
_NO_NAME = vocabulary("people", "no_name")
_INSTITUTIONS = vocabulary("people", "institutions")
_ARTICLES = vocabulary("people", "articles")
_HUMAN_VERBS = vocabulary("people", "human_verbs")
_VERBS = _HUMAN_VERBS | vocabulary("people", "verbs")
_HELPING = vocabulary("people", "helping")
_TRAVEL = vocabulary("people", "travel")
_BELONGS = vocabulary("people", "belongs")
_OWN = vocabulary("people", "own")
_KIN = (
    PEOPLE
    | these("petit petite ami amie copain copine collegue tuteur tutrice referente jumelle jumeau")
) - these("grand grande personne gens celui celle ceux celles familles")
_STARTERS = vocabulary("people", "starters")


def find(read: Reading) -> Iterator[Giveaway]:
    """Find names and initials of people."""
    after = 0
    for place, token in enumerate(read.tokens):
        if place < after or place in read.harmless:
            continue
        last = _titled(read, place) or initials(read, place)
        if not last and token.is_word:
            last = place if _is_named(read, place) else 0
            if last == 0 and place == 0 and token.is_word and _is_named(read, 0):
                yield read.found(Trace.NAME, 0, 0)
        if last:
            yield read.found(Trace.NAME, place, last)
            after = last + 1


def _titled(read: Reading, place: int) -> int:
    """Return where the name after a title ends, 0 for none."""
    token = read.at(place)
    if token.key not in TITLES and token.key not in _CALLED:
        return 0
    if token.key in ("m", "me", "pr", "mm") and not token.is_capital:
        return 0
    step = place + 1
    for _ in range(5):
        key = read.key(step)
        if (
            key in (".", ":", "est", "et", "ou", "c")
            or key in _PARTICLES
            or (step > place + 1 and key in TITLES)
        ):
            step += 1
    name = read.at(step)
    if step in read.harmless or not name.is_word or name.key in _NO_NAME:
        return 0
    if name.sentence > token.sentence + (token.key in ("m", "nom", "prenom")):
        return 0
    if token.key in _CALLED and not (
        _is_first(name) or read.near_before(place, _KIN, 3) or token.key == "alias"
    ):
        return step if token.key == "nom" and read.key(place + 1) == ":" and name.is_capital else 0
    return step if _follows_a_title(read, token, step) else 0


def _follows_a_title(read: Reading, title: Token, step: int) -> bool:
    name = read.at(step)
    if name.is_capital:
        unknown = name.key not in words("things") or _is_first(name) or _is_family(name)
        return unknown or title.key in _SHORT_TITLES | these("m monsieur madame dr")
    if (_is_first(name) and not _is_ambiguous(name)) or _is_family(name):
        return True
    return (
        title.key in _SHORT_TITLES
        and len(name.key) > 3
        and name.key not in _STARTERS | _VERBS
        and step == place_after(read, step)
    )


def place_after(read: Reading, step: int) -> int:
    """Return `step` when a title stands right before it: "mme xyz", not "mme la maire"."""
    before = read.key(step - 1)
    return (
        step
        if before in _SHORT_TITLES or (before == "." and read.key(step - 2) in _SHORT_TITLES)
        else -1
    )


def _is_first(token: Token) -> bool:
    return token.key in words("first_names") or token.key in words("words_that_are_names")


def _is_ambiguous(token: Token) -> bool:
    return token.key in words("words_that_are_names")


def _is_family(token: Token) -> bool:
    return token.key in words("surnames")


def _is_named(read: Reading, place: int) -> bool:
    """Tell whether a word by itself names somebody."""
    token = read.at(place)
    if len(token.key) < 2 or _is_of_an_institution(read, place):
        return False
    if not token.is_capital:
        return (
            _is_first(token)
            and not _is_ambiguous(token)
            and len(token.key) > 3
            and not _is_after_article(read, place)
        )
    if _is_first(token) and not _is_ambiguous(token):
        return not (read.key(place - 1) in ("la", "les") and token.first)
    if _is_ambiguous(token) or _is_family(token):
        return _stands_as_a_name(read, place)
    return token.key not in words("things") and _stands_where_names_stand(read, place)


def _stands_as_a_name(read: Reading, place: int) -> bool:
    token, before, after = read.at(place), read.at(place - 1), read.at(place + 1)
    joined = (after.joint == "-" and _is_first(after)) or (token.joint == "-" and _is_first(before))
    if joined or (token.is_loud and _is_family(token)) or _is_aged(read, place):
        return True
    if after.is_capital and after.joint == " " and not after.first and after.key in words("things"):
        return False  # "Harmonie Mutuelle"
    if not token.first:
        article = before.key in _ARTICLES - (these("les") if _is_family(token) else frozenset())
        listed = token.key in words("things") and before.key not in _KIN
        sharing = token.joint == "-" or (after.joint == "-" and after.is_word)
        return not article and not listed and not sharing
    if after.is_capital and not after.first and after.key not in words("things"):
        return True
    return after.key in _VERBS and not after.first


def _stands_where_names_stand(read: Reading, place: int) -> bool:
    token, before, after = read.at(place), read.at(place - 1), read.at(place + 1)
    if len(token.key) < 3 or token.joint == "-" or (after.joint == "-" and after.is_word):
        return token.joint != "-" and after.is_capital and before.key in _KIN
    if (
        token.is_loud
        and (before.is_loud or after.is_loud)
        and not (_is_first(before) or _is_first(after))
    ):
        return False
    if token.first:
        return token.key not in _STARTERS | _KIN | _ARTICLES and _begins_as_a_name(read, place)
    if before.key in _KIN or _is_apposed(read, place) or _is_aged(read, place):
        return True
    if before.key in _ARTICLES:
        return False
    ends = not after.is_word or after.key in _VERBS | these("et qui pour")
    if before.key in _HELPING or (before.key == "a" and read.key(place - 2) in ("aide", "merci")):
        return before.key != "chez" or ends
    if before.key == "pour":
        return ends and not read.near_before(place, _TRAVEL)
    if before.key in ("de", "d") and read.key(place - 2) in _BELONGS:
        return True
    if before.key in ("de", "d", "a", "en", "vers", "par", "sur"):
        return False
    pair = (
        after.is_capital
        and after.is_word
        and not after.first
        and after.joint == " "
        and after.key not in words("things")
    )
    owns = after.key == "et" and read.key(place + 2) in _OWN
    return after.key in _HUMAN_VERBS or owns or (pair and len(after.key) > 2)


def _begins_as_a_name(read: Reading, place: int) -> bool:
    after, then = read.at(place + 1), read.at(place + 2)
    if after.first or after.joint == "-":
        return False
    if after.key == "et" and then.key in _OWN:
        return True
    if (
        after.is_capital
        and after.is_word
        and after.key not in words("things")
        and then.key in _HUMAN_VERBS
    ):
        return True
    if _is_aged(read, place):
        return True
    return (
        after.key in _HUMAN_VERBS - these("cherche marche demande travaille")
        and not read.at(place).is_loud
    )


def _is_apposed(read: Reading, place: int) -> bool:
    if read.key(place - 1) not in (",", "(", ":") or read.key(place + 1) not in (",", ")", "."):
        return False
    return read.key(place - 2) in _KIN


def _is_aged(read: Reading, place: int) -> bool:
    return (
        read.key(place + 1) in (",", "(")
        and read.at(place + 2).is_number
        and read.key(place + 3) == "ans"
    )


def _is_after_article(read: Reading, place: int) -> bool:
    return read.key(place - 1) in _ARTICLES or (
        read.at(place).joint == "'" and read.key(place - 1) == "l"
    )


def _is_of_an_institution(read: Reading, place: int) -> bool:
    """Tell whether a place or a thing bears the name: "le parc Georges-Brassens"."""
    for step in range(1, 5):
        token = read.at(place - step)
        if token.key in _INSTITUTIONS and (
            step > 1 or read.at(place).joint in " -" or token.key != "st"
        ):
            return not is_initial(read, place)
        if not (
            token.key in _PARTICLES or (token.is_word and token.is_capital and not token.first)
        ):
            return False
    return False
