"""The mails of helping somebody: links sent again, and what changed in how the account opens."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.outside.jobs import enqueue_after_commit
from neighbourhood.people.kinds import Help
from neighbourhood.residents import mails
from neighbourhood.residents.models.residents import Resident

_SIGNED_OUT = _l("Les responsables du site ont déconnecté tous vos appareils.")


def write(person: Resident, help_: Help, *, reason: str = "") -> None:
    """Write what goes with a help."""
    if help_ is Help.CONFIRM:
        mails.confirm_account(person, asked_by="")
    elif help_ is Help.PASSWORD and person.email is not None:
        enqueue_after_commit(mails.help_back_in, person.email)
    elif help_ is Help.SESSIONS:
        mails.tell(person, _SIGNED_OUT)
    elif help_ is Help.FACTORS:
        mails.tell(person, _factors_gone(reason))


def _factors_gone(reason: str) -> LazyString:
    return _l(
        "Les responsables du site ont retiré votre deuxième preuve, et déconnecté tous vos "
        "appareils. Motif donné : %(reason)s",
        reason=reason,
    )
