"""What this slice declares, in words: its cards, moments, and what a mandate allows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment, Stage
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import DAY_AND_HOUR, Fact, said_day, said_moment
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.invitations import policies, queries
from neighbourhood.invitations.models import Invitation, SeatRequest, SeatStatus, Side
from neighbourhood.invitations.subjects import FEASTS, OCCASION_LIST, phrases
from neighbourhood.mandates.kinds import Deed, declare_deed, declare_scope


def _declare_card(rank: int, code: str, one: LazyString, many: LazyString, icon: str) -> CardKind:
    return CARD_KINDS.declare(
        CardKind(
            rank=rank,
            code=code,
            one=one,
            many=many,
            icon=icon,
            template="neighbourhood/invitations/card.html",
            page=("invitations.show", "invitation_id"),
            is_sought=code == "table",
            switch=FEASTS,
        )
    )


INVITATION = _declare_card(40, "invitation", _l("Invitation"), _l("Invitations"), "utensils")
TABLE = _declare_card(41, "table", _l("Cherche une table"), _l("Tables cherchées"), "search")

_SHOWN = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques mots")),
    "occasion": Fact(
        label=_l("Occasion"),
        say=say_choice(OCCASION_LIST.code),
    ),
    "seats": Fact(label=_l("Pour combien de personnes"), say=str),
    "reach": Fact(label=_l("Qui la voit"), say=said_reach),
}
READ_INVITATION = Reading(
    **_SHOWN, held_at=Fact(label=_l("Quand"), say=said_moment, fields=DAY_AND_HOUR)
)
READ_SEAT = Reading(
    "invitation",
    **READ_INVITATION.within("invitation"),
    message=Fact(label=_l("La réponse")),
    seats=Fact(label=_l("Combien viendraient"), say=str),
)


def _phrases(seat: SeatRequest, resident_id: int) -> Sequence[LazyString]:
    table = seat.invitation
    if seat.is_live and not table.is_over:
        stage = Stage.WAITING if seat.is_waiting else Stage.AGREED
    else:
        stage = Stage.OFF if table.is_cancelled or not seat.is_accepted else Stage.DONE
    author = table.author_id == resident_id
    return phrases(stage, author=author, host=author == table.is_hosts)


SEAT = ABOUTS.declare(
    About(
        code="seat",
        load=queries.TABLES.to_talk_about,
        panel="neighbourhood/invitations/panel.html",
        leaving="neighbourhood/invitations/leaving.html",
        phrases=_phrases,
        is_asked=lambda seat: seat.is_accepted and not seat.invitation.is_over,
        facts={
            "may_seat": policies,
            "read_invitation": READ_INVITATION.drawn,
            "read_seat": READ_SEAT.drawn,
        },
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


def _declare_moments(
    code: str,
    host: tuple[LazyString, LazyString],
    guest: tuple[LazyString, LazyString],
    **more: Any,
) -> Mapping[Side, Moment]:
    return {
        Side.HOST: MOMENTS.declare(Moment(code, *host, **more)),
        Side.GUEST: MOMENTS.declare(Moment(f"{code}, looked for", *guest, **more)),
    }


# What happens to a table offered, and to one looked for.
SEAT_WITHDRAWN = _declare_moments(
    "seat withdrawn",
    (_l("Finalement, %(name)s ne pourra pas venir."), _l("Finalement, vous ne pourrez pas venir.")),
    (
        _l("Finalement, %(name)s ne pourra pas recevoir."),
        _l("Finalement, vous ne pourrez pas recevoir."),
    ),
)
INVITATION_CHANGED = _declare_moments(
    "invitation changed",
    (
        _l("%(name)s a changé l’invitation : %(changes)s."),
        _l("Vous avez changé l’invitation : %(changes)s."),
    ),
    (
        _l("%(name)s a changé sa demande : %(changes)s."),
        _l("Vous avez changé votre demande : %(changes)s."),
    ),
    worded=lambda details: {"changes": say_changes(details.get("changes", ()))},
    answer=_l("Oui, cela me va."),
)
INVITATION_CANCELLED = _declare_moments(
    "invitation cancelled",
    (_l("%(name)s a annulé l’invitation."), _l("Vous avez annulé l’invitation.")),
    (_l("%(name)s ne cherche plus de table."), _l("Vous ne cherchez plus de table.")),
)
INVITATION_STANDS = _declare_moments(
    "invitation stands again",
    (
        _l("%(name)s revient en arrière : l’invitation tient toujours."),
        _l("Vous revenez en arrière : l’invitation tient toujours."),
    ),
    (
        _l("%(name)s revient en arrière et cherche toujours une table."),
        _l("Vous revenez en arrière : vous cherchez toujours une table."),
    ),
)
_SEAT_STANDS = MOMENTS.declare(
    Moment(
        "seat stands again",
        _l("%(name)s revient en arrière : la réponse tient toujours."),
        _l("Vous revenez en arrière : la réponse tient toujours."),
    )
)
# What was gone back on: a yes, a no, or leaving.
SEAT_STANDS = {
    SeatStatus.ACCEPTED: MOMENTS.declare(
        Moment(
            "seat not accepted yet",
            _l("%(name)s revient sur son oui : la réponse attend de nouveau."),
            _l("Vous revenez sur votre oui : la réponse attend de nouveau."),
        )
    ),
    SeatStatus.DECLINED: _SEAT_STANDS,
    SeatStatus.WITHDRAWN: _SEAT_STANDS,
}

# What people read before they press: an invitation, an answer to one, a draft.
ANSWERED = {
    **_SHOWN,
    "day": Fact(label=_l("Jour"), say=said_day),
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


def _declare_deeds(code: str, host: LazyString, guest: LazyString) -> Mapping[Side, Deed]:
    return {
        Side.HOST: declare_deed(code, host, scopes=_INVITING),
        Side.GUEST: declare_deed(f"{code}, looked for", guest, scopes=_INVITING),
    }


INVITED = _declare_deeds(
    "invited",
    _l("a publié l’invitation « %(title)s »"),
    _l("a cherché une table : « %(title)s »"),
)
CANCELLED = _declare_deeds(
    "cancelled",
    _l("a annulé l’invitation « %(title)s »"),
    _l("a cessé de chercher une table : « %(title)s »"),
)
CHANGED = declare_deed("changed invitation", _l("a modifié « %(title)s »"), scopes=_INVITING)
WENT_BACK = declare_deed(
    "went back on invitation", _l("a remis comme avant « %(title)s »"), scopes=_INVITING
)
ASKED_SEAT = _declare_deeds(
    "asked seat",
    _l("a demandé une place pour « %(title)s »"),
    _l("a proposé une place pour « %(title)s »"),
)
ACCEPTED_SEAT = declare_deed(
    "accepted seat", _l("a dit oui à une personne pour « %(title)s »"), scopes=_INVITING
)
DECLINED_SEAT = declare_deed(
    "declined seat",
    _l("a répondu « pas cette fois » à une personne pour « %(title)s »"),
    scopes=_INVITING,
)
GAVE_UP_SEAT = _declare_deeds(
    "gave up seat",
    _l("a rendu la place pour « %(title)s »"),
    _l("a renoncé à recevoir pour « %(title)s »"),
)
