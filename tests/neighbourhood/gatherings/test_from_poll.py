"""A day that suits a group becomes a gathering in one tap: what the poll settled is there."""

import html
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from neighbourhood.foundation.storing.clock import now
from neighbourhood.groups.actions import making, polls
from neighbourhood.groups.models.polls import Poll
from tests.support.wordings import a_group


def evenings() -> tuple[datetime, datetime]:
    first = now().astimezone(ZoneInfo("Europe/Paris")) + timedelta(days=9)
    first = first.replace(hour=18, minute=30, second=0, microsecond=0)
    return first, first + timedelta(days=1)


def test_the_day_that_suits_most_is_where_a_gathering_begins(court, karima):
    days = evenings()
    group = court.act(making.make, court.karima, wording=a_group())
    question = polls.Question(title="Pique-niquer ?", days=days, several=True)
    poll = court.act(polls.ask, court.karima, group, question=question)
    with court.make.writing() as session:
        ids = [session.get_one(Poll, poll.id).options[1].id]
    court.act(polls.answer, court.karima, poll, option_ids=ids)
    court.act(polls.close, court.karima, poll)
    (link,) = re.findall(r'href="(/rencontres/proposer\?[^"]+)"', karima.get(poll.path).text)

    step = karima.post(html.unescape(link), data={"sort": "meal"})
    draft = step.location.partition("?")[2]
    assert 'value="Pique-niquer ?"' in karima.get(step.location).text.replace("\u00a0", " ")
    when = karima.get(f"/rencontres/proposer/quand?{draft}").text
    assert f'value="{days[1]:%Y-%m-%d}"' in when
    assert 'value="18:30"' in when
    more = karima.get(f"/rencontres/proposer/details?{draft}").text
    (chosen,) = re.findall(r"<input[^>]*\bchecked\b[^>]*>", more)
    assert f'value="group:{group.id}"' in chosen
