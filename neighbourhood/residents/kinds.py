"""The words for mandates: what they allow, for how long, and what was done by them."""

from types import MappingProxyType
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.residents.models.mandates import Deed, Mandate, MandateDeed, MandateStatus
from neighbourhood.residents.models.residents import Scope


class ScopeWords(NamedTuple):
    """A scope on the page where it is given: a verb, what it opens, an icon."""

    title: LazyString
    about: LazyString
    icon: str


SCOPES = MappingProxyType(
    {
        Scope.POST: ScopeWords(
            _l("Publier des annonces"),
            _l("demander, proposer, et choisir qui vient aider"),
            "hand-helping",
        ),
        Scope.REPLY: ScopeWords(
            _l("Répondre aux annonces"), _l("proposer son aide, dire merci"), "hand-heart"
        ),
        Scope.INVITE: ScopeWords(
            _l("S’occuper des invitations"),
            _l("demander une place à table, en offrir une"),
            "utensils",
        ),
        Scope.CHAT: ScopeWords(
            _l("Tenir les conversations"), _l("lire les messages et y répondre"), "message-circle"
        ),
    }
)
DURATIONS = MappingProxyType(
    {1: _l("Une journée"), 31: _l("Un mois"), 182: _l("Six mois"), 365: _l("Un an")}
)
STATUSES = MappingProxyType(
    {
        MandateStatus.PREPARED: _l("En attente"),
        MandateStatus.LIVE: _l("En cours"),
        MandateStatus.REVOKED: _l("Arrêté"),
        MandateStatus.EXPIRED: _l("Terminé"),
        MandateStatus.ABANDONED: _l("Abandonné"),
    }
)
DEEDS = MappingProxyType(
    {
        Deed.POSTED: _l("a publié « %(title)s »"),
        Deed.EDITED: _l("a modifié « %(title)s »"),
        Deed.RENEWED: _l("a prolongé « %(title)s »"),
        Deed.FINISHED: _l("a terminé « %(title)s »"),
        Deed.WITHDREW: _l("a retiré « %(title)s »"),
        Deed.ACCEPTED: _l("a dit oui à une réponse pour « %(title)s »"),
        Deed.DECLINED: _l("a décliné une réponse pour « %(title)s »"),
        Deed.THANKED: _l("a dit merci pour « %(title)s »"),
        Deed.REPLIED: _l("a répondu à « %(title)s »"),
        Deed.TOOK_BACK: _l("a retiré la réponse à « %(title)s »"),
        Deed.INVITED: _l("a publié l’invitation « %(title)s »"),
        Deed.CANCELLED: _l("a annulé l’invitation « %(title)s »"),
        Deed.ASKED_SEAT: _l("a demandé une place pour « %(title)s »"),
        Deed.ACCEPTED_SEAT: _l("a dit oui à une personne pour « %(title)s »"),
        Deed.DECLINED_SEAT: _l("a décliné une demande pour « %(title)s »"),
        Deed.GAVE_UP_SEAT: _l("a rendu la place pour « %(title)s »"),
        Deed.WROTE: _l("a écrit dans la conversation « %(title)s »"),
    }
)


def say_status(mandate: Mandate) -> str:
    """Return where a mandate stands: one that ran out has ended, noted or not yet."""
    ran_out = mandate.status is MandateStatus.LIVE and not mandate.is_live
    return str(STATUSES[MandateStatus.EXPIRED if ran_out else mandate.status])


def say_deed(deed: MandateDeed) -> str:
    """Return what was done, in the reader’s language; who did it comes before."""
    return str(DEEDS[deed.deed]) % {"title": deed.title}
