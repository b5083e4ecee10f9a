"""What is told of words, and where they are shown."""

from flask_babel import lazy_gettext as _l

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.feed.actions import Showing, show
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import has_unread, mute_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.neighbours import called

ANSWERED = declare(
    "bulletins.answered",
    _l("%(name)s répond sous « %(title)s »"),
    importance=Importance.COUNTS,
    general=_l("Une personne répond à votre mot au quartier"),
)
GOES_ON = declare(
    "bulletins.goes on",
    _l("« %(title)s » : la discussion continue"),
    importance=Importance.TELLS,
    general=_l("Une discussion continue sous un mot au quartier"),
)
ENDING = declare(
    "bulletins.ending",
    _l("« %(title)s » ne sera bientôt plus montré. Prolongez si c’est encore utile"),
    importance=Importance.WAITS,
    headline=_l("« %(title)s » ne sera bientôt plus montré"),
    general=_l("Un de vos mots au quartier se termine bientôt"),
)


def show_card(bulletin: Bulletin) -> None:
    """Write or rewrite the card of a word."""
    card = Showing.of(
        bulletin,
        kind=bulletin.kind,
        category=str(bulletin.topic),
        topic=str(bulletin.topic),
        place=bulletin.place,
    )
    show(card)


def tell_answered(answer: Answer, *, by: Actor) -> None:
    """Tell the author, and once those who answered before until they look again."""
    bulletin = answer.bulletin
    if answer.resident_id != bulletin.author_id:
        _tell_author(answer, by)
    for reader in queries.to_tell(answer):
        notify(reader.id, GOES_ON, path=bulletin.path, by=by.id, title=bulletin.title)


def _tell_author(answer: Answer, by: Actor) -> None:
    bulletin, author_id = answer.bulletin, answer.bulletin.author_id
    if mute_of(author_id, What.THREAD, bulletin.id) is not None:
        return
    path, waits = bulletin.path, has_unread(author_id, bulletin.path)
    if not queries.has_answered(answer.resident_id, bulletin, before=answer.id):
        # One mail until they look, however many answer.
        kind, name = ANSWERED.sent(by_mail=not waits), called(by.resident, bulletin.author)
        said = {"name": name, "title": bulletin.title}
        notify(author_id, kind, path=path, also=answer.place, by=by.id, **said)
    elif not waits:
        notify(author_id, GOES_ON, path=path, by=by.id, title=bulletin.title)
