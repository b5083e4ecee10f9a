"""Occasions for sharing a table, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.versions import Fact, Reading, said_by, said_when
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.invitations import policies, queries
from neighbourhood.invitations.models import Invitation, InvitationStatus, Occasion
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

# How it ended, to whoever still had no answer.
ENDED: Mapping[InvitationStatus, LazyString] = {
    InvitationStatus.CLOSED: _l("Le jour est passé"),
    InvitationStatus.CANCELLED: _l("L’invitation est annulée"),
}

GENTLE_DECLINE = _l("Pas cette fois, mais merci de demander.")

INVITATION = CARD_KINDS.declare(
    CardKind(
        rank=40,
        code="invitation",
        one=_l("Invitation"),
        many=_l("Invitations"),
        icon="utensils",
        template="neighbourhood/invitations/card.html",
        page=("invitations.show", "invitation_id"),
    )
)

SEAT = ABOUTS.declare(
    About(
        code="seat",
        load=queries.TABLES.to_talk_about,
        panel="neighbourhood/invitations/panel.html",
        facts={"may_seat": policies},
    )
)
SEAT_ACCEPTED = MOMENTS.declare(
    Moment(
        "seat accepted",
        _l("%(name)s a dit oui. À bientôt autour de la table !"),
        _l("Vous avez dit oui. À bientôt autour de la table !"),
    )
)
SEAT_DECLINED = MOMENTS.declare(
    Moment(
        "seat declined",
        _l("%(name)s répond : pas cette fois, mais merci."),
        _l("Vous avez répondu : pas cette fois, mais merci."),
    )
)
SEAT_WITHDRAWN = MOMENTS.declare(
    Moment(
        "seat withdrawn",
        _l("Finalement, %(name)s ne pourra pas venir."),
        _l("Finalement, vous ne pourrez pas venir."),
    )
)
INVITATION_CHANGED = MOMENTS.declare(
    Moment(
        "invitation changed",
        _l("%(name)s a changé l’invitation : %(changes)s."),
        _l("Vous avez changé l’invitation : %(changes)s."),
        worded=lambda details: {"changes": say_changes(details.get("changes", ()))},
    )
)
INVITATION_CANCELLED = MOMENTS.declare(
    Moment(
        "invitation cancelled",
        _l("%(name)s a annulé l’invitation."),
        _l("Vous avez annulé l’invitation."),
    )
)
INVITATION_STANDS = MOMENTS.declare(
    Moment(
        "invitation stands again",
        _l("%(name)s revient en arrière : l’invitation tient toujours."),
        _l("Vous revenez en arrière : l’invitation tient toujours."),
    )
)
SEAT_STANDS = MOMENTS.declare(
    Moment(
        "seat stands again",
        _l("%(name)s revient en arrière : c’est comme avant."),
        _l("Vous revenez en arrière : c’est comme avant."),
    )
)

_SHOWN = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques mots")),
    "occasion": Fact(
        label=_l("Occasion"),
        say=said_by({occasion: words for occasion, (words, _icon) in OCCASIONS.items()}),
    ),
    "seats": Fact(label=_l("Places"), say=str),
    "reach": Fact(label=_l("Qui la voit"), say=said_reach),
}
# What people read before they press: an invitation, an answer to one, a draft.
READ_INVITATION = Reading(**_SHOWN, held_at=Fact(label=_l("Quand"), say=said_when))
READ_SEAT = Reading(
    "invitation",
    **READ_INVITATION.within("invitation"),
    message=Fact(label=_l("La réponse")),
    seats=Fact(label=_l("Places demandées"), say=str),
)
ANSWERED = {
    **_SHOWN,
    "day": Fact(label=_l("Jour"), say=said_when),
    "hour": Fact(label=_l("Heure")),
}

# What a mandate may allow here, and what its journal says was done.
MAY_INVITE = declare_scope(
    Invitation.SCOPE,
    _l("S’occuper des invitations"),
    _l("demander une place à table, en offrir une"),
    icon="utensils",
    rank=30,
)
_INVITING = {MAY_INVITE}
INVITED = declare_deed("invited", _l("a publié l’invitation « %(title)s »"), scopes=_INVITING)
CANCELLED = declare_deed("cancelled", _l("a annulé l’invitation « %(title)s »"), scopes=_INVITING)
CHANGED = declare_deed("changed invitation", _l("a modifié « %(title)s »"), scopes=_INVITING)
WENT_BACK = declare_deed(
    "went back on invitation", _l("a remis comme avant « %(title)s »"), scopes=_INVITING
)
ASKED_SEAT = declare_deed(
    "asked seat", _l("a demandé une place pour « %(title)s »"), scopes=_INVITING
)
ACCEPTED_SEAT = declare_deed(
    "accepted seat", _l("a dit oui à une personne pour « %(title)s »"), scopes=_INVITING
)
DECLINED_SEAT = declare_deed(
    "declined seat", _l("a décliné une demande pour « %(title)s »"), scopes=_INVITING
)
GAVE_UP_SEAT = declare_deed(
    "gave up seat", _l("a rendu la place pour « %(title)s »"), scopes=_INVITING
)
