"""Tables offered and tables looked for, in words: each side reads its own."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import NEXT_TIME, OFF_PHRASES, THANKS, Stage
from neighbourhood.foundation.web.choices import LISTS, Choice, ChoiceList, offered
from neighbourhood.invitations.models import InvitationStatus, Occasion, Side

# The code of the switch under which tables are shared.
FEASTS = "invitations"

OCCASIONS: Mapping[Occasion, tuple[LazyString, str]] = {
    Occasion.CHRISTMAS_EVE: (_l("Réveillon de Noël"), "sparkles"),
    Occasion.CHRISTMAS: (_l("Jour de Noël"), "gift"),
    Occasion.NEW_YEAR: (_l("Nouvel An"), "party-popper"),
    Occasion.EID: (_l("Aïd"), "moon-star"),
    Occasion.HANUKKAH: (_l("Hanoucca"), "flame"),
    Occasion.PASSOVER: (_l("Pessa’h"), "utensils"),
    Occasion.EASTER: (_l("Pâques"), "flower-2"),
    Occasion.LUNAR_NEW_YEAR: (_l("Nouvel An lunaire, Têt"), "gift"),
    Occasion.NOWRUZ: (_l("Nowruz"), "leaf"),
    Occasion.DIWALI: (_l("Diwali"), "sun"),
    Occasion.BIRTHDAY: (_l("Anniversaire"), "cake"),
    Occasion.NEIGHBOURS_DAY: (_l("Fête des voisins"), "users"),
    Occasion.SUNDAY: (_l("Repas du dimanche"), "soup"),
    Occasion.OTHER: (_l("Une autre occasion"), "calendar-heart"),
}

_TABLE = "table"
# What towns may add to, put away and order.
OCCASION_LIST = LISTS.declare(
    ChoiceList(
        code="occasion",
        title=_l("Occasions des tables de fête"),
        one=_l("Une occasion de plus"),
        groups={_TABLE: _l("Inviter, ou chercher une table")},
        declared={
            _TABLE: [Choice(code.value, name, icon) for code, (name, icon) in OCCASIONS.items()]
        },
    )
)


def occasions_here() -> list[Choice]:
    """Return the occasions offered where the reader lives, in order."""
    return offered(OCCASION_LIST.code, _TABLE)


STATUSES: Mapping[Side, Mapping[InvitationStatus, LazyString]] = {
    Side.HOST: {
        InvitationStatus.OPEN: _l("Il reste de la place"),
        InvitationStatus.FULL: _l("Complet"),
        InvitationStatus.CLOSED: _l("Passée"),
        InvitationStatus.CANCELLED: _l("Annulée"),
    },
    Side.GUEST: {
        InvitationStatus.OPEN: _l("Cherche encore une table"),
        InvitationStatus.FULL: _l("Table trouvée"),
        InvitationStatus.CLOSED: _l("Passée"),
        InvitationStatus.CANCELLED: _l("Ne cherche plus"),
    },
}

# How it ended, to whoever still had no answer.
ENDED: Mapping[Side, Mapping[InvitationStatus, LazyString]] = {
    Side.HOST: {
        InvitationStatus.CLOSED: _l("Le jour est passé"),
        InvitationStatus.CANCELLED: _l("L’invitation est annulée"),
    },
    Side.GUEST: {
        InvitationStatus.CLOSED: _l("Le jour est passé"),
        InvitationStatus.CANCELLED: _l("On ne cherche plus de table"),
    },
}

GENTLE_DECLINES: Mapping[Side, LazyString] = {
    Side.HOST: _l("Pas cette fois, mais merci de demander."),
    Side.GUEST: _l("Pas cette fois, mais merci de m’inviter."),
}

_ANSWERS = (_l("Oui, avec plaisir."), _l("Pas cette fois, mais merci de votre message."))
_DIET = _l("Y a-t-il quelque chose que vous ne mangez pas ?")
_BRING = _l("Que puis-je apporter ?")
_SOON = _l("À bientôt !")
_HOST_AFTER = (_l("Merci de votre visite !"), NEXT_TIME)
_GUEST_AFTER = (_l("Merci de votre accueil !"), NEXT_TIME)


def phrases(stage: Stage, *, author: bool, host: bool) -> tuple[LazyString, ...]:
    """Return ready words: where the answer stands, who put the table up, whose table it is."""
    asks = _DIET if host else _BRING
    match stage:
        case Stage.WAITING:
            return (*_ANSWERS, asks) if author else (asks, THANKS)
        case Stage.AGREED:
            return (asks, _SOON, THANKS) if host else (asks, _l("J’aurai un peu de retard."), _SOON)
        case Stage.DONE:
            return _HOST_AFTER if host else _GUEST_AFTER
        case Stage.OFF:
            return OFF_PHRASES
