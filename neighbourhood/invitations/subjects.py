"""Tables offered and tables looked for, in words: each side reads its own."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.invitations.models import InvitationStatus, Occasion, Side

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
