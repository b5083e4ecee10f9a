"""What those concerned hear of gatherings, and where these are shown."""

from collections.abc import Collection, Iterable

from messaging.actions.seats import enter, leave
from messaging.actions.threads import note, open_conversation
from messaging.kinds import Moment
from messaging.models import Conversation
from messaging.queries.conversations import thread_of as known_thread
from messaging.queries.parting import seats_of
from neighbourhood.feed.actions import Showing, show
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.changing import Change
from neighbourhood.gatherings.kinds import news, talks
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries.gatherings import dates_ahead, host_ids
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called


def show_card(gathering: Gathering) -> None:
    """Write or rewrite the card of a gathering: its day is that of its next date."""
    ahead = dates_ahead(gathering)
    first = ahead[0] if ahead else None
    card = Showing.of(
        gathering,
        kind=gathering.kind,
        category=str(gathering.sort),
        held_at=first.starts_at if first else None,
        in_public=not gathering.is_at_home,
        sort=str(gathering.sort),
        place=first.held_where if first else gathering.place,
        at_home=gathering.is_at_home,
        is_series=gathering.is_series,
        is_full=bool(first and first.places_left == 0),
    )
    show(card)


def thread_for(gathering: Gathering) -> Conversation:
    """Return the conversation of a gathering, with its hosts, and those who come."""
    return open_conversation(
        about=(Gathering.ABOUT, gathering.id),
        subject=gathering.title,
        path=gathering.path,
        members=host_ids(gathering),
    )


def welcome(gathering: Gathering, resident: Resident) -> None:
    """Let somebody who has a place into the conversation, and say so there the first time."""
    thread = thread_for(gathering)
    known = {seat.resident_id for seat in seats_of(thread.id)}
    enter(thread, [resident.id], quiet=True)
    if resident.id not in known:
        note(thread, talks.JOINED, by=Actor.of(resident))


def let_out(gathering: Gathering, resident_id: int) -> None:
    """Let somebody who has a place on none of its dates out of the conversation, quietly."""
    thread = known_thread(Gathering.ABOUT, gathering.id)
    stays = resident_id in host_ids(gathering) or answers.has_place(resident_id, gathering)
    if thread is not None and not stays:
        leave(thread, resident_id, quiet=True)


def say_in_thread(gathering: Gathering, moment: Moment, by: Actor, **details: object) -> None:
    """Write in the conversation what happened, where there is one."""
    thread = known_thread(Gathering.ABOUT, gathering.id)
    if thread is not None:
        note(thread, moment, by=by, details=details or None)


def tell(
    reader: Resident,
    kind: Kind,
    about: Gathering | Occurrence,
    *,
    by: Actor | None = None,
    **more: object,
) -> None:
    """Tell one resident something of a gathering, or of one of its dates."""
    gathering = about if isinstance(about, Gathering) else about.gathering
    said: dict[str, object] = {"title": gathering.title, **more}
    if isinstance(about, Occurrence):
        said["when"] = about.starts_at
    if by is not None:
        said["name"] = called(by.resident, reader)
    by_id = by.id if by else None
    notify(reader.id, kind, path=about.path, also=gathering.path, by=by_id, **said)


def tell_hosts(kind: Kind, occurrence: Occurrence, *, by: Actor) -> None:
    """Tell those who hold a gathering what somebody did about one of its dates."""
    for host in _residents(host_ids(occurrence.gathering)):
        if host.id != by.id:
            tell(host, kind, occurrence, by=by)


def tell_all(kind: Kind, dates: Collection[Occurrence], *, by: Actor, **more: object) -> None:
    """Tell everybody who counts on some dates, the hosts too, once each."""
    gathering = next(iter(dates)).gathering
    about = next(iter(dates)) if len(dates) == 1 else gathering
    concerned = [one.resident_id for date in dates for one in answers.live(date)]
    for reader in _residents([*host_ids(gathering), *concerned]):
        if reader.id != by.id:
            tell(reader, kind, about, by=by, **more)


def with_words(words: str) -> dict[str, str]:
    """Return what lets a notice say the words of the hosts, where there are any."""
    return {"words": words, "variant": news.IN_WORDS} if words else {}


def tell_moved(
    coming: Coming, changes: list[Change], title: str, *, by: Actor, words: str = ""
) -> None:
    """Tell one who comes what changed, by the title they know, and the words of who changed it."""
    reader = coming.resident
    name = called(by.resident, reader)
    where = {"path": coming.occurrence.path, "also": coming.gathering.path}
    said = {"name": name, "title": title, "changes": changes, **with_words(words)}
    notify(reader.id, news.MOVED, **where, by=by.id, **said)  # type: ignore[arg-type]


def tell_hosts_moved(
    date: Occurrence,
    changes: list[Change],
    title: str,
    *,
    by: Actor,
    but: Collection[int],
    words: str = "",
) -> None:
    """Tell the others who hold it what changed, but those told as people who come."""
    where = {"path": date.path, "also": date.gathering.path}
    said = {"variant": news.TO_HOSTS_IN_WORDS, "words": words} if words else {}
    for host in _residents(host_ids(date.gathering)):
        if host.id != by.id and host.id not in but:
            named = {"variant": news.TO_HOSTS, "name": called(by.resident, host), **said}
            more = {**where, **named, "title": title, "changes": changes}
            notify(host.id, news.MOVED, by=by.id, **more)  # type: ignore[arg-type]


def _residents(ids: Iterable[int]) -> list[Resident]:
    return [db.session.get_one(Resident, one) for one in dict.fromkeys(ids)]
