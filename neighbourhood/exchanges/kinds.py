"""What this slice declares, in words: its sentences, cards, moments, and what a mandate allows."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from messaging.kinds import ABOUTS, MOMENTS, About, Moment, Stage
from neighbourhood.exchanges import policies, queries
from neighbourhood.exchanges.models import (
    Direction,
    Notice,
    NoticeStatus,
    Reply,
    ReplyStatus,
    Subject,
    shown_as,
)
from neighbourhood.exchanges.subjects import CATEGORY_LIST, LOANS, PHRASES
from neighbourhood.feed.kinds import CARD_KINDS, CardKind
from neighbourhood.feed.reaches import said_reach
from neighbourhood.foundation.web.choices import say_choice
from neighbourhood.foundation.web.facts import UNTIL, Fact, said_day
from neighbourhood.foundation.web.versions import Reading
from neighbourhood.foundation.words.changing import say_changes
from neighbourhood.mandates.kinds import declare_deed, declare_scope

STATUSES: Mapping[NoticeStatus, LazyString] = {
    NoticeStatus.OPEN: _l("En cours"),
    NoticeStatus.AGREED: _l("C’est convenu"),
    NoticeStatus.DONE: _l("C’est fait"),
    NoticeStatus.NOT_DONE: _l("Cela ne s’est pas fait"),
    NoticeStatus.EXPIRED: _l("Terminée"),
    NoticeStatus.WITHDRAWN: _l("Retirée"),
}

# How it ended, to whoever still had no answer.
ENDED: Mapping[NoticeStatus, LazyString] = {
    NoticeStatus.DONE: _l("C’est fait, avec quelqu’un d’autre"),
    NoticeStatus.NOT_DONE: _l("Cela ne s’est pas fait"),
    NoticeStatus.EXPIRED: _l("L’annonce est arrivée à sa date de fin"),
    NoticeStatus.WITHDRAWN: _l("L’annonce a été retirée"),
}

SUGGESTIONS: Mapping[str, tuple[LazyString, ...]] = {
    "ask": (
        _l("Bonjour, je peux vous aider. Quand cela vous arrange-t-il ?"),
        _l("Bonjour, je peux vous aider, mais dans quelques jours. Est-ce encore utile ?"),
        _l("Bonjour, je ne sais pas tout faire, mais je veux bien essayer avec vous."),
    ),
    "loan": (
        _l("Bonjour, je voudrais vous l’emprunter. Quand serait-ce possible ?"),
        _l("Bonjour, j’en aurais besoin quelques jours. Quand puis-je passer ?"),
        _l("Bonjour, est-ce toujours possible ?"),
    ),
    "borrow": (
        _l("Bonjour, je peux vous prêter le mien. Quand en avez-vous besoin ?"),
        _l("Bonjour, j’en ai un, mais il sert cette semaine. Est-ce encore utile après ?"),
        _l("Bonjour, j’ai quelque chose d’approchant. Voulez-vous le voir ?"),
    ),
    "offer": (
        _l("Bonjour, votre proposition m’intéresse. Quand seriez-vous disponible ?"),
        _l("Bonjour, cela m’aiderait beaucoup. Pouvons-nous en parler ?"),
        _l("Bonjour, est-ce toujours possible ?"),
    ),
}


def _declare_card(
    rank: int, code: str, one: LazyString, many: LazyString, icon: str, answer: LazyString
) -> CardKind:
    return CARD_KINDS.declare(
        CardKind(
            rank=rank,
            code=code,
            one=one,
            many=many,
            icon=icon,
            answer=answer,
            template="neighbourhood/exchanges/card.html",
            page=("exchanges.show", "notice_id"),
            categories=CATEGORY_LIST.code,
            switch=LOANS if code in {"loan", "borrow"} else "",
        )
    )


ASK = _declare_card(10, "ask", _l("Demande"), _l("Demandes"), "hand-helping", _l("Je peux aider"))
OFFER = _declare_card(20, "offer", _l("Offre"), _l("Offres"), "hand-heart", _l("Ça m’intéresse"))
LOAN = _declare_card(30, "loan", _l("Prêt"), _l("Prêts"), "drill", _l("Je voudrais l’emprunter"))
BORROW = _declare_card(
    31, "borrow", _l("Objet cherché"), _l("Objets cherchés"), "search", _l("Je peux le prêter")
)


def switch_of(subject: Subject, direction: Direction) -> str:
    """Return the code of the switch under which such a notice is; empty when under none."""
    return CARD_KINDS[shown_as(subject, direction)].switch


_SHOWN = {
    "title": Fact(label=_l("En une phrase")),
    "body": Fact(label=_l("Quelques précisions")),
    "category": Fact(
        label=_l("Catégorie"),
        say=say_choice(CATEGORY_LIST.code),
    ),
    "places": Fact(label=_l("Nombre de personnes"), say=str),
    "reach": Fact(label=_l("Qui la voit"), say=said_reach),
}
# What people read before they press: a notice, an answer to one, a draft.
READ_NOTICE = Reading(**_SHOWN, expires_at=Fact(label=_l("Fin"), say=said_day, fields=UNTIL))
READ_REPLY = Reading(
    "notice",
    **READ_NOTICE.within("notice"),
    text=Fact(label=_l("La réponse")),
)
ANSWERED = {**_SHOWN, "until": Fact(label=_l("Fin"), say=said_day)}


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

# What a mandate may allow here, and what its journal says was done.
MAY_POST = declare_scope(
    Notice.SCOPE,
    _l("Publier des annonces"),
    _l("demander, proposer, et choisir qui vient aider"),
    icon="hand-helping",
    rank=10,
)
MAY_REPLY = declare_scope(
    Reply.SCOPE,
    _l("Répondre aux annonces"),
    _l("proposer son aide, dire merci"),
    icon="hand-heart",
    rank=20,
)
_POSTING, _REPLYING = {MAY_POST}, {MAY_REPLY}
POSTED = declare_deed("posted", _l("a publié « %(title)s »"), scopes=_POSTING)
EDITED = declare_deed("edited", _l("a modifié « %(title)s »"), scopes=_POSTING)
RENEWED = declare_deed("renewed", _l("a prolongé « %(title)s »"), scopes=_POSTING)
FINISHED = declare_deed("finished", _l("a terminé « %(title)s »"), scopes=_POSTING)
WITHDREW = declare_deed("withdrew", _l("a retiré « %(title)s »"), scopes=_POSTING)
ACCEPTED = declare_deed(
    "accepted", _l("a dit oui à une réponse pour « %(title)s »"), scopes=_POSTING
)
DECLINED = declare_deed(
    "declined", _l("a répondu « pas cette fois » pour « %(title)s »"), scopes=_POSTING
)
THANKED = declare_deed("thanked", _l("a dit merci pour « %(title)s »"), scopes=_POSTING | _REPLYING)
REPLIED = declare_deed("replied", _l("a répondu à « %(title)s »"), scopes=_REPLYING)
WENT_BACK = declare_deed(
    "went back", _l("a remis comme avant « %(title)s »"), scopes=_POSTING | _REPLYING
)
TOOK_BACK = declare_deed("took back", _l("a retiré la réponse à « %(title)s »"), scopes=_REPLYING)
