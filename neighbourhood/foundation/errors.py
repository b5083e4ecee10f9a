"""What can go wrong in the domain, in the domain's own words."""

import re
from datetime import datetime
from typing import ClassVar, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.words.dates import say_date
from neighbourhood.foundation.words.elision import fill


class DomainError(Exception):
    """A rule of the neighbourhood said no.

    `code` names the rule for machines: the name of its class, in small letters, unless it says
    otherwise. `status` is the HTTP answer, `sentence` tells the person what happened and what to
    do now. `details` fill the placeholders of the sentence.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    sentence: ClassVar[LazyString] = _l("Cette action n’est plus possible.")
    # A path and its words, where the page that says no leads back to what was asked of.
    back: tuple[str, str] | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" not in vars(cls):
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def say(self) -> str:
        """Return the sentence in the reader's language."""
        return fill(str(self.sentence), self.details)


class Forbidden(DomainError):
    """The actor may not do this."""

    status = 403
    sentence = _l("Vous ne pouvez pas faire cela.")


class NotVerified(Forbidden):
    """Only residents whose address is proved may write."""

    sentence = _l(
        "Prouvez d’abord votre adresse : c’est ce qui permet à vos voisins d’avoir confiance."
    )


class ResidencyExpired(NotVerified):
    """Nobody said within the year that the proved address is still the right one."""

    sentence = _l(
        "Cela fait un an que votre adresse est prouvée. Confirmez d’abord que vous y habitez "
        "toujours : un bouton suffit. En attendant, vous pouvez tout lire."
    )


class NameToProve(NotVerified):
    """The name is another than the one under which the address was proved."""

    sentence = _l(
        "Vous avez changé de nom. Prouvez de nouveau votre adresse, sous ce nom : d’ici là, vous "
        "pouvez tout lire, mais pas écrire."
    )


class Restricted(NotVerified):
    """A measure keeps the account from writing; where it has an end, the sentence says which."""

    @classmethod
    def until(cls, end: datetime) -> Self:
        """Return the refusal of a measure that ends at `end`, said as its reader says days."""
        return cls(until=LazyString(say_date, end))


class ReadOnly(Restricted):
    """The account reads, and writes nothing."""

    sentence = _l(
        "Ce compte est en lecture seule jusqu’au %(until)s : on peut tout lire, mais rien écrire. "
        "La raison, et comment la contester, sont dans « Moi »."
    )


class Suspended(Restricted):
    """The account waits for its suspension to end."""

    sentence = _l(
        "Ce compte est suspendu jusqu’au %(until)s. La raison, et comment la contester, sont sur "
        "la page qui s’ouvre quand on se connecte."
    )


class Excluded(Restricted):
    """The account is not part of the neighbourhood any more."""

    sentence = _l(
        "Ce compte est exclu de Palier. La raison, et comment la contester, sont sur la page qui "
        "s’ouvre quand on se connecte."
    )


class Missing(DomainError):
    """There is no such thing, or the actor may not know that there is."""

    status = 404
    sentence = _l("Cette page n’existe pas, ou elle n’est pas pour vous.")


class Wrong(DomainError):
    """What was given cannot be taken as it is."""

    status = 422


class TooMany(DomainError):
    """The same thing was tried too often in too short a time."""

    status = 429
    sentence = _l("Cela fait beaucoup d’essais. Attendez quelques minutes, puis recommencez.")


class NoRoom(DomainError):
    """The disk takes nothing more."""

    status = 503
    sentence = _l(
        "Le site ne peut plus rien enregistrer : son disque est plein. Ce que vous venez d’écrire "
        "n’est pas envoyé : gardez cette page ouverte, ou copiez votre texte, et réessayez plus "
        "tard. Tout ce qui était déjà enregistré est là."
    )


class Busy(DomainError):
    """The database could not take one more writer in time."""

    status = 503
    sentence = _l("Le site est très occupé. Rien n’est perdu : réessayez dans un instant.")
