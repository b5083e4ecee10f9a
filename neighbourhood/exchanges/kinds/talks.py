"""Conversations about a reply: what stands beside them, and what happens in them."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment, Stage
from neighbourhood.exchanges import days, particulars, policies, queries
from neighbourhood.exchanges.kinds.readings import READ_NOTICE, READ_REPLY
from neighbourhood.exchanges.kinds.words import PHRASES
from neighbourhood.exchanges.models.notices import HowEnded, Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.words.changing import WORDS, Changing, say_changes
from neighbourhood.residents.queries.neighbours import name_for


def _phrases(reply: Reply, resident_id: int) -> Sequence[LazyString]:
    if reply.is_live and not reply.notice.is_over:
        stage = Stage.WAITING if reply.is_waiting else Stage.AGREED
    else:
        stage = Stage.DONE if reply.is_accepted and reply.notice.is_done else Stage.OFF
    return PHRASES[stage, reply.notice.author_id == resident_id]


REPLY = ABOUTS.declare(
    About(
        code="reply",
        load=queries.NOTICES.to_talk_about,
        panel="neighbourhood/exchanges/panel.html",
        leaving="neighbourhood/exchanges/leaving.html",
        phrases=_phrases,
        is_asked=lambda reply: reply.is_accepted and not reply.notice.is_over,
        facts={
            "may": policies,
            "days_seen_by": days.seen_by,
            "name_for": name_for,
            "read_notice": READ_NOTICE.drawn,
            "read_reply": READ_REPLY.drawn,
        },
    )
)
REPLY_ACCEPTED = MOMENTS.declare(
    Moment(
        "reply accepted",
        _l("%(name)s a dit oui. Convenez ici du jour et de l’heure."),
        _l("Vous avez dit oui. Convenez ici du jour et de l’heure."),
    )
)
REPLY_DECLINED = MOMENTS.declare(
    Moment(
        "reply declined",
        _l("%(name)s répond : pas cette fois, mais merci."),
        _l("Vous avez répondu : pas cette fois, mais merci."),
    )
)
REPLY_WITHDRAWN = MOMENTS.declare(
    Moment(
        "reply withdrawn",
        _l("Finalement, %(name)s ne pourra pas. L’annonce reste ouverte."),
        _l("Finalement, vous ne pourrez pas. L’annonce reste ouverte."),
    )
)
REPLY_UNANSWERED = MOMENTS.declare(
    Moment(
        "reply unanswered",
        _l("Une semaine a passé sans réponse : l’échange se referme, sans reproche."),
    )
)
REPLY_STILL = MOMENTS.declare(
    Moment(
        "reply still holds",
        _l("Une place est de nouveau libre, et %(name)s peut toujours."),
        _l("Une place est de nouveau libre, et vous pouvez toujours."),
    )
)
NOBODY_CAME = MOMENTS.declare(
    Moment(
        "not fetched",
        _l("%(name)s ne le garde plus : ce n’est pas grave, vous pouvez le redemander."),
        _l("Vous ne le gardez plus : quelqu’un d’autre peut le prendre."),
    )
)
ENDINGS: Mapping[NoticeStatus, Moment] = {
    NoticeStatus.DONE: MOMENTS.declare(Moment("notice done", _l("C’est fait. Merci à vous !"))),
    NoticeStatus.NOT_DONE: MOMENTS.declare(
        Moment("notice not done", _l("Cela ne s’est pas fait. L’annonce est close."))
    ),
    NoticeStatus.EXPIRED: MOMENTS.declare(
        Moment("notice expired", _l("L’annonce est arrivée à sa date de fin."))
    ),
    NoticeStatus.WITHDRAWN: MOMENTS.declare(
        Moment(
            "notice withdrawn",
            _l("%(name)s a retiré l’annonce."),
            _l("Vous avez retiré l’annonce."),
        )
    ),
}
_ENDINGS_SAID: Mapping[HowEnded | None, Moment] = {
    HowEnded.PARTLY: MOMENTS.declare(
        Moment("notice partly done", _l("C’est fait en partie. Merci à vous !"))
    ),
    HowEnded.NOT_NEEDED: MOMENTS.declare(
        Moment(
            "notice not needed",
            _l("%(name)s a noté que ce n’est plus utile. L’annonce est close."),
            _l("Vous avez noté que ce n’est plus utile. L’annonce est close."),
        )
    ),
}


def ending_of(notice: Notice) -> Moment:
    """Return what a conversation says of the end of a notice."""
    return _ENDINGS_SAID.get(notice.how_ended) or ENDINGS[notice.status]


WORDS.declare(Changing("particulars", particulars.say_change, _l("quand et comment")))
CHANGED_HERE = MOMENTS.declare(
    Moment(
        "notice changed",
        _l("%(name)s a changé l’annonce : %(changes)s."),
        _l("Vous avez changé l’annonce : %(changes)s."),
        worded=lambda details: {"changes": say_changes(details.get("changes", ()))},
        answer=_l("Oui, cela me va."),
    )
)
STANDS_AGAIN = MOMENTS.declare(
    Moment(
        "notice stands again",
        _l("%(name)s revient en arrière : l’annonce tient toujours."),
        _l("Vous revenez en arrière : l’annonce tient toujours."),
    )
)
_REPLY_STANDS = MOMENTS.declare(
    Moment(
        "reply stands again",
        _l("%(name)s revient en arrière : la réponse tient toujours."),
        _l("Vous revenez en arrière : la réponse tient toujours."),
    )
)
# What was gone back on: a yes, a no, or leaving.
REPLY_STANDS_AGAIN = {
    ReplyStatus.ACCEPTED: MOMENTS.declare(
        Moment(
            "reply not accepted yet",
            _l("%(name)s revient sur son oui : la réponse attend de nouveau."),
            _l("Vous revenez sur votre oui : la réponse attend de nouveau."),
        )
    ),
    ReplyStatus.DECLINED: _REPLY_STANDS,
    ReplyStatus.WITHDRAWN: _REPLY_STANDS,
}
