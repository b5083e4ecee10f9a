"""Occasions for sharing a table, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.invitations.models import InvitationStatus, Occasion
from neighbourhood.mandates.kinds import declare_deed, declare_scope

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

STATUSES: Mapping[InvitationStatus, LazyString] = {
    InvitationStatus.OPEN: _l("Il reste de la place"),
    InvitationStatus.FULL: _l("Complet"),
    InvitationStatus.CLOSED: _l("Passée"),
    InvitationStatus.CANCELLED: _l("Annulée"),
}

GENTLE_DECLINE = _l("Pas cette fois, mais merci de demander.")

# What a mandate may allow here, and what its journal says was done.
INVITE = declare_scope(
    "invitations",
    _l("S’occuper des invitations"),
    _l("demander une place à table, en offrir une"),
    icon="utensils",
    rank=30,
)
INVITED = declare_deed("invited", _l("a publié l’invitation « %(title)s »"), scopes={INVITE})
CANCELLED = declare_deed("cancelled", _l("a annulé l’invitation « %(title)s »"), scopes={INVITE})
ASKED_SEAT = declare_deed(
    "asked seat", _l("a demandé une place pour « %(title)s »"), scopes={INVITE}
)
ACCEPTED_SEAT = declare_deed(
    "accepted seat", _l("a dit oui à une personne pour « %(title)s »"), scopes={INVITE}
)
DECLINED_SEAT = declare_deed(
    "declined seat", _l("a décliné une demande pour « %(title)s »"), scopes={INVITE}
)
GAVE_UP_SEAT = declare_deed(
    "gave up seat", _l("a rendu la place pour « %(title)s »"), scopes={INVITE}
)
