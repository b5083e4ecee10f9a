"""Holding a gathering with others: the author asks, they say yes or no; a group goes on with it."""

from messaging.actions.seats import enter
from messaging.queries.conversations import thread_of as known_thread
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.gatherings.actions import cancelling
from neighbourhood.gatherings.actions.bringing import give_back_without_place
from neighbourhood.gatherings.kinds import deeds, news
from neighbourhood.gatherings.models.gatherings import Gathering
from neighbourhood.gatherings.models.hosting import Host, HostStatus
from neighbourhood.gatherings.policies import gatherings as policies
from neighbourhood.gatherings.queries import coming as answers
from neighbourhood.gatherings.queries import gatherings as queries
from neighbourhood.gatherings.queries import hosting
from neighbourhood.gatherings.telling import let_out, tell, thread_for
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import settle
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def ask(actor: Actor, gathering: Gathering, resident: Resident) -> Host:
    """Ask somebody who comes to hold it too."""
    gathering = hold(Gathering, gathering.id)
    require(policies.may_ask_hosts(actor, gathering))
    require(_comes(resident.id, gathering), policies.NotAsked)
    found = queries.host_row(resident.id, gathering)
    if found is not None and not found.may_become(HostStatus.ASKED):
        return found
    if found is None:
        found = Host(gathering=gathering, resident=resident, created_at=now())
        found.status = HostStatus.ASKED
        db.session.add(found)
    else:
        found.become(HostStatus.ASKED)
    db.session.flush()
    tell(resident, news.HOST_ASKED, gathering, by=actor)
    note_deed(actor, deeds.ASKED_HOST, title=gathering.title, path=gathering.path)
    return found


def _comes(resident_id: int, gathering: Gathering) -> bool:
    return bool(answers.live_of(resident_id, queries.dates_of(gathering)))


def answer(actor: Actor, host: Host, *, yes: bool) -> None:
    """Say yes or no to holding it."""
    gathering = hold(Gathering, host.gathering_id)
    db.session.refresh(host)
    require(policies.may_answer_host(actor, host), DomainError)
    require(not yes or _comes(host.resident_id, gathering), policies.NotComing)
    host.become(HostStatus.HOST if yes else HostStatus.DECLINED)
    db.session.flush()
    if yes:
        enter(thread_for(gathering), [host.resident_id], quiet=True)
        tell(gathering.author, news.HOST_YES, gathering, by=actor)
    note_deed(actor, deeds.HOSTS, title=gathering.title, path=gathering.path)


def end(host: Host) -> None:
    """Let somebody hold it no more who is out of it, or kept apart; nobody is told."""
    gathering = hold(Gathering, host.gathering_id)
    db.session.refresh(host)
    if host.is_host or host.is_asked:
        host.become(HostStatus.LEFT if host.is_host else HostStatus.DECLINED)
        db.session.flush()
        _let_go(gathering, host.resident_id)


def stop(actor: Actor, host: Host) -> None:
    """Hold it no more."""
    gathering = hold(Gathering, host.gathering_id)
    db.session.refresh(host)
    require(policies.may_stop_hosting(actor, host), DomainError)
    host.become(HostStatus.LEFT)
    db.session.flush()
    _let_go(gathering, host.resident_id)
    note_deed(actor, deeds.HOSTS, title=gathering.title, path=gathering.path)


def leave_to_group(gathering: Gathering) -> None:
    """Let a gathering go on in the group that its author has left, but nobody go to their home."""
    gathering = hold(Gathering, gathering.id)
    author = gathering.author
    if not Actor.of(author).is_verified:
        return  # all of theirs is called off
    if gathering.is_at_home:
        cancelling.cancel(Actor.of(author), gathering)
    _let_go(gathering, author.id)


def _let_go(gathering: Gathering, resident_id: int) -> None:
    """Let somebody be a guest of what they held, or nothing: what they were to bring is free."""
    give_back_without_place(gathering, resident_id)
    let_out(gathering, resident_id)
    _seek_another(gathering)


def _seek_another(gathering: Gathering) -> None:
    if gathering.is_open and hosting.is_left_alone(gathering):
        for editor in hosting.editors_of_group(gathering):
            tell(editor, news.LEFT_ALONE, gathering)


def take_back(gathering: Gathering) -> None:
    """Let its author hold a gathering again, who is in its group again."""
    thread = known_thread(Gathering.ABOUT, gathering.id)
    if thread is not None:
        enter(thread, [gathering.author_id], quiet=True)


def take_over(actor: Actor, gathering: Gathering) -> None:
    """Hold a gathering of a group one looks after, which nobody in it holds any more."""
    gathering = hold(Gathering, gathering.id)
    require(policies.may_take_over(actor, gathering), policies.HeldAlready)
    host = queries.host_row(actor.id, gathering)
    if host is None:
        host = Host(gathering=gathering, resident=actor.resident, created_at=now())
        host.status = HostStatus.ASKED
        db.session.add(host)
    elif not host.is_asked:
        host.become(HostStatus.ASKED)
    host.become(HostStatus.HOST)
    db.session.flush()
    enter(thread_for(gathering), [actor.id], quiet=True)
    settle(gathering.path, news.LEFT_ALONE)
