"""The quiet word: what a writer is told, once, before a text is sent. It blocks nothing.

Nothing of it is stored but, for seven days, a digest of what went to one conversation and to how
many: in the memory of the process, or in Redis where there is one, never in the database.
"""

import hashlib
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from limits.storage import Storage

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.extensions import limiter
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.counting import Unhurried
from neighbourhood.moderation.caution import Caution, cautions, plain
from neighbourhood.residents.models.residents import Resident

NEW_FOR = timedelta(days=7)
COPIED_FOR = 7 * 24 * 60 * 60
MOST_CONVERSATIONS = 5
# « Merci, à demain ! » goes to many, and is no circular.
_SHORT = 25
# Where nothing else is counted.
_OWN = Unhurried()

WORDS = {
    Caution.MONEY: _l(
        "Ce texte semble demander de l’argent, un code ou un numéro de carte. Entre voisins, on ne "
        "demande pas cela dans un message."
    ),
    Caution.LOOKS: _l(
        "Ce texte dit à quoi des gens ressemblent. Dites plutôt ce qu’ils font : c’est ce qui aide "
        "vos voisins."
    ),
    Caution.LINK: _l(
        "Il y a un lien dans ce texte, et votre compte est tout neuf. Vos voisins hésiteront à "
        "l’ouvrir : dites en un mot où il mène."
    ),
    Caution.SAME: _l(
        "Vous avez envoyé le même texte à plusieurs personnes cette semaine. Un mot pour chacune "
        "est mieux reçu."
    ),
}


class QuietWord(DomainError):
    """Something is worth a word before it is sent; whoever sends it anyway is not asked again."""

    sentence = _l("Relisez avant d’envoyer.")

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self.words = words

    def say(self) -> str:
        """Return the words."""
        return " ".join(self.words)


def quiet_words(writer: Resident, *texts: str, conversation: int | None = None) -> list[str]:
    """Return what `writer` may want to hear before `texts` are sent, nothing most often."""
    text = "\n".join(texts)
    found = set(cautions(text))
    if not _is_new(writer):
        found.discard(Caution.LINK)
    if conversation is not None and is_copied(writer.id, conversation, text):
        found.add(Caution.SAME)
    return [str(WORDS[caution]) for caution in Caution if caution in found]


def may_need_a_word(writer_id: int, conversation: int, text: str) -> bool:
    """Tell whether a line of chat is to be looked at with care: it costs no statement."""
    return bool(cautions(text)) or is_copied(writer_id, conversation, text)


def is_copied(writer_id: int, conversation: int, text: str) -> bool:
    """Note that a text goes to a conversation, and tell whether it went to as many as a circular.

    Asked again about the same conversation it counts nothing.
    """
    bare = " ".join(plain(text).split())
    if len(bare) < _SHORT:
        return False
    key = f"quiet:{writer_id}:{_digest(bare)}"
    counts = _counts()
    first = counts.incr(f"{key}:{conversation}", COPIED_FOR) == 1
    many = counts.incr(key, COPIED_FOR) if first else counts.get(key)
    return int(many) >= MOST_CONVERSATIONS


def _counts() -> Storage:
    return limiter.storage if settings.current().rate_limits else _OWN


def mark_of(*texts: str) -> str:
    """Return what a form carries once its writer was told: other texts are looked at anew."""
    return _digest("\n".join(texts))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _is_new(writer: Resident) -> bool:
    # Who proves an address again has no new account.
    return writer.created_at > now() - NEW_FOR
