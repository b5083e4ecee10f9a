"""The page of a conversation, for two or for many, with what one may do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import render_template, request
from flask_babel import LazyString, gettext
from flask_login import current_user

from messaging import kinds, policies
from messaging.forms import MessageForm
from messaging.models import Conversation, Member, Message, MessageKind
from messaging.queries import citing, conversations, people, quotes, releases
from neighbourhood.foundation import settings
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.web.identifiers import row_id
from neighbourhood.foundation.words import nobody
from neighbourhood.notifications.models import What
from neighbourhood.notifications.queries import mute_of
from neighbourhood.residents.access import current_actor
from neighbourhood.residents.queries.neighbours import name_for

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Company:
    """Who takes part: all of a few; of many how many, with the names that the page says."""

    others: Sequence[Member]
    names: Names
    count: int
    is_anyone_there: bool


def page(member: Member, form: MessageForm) -> str:
    """Draw the conversation of a seat, with the form as it was sent, or to be filled."""
    conversation = member.conversation
    about = kinds.ABOUTS[conversation.about_kind]
    before = request.args.get("before", type=row_id)
    lines, more = conversations.history(conversation.id, before, met_by=current_user.id)
    thing = about.load(conversation.about_id)
    company = _company(conversation, lines)
    form.client_id.data = form.client_id.data or str(uuid4())
    may_show = policies.may_show_address(current_actor(), member) and company.is_anyone_there
    return render_template(
        "messaging/show.html",
        conversation=conversation,
        form=form,
        lines=lines,
        more=more,
        others=company.others,
        count=company.count,
        is_anyone_there=company.is_anyone_there,
        names=company.names,
        nobody=nobody.word(),
        said_by=said_by,
        moments=kinds.MOMENTS,
        may_change=policies.may_change,
        answered=_answered(conversation, form),
        read_by_all=min((seat.last_read_id for seat in company.others), default=0),
        panel=about.panel,
        leaving=about.leaving,
        thing=thing,
        answer=_unanswered(lines, about, thing),
        phrases=about.phrases(thing, current_user.id) if thing else (kinds.THANKS,),
        # What others show of their homes is for the person they trust, not for who acts for them.
        shown={} if not current_actor().is_oneself else releases.seen_from(member),
        may_show_address=may_show,
        first_shown=policies.first_shown(current_actor()) if may_show else None,
        is_muted=mute_of(current_user.id, What.CONVERSATION, conversation.id) is not None,
        zone=settings.current().time_zone.key,
        **_as_read(lines),
        **about.facts,
    )


def _company(conversation: Conversation, lines: Sequence[Message]) -> Company:
    named = people.spoken_of(lines)
    if conversation.many:
        count = people.count(conversation.id, met_by=current_user.id)
        return Company((), _names(conversation, named | {current_user.id}), count, count > 1)
    members = conversations.members_of(conversation.id, met_by=current_user.id)
    others = [seat for seat in members if seat.resident_id != current_user.id]
    names = {seat.resident_id: name_for(seat.resident, current_user) for seat in members}
    gone = _names(conversation, named - names.keys())
    there = any(seat.resident.is_active for seat in others)
    return Company(others, {**gone, **names}, len(members), there)


def _as_read(lines: Sequence[Message]) -> Mapping[str, object]:
    """Return what the reader reads of lines beside their words: quotes, names, photos."""
    answered = quotes.of(lines, current_user.id)
    return {
        "quotes": answered,
        "cited": citing.of(_naming(lines, answered), current_user),
        "cite": citing,
        "photo_name": pictures.name_of,
    }


def _naming(lines: Sequence[Message], answered: Mapping[int, quotes.Quote]) -> set[int]:
    """Return the ids of the lines, and of those that they answer, which may name somebody."""
    named = {line.id for line in lines if citing.may_name(line)}
    return named | {one for one, quote in answered.items() if "@" in quote.words}


def _names(conversation: Conversation, ids: set[int]) -> Names:
    found = people.some(conversation.id, ids, met_by=current_user.id)
    return {one.id: name_for(one, current_user) for one in found}


def said_by(line: Message, names: Names) -> str:
    """Return who said a line, or who came, as its reader may read it."""
    came = people.came(line.details)
    if not came:
        return names.get(line.author_id or 0, nobody.word())
    known = [names[one] for one in came if one in names]
    return kinds.say_names(known) if known else str(gettext("Plusieurs personnes"))


def _answered(conversation: Conversation, form: MessageForm) -> Any:
    """Return the line that is about to be answered, if there is one to read."""
    wanted = form.reply_to.data
    if not wanted:
        return None
    line = conversations.line_of(conversation.id, wanted, met_by=current_user.id)
    return quotes.about(line, current_user.id)


def _unanswered(lines: Sequence[Message], about: kinds.About, thing: Any) -> LazyString | None:
    """Return what I may answer in one tap to what others changed since I last wrote."""
    if thing is None or not about.is_asked(thing):
        return None
    mine = (at for at, line in enumerate(lines, 1) if line.author_id == current_user.id)
    since = lines[max(mine, default=0) :]
    answers = (kinds.MOMENTS[line.text].answer for line in since if line.kind is MessageKind.MOMENT)
    return next(filter(None, answers), None)
