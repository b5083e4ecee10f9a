"""Coming to a date or to all, asking at somebody’s home, and leaving."""

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.gatherings.actions.bringing import bring_again, give_all_back
from neighbourhood.gatherings.actions.places import free, move_up, seat, seat_all, take_place
from neighbourhood.gatherings.kinds import deeds, news
from neighbourhood.gatherings.models.coming import Coming, ComingStatus, Regular
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies import coming as policies
from neighbourhood.gatherings.queries import coming as queries
from neighbourhood.gatherings.queries.gatherings import may_have_place, still_hears
from neighbourhood.gatherings.queries.series import answers_of, held_ahead
from neighbourhood.gatherings.telling import let_out, show_card, tell, tell_hosts, welcome
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import are_apart, require_together

REGULAR = "regular"


def come(actor: Actor, occurrence: Occurrence, *, party: int = 1) -> Coming:
    """Say that one comes, with how many: a place, a rank in the list, or a question at a home."""
    steady(actor.resident)
    require_together(actor, occurrence.gathering.author_id)
    occurrence = queries.held_date(occurrence.id)
    earlier = queries.coming_of(actor.id, occurrence)
    require(policies.may_come(actor, occurrence, earlier), DomainError)
    found = seat(occurrence, actor.resident, party=party, agent_id=actor.agent_id)
    _note(actor, deeds.CAME, occurrence)
    tell_hosts(news.ASKS if found.is_asked else news.COMES, occurrence, by=actor)
    show_card(occurrence.gathering)
    return found


def come_to_all(actor: Actor, gathering: Gathering, *, party: int = 1) -> Regular:
    """Come to every date of a series, those to be made later too."""
    steady(actor.resident)
    require_together(actor, gathering.author_id)
    gathering = hold(Gathering, gathering.id)
    found = queries.regular_of(actor.id, gathering)
    require(policies.may_come_to_all(actor, gathering, found), DomainError)
    if found is None:
        found = Regular(gathering=gathering, resident=actor.resident, created_at=now())
    found.party, found.ended_at = party, None
    db.session.add(found)
    ahead = held_ahead(gathering)
    seat_all(ahead, actor.resident, party=party, agent_id=actor.agent_id)
    db.session.flush()
    undoing.forget(REGULAR, found.id)
    if ahead:
        _note(actor, deeds.CAME, ahead[0])
        tell_hosts(news.COMES, ahead[0], by=actor)
    show_card(gathering)
    return found


def leave(actor: Actor, coming: Coming) -> None:
    """Come no more: the place goes to who is next, what one was to bring to anybody."""
    occurrence = queries.held_with(coming)
    require(policies.is_whose(actor, coming))
    require(policies.may_leave(actor, coming), DomainError)
    told = news.ASKS_NO_MORE if coming.is_asked else news.LEAVES
    _go(actor, coming)
    _note(actor, deeds.LEFT, occurrence)
    tell_hosts(told, occurrence, by=actor)
    show_card(occurrence.gathering)


def _go(actor: Actor, coming: Coming) -> None:
    given = give_all_back(coming)
    since = coming.since.isoformat()
    undoing.keep(actor.id, Coming.ABOUT, coming.id, status=coming.status, since=since, given=given)
    free(coming)
    db.session.flush()


def leave_all(actor: Actor, regular: Regular) -> None:
    """Come to no date any more."""
    gathering = hold(Gathering, regular.gathering_id)
    db.session.refresh(regular)
    require(policies.is_whose(actor, regular))
    require(policies.may_leave_all(actor, regular), DomainError)
    left = []
    dates = held_ahead(gathering)
    answers = answers_of(regular.resident_id, dates)
    for coming in (answers[one.id] for one in dates if one.id in answers):
        if coming.is_live:
            _go(actor, coming)
            left.append(coming.id)
    regular.ended_at = now()
    undoing.keep(actor.id, REGULAR, regular.id, left=left)
    db.session.flush()
    note_deed(actor, deeds.LEFT, title=gathering.title, path=gathering.path)
    show_card(gathering)


def put_back(actor: Actor, coming: Coming) -> None:
    """Go back on having left, or on a host’s yes or no, for ten minutes."""
    occurrence = queries.held_with(coming)
    author_id = coming.gathering.author_id
    require_together(actor, author_id, coming.resident_id)
    require(not are_apart(coming.resident_id, author_id), Missing)
    require(policies.may_put_back(actor, coming), DomainError)
    hears = still_hears if coming.is_live else may_have_place
    require(hears(coming.resident, coming.gathering), undoing.SinceThen)
    had_left = coming.has_left
    _stand_again(coming, undoing.take(actor.id, Coming.ABOUT, coming.id))
    if had_left:
        tell_hosts(news.ASKS if coming.is_asked else news.COMES, occurrence, by=actor)
    else:
        tell(coming.resident, news.WENT_BACK, occurrence, by=actor)
    _note(actor, deeds.WENT_BACK, occurrence)
    show_card(occurrence.gathering)


def _stand_again(coming: Coming, before: undoing.Before) -> None:
    status, occurrence = before.read(ComingStatus, "status"), coming.occurrence
    require(occurrence.is_planned and not occurrence.is_past, undoing.SinceThen)
    if status is ComingStatus.COMING:
        # Whoever moved up meanwhile keeps the place.
        require(occurrence.has_room_for(coming.party), undoing.SinceThen)
        occurrence.taken += coming.party
    if coming.is_coming:
        occurrence.taken -= coming.party
    coming.go_back_to(status)
    db.session.flush()
    if coming.is_coming:
        welcome(coming.gathering, coming.resident)
    else:
        let_out(coming.gathering, coming.resident_id)
    bring_again(coming, before.read(list, "given"))
    move_up(occurrence)


def put_all_back(actor: Actor, regular: Regular) -> None:
    """Go back on having left every date: each where there is still room."""
    gathering = hold(Gathering, regular.gathering_id)
    db.session.refresh(regular)
    require(policies.is_whose(actor, regular))
    require_together(actor, gathering.author_id)
    before = undoing.take(actor.id, REGULAR, regular.id)
    regular.ended_at = None
    left, dates = set(before.read(list, "left")), held_ahead(gathering)
    answers = answers_of(regular.resident_id, dates)
    again = [one for one in dates if one.id in answers and answers[one.id].id in left]
    seat_all(again, actor.resident, party=regular.party, agent_id=actor.agent_id)
    db.session.flush()
    note_deed(actor, deeds.WENT_BACK, title=gathering.title, path=gathering.path)
    show_card(gathering)


def accept(actor: Actor, coming: Coming) -> None:
    """Say yes to who asked to come home: a place, or a rank in the list."""
    occurrence = queries.held_with(coming)
    require(policies.may_answer(actor, coming), DomainError)
    require(may_have_place(coming.resident, coming.gathering), DomainError)
    undoing.keep(actor.id, Coming.ABOUT, coming.id, status=coming.status, given=[])
    coming.become(ComingStatus.WAITING)
    got_place = take_place(coming)
    db.session.flush()
    kind = news.ACCEPTED if got_place else news.ON_LIST
    tell(coming.resident, kind, occurrence, by=actor)
    _note(actor, deeds.ANSWERED_ASK, occurrence)
    show_card(occurrence.gathering)


def decline(actor: Actor, coming: Coming) -> None:
    """Say gently no to who asked to come home."""
    occurrence = queries.held_with(coming)
    require(policies.may_answer(actor, coming), DomainError)
    undoing.keep(actor.id, Coming.ABOUT, coming.id, status=coming.status, given=[])
    coming.become(ComingStatus.DECLINED)
    db.session.flush()
    tell(coming.resident, news.DECLINED, occurrence, by=actor)
    _note(actor, deeds.ANSWERED_ASK, occurrence)


def part(coming: Coming) -> None:
    """Take somebody off a list who is kept apart, or out of its circle; nobody is told why."""
    queries.held_with(coming)
    undoing.forget(Coming.ABOUT, coming.id)
    if coming.is_live:
        give_all_back(coming)
        free(coming)
        db.session.flush()
        show_card(coming.gathering)


def part_for_good(regular: Regular) -> None:
    """Do the same for every date of a series, those to be made later too."""
    hold(Gathering, regular.gathering_id)
    db.session.refresh(regular)
    regular.ended_at = regular.ended_at or now()
    undoing.forget(REGULAR, regular.id)
    db.session.flush()


def _note(actor: Actor, deed: Deed, occurrence: Occurrence) -> None:
    note_deed(actor, deed, title=occurrence.gathering.title, path=occurrence.path)
