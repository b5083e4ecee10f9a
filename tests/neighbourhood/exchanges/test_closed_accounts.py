"""What neighbours read of whoever closes their account, and of whoever comes back."""

import pytest

from neighbourhood.exchanges import queries
from neighbourhood.feed.queries import Filters, timeline
from neighbourhood.foundation.errors import Missing
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.models.residents import Resident


def reads(town, notice):
    """Tell whether Karima meets a notice in the timeline, and on its own page."""
    with town.make.writing() as session:
        karima = session.get_one(Resident, town.karima.id)
        listed = notice.title in {line.title for line in timeline(karima, Filters()).rows}
        try:
            queries.get_visible(karima, notice.id)
        except Missing:
            return listed, False
        return listed, True


def test_a_notice_goes_with_its_author_and_comes_back_with_them(town, signed_in):
    notice = town.notice(town.marcel)
    profile = f"/voisins/{town.marcel.id}"
    assert reads(town, notice) == (True, True)
    with town.make.writing() as session:
        closing.close(Actor.of(session.get_one(Resident, town.marcel.id)))
    assert reads(town, notice) == (False, False)
    assert signed_in(town.karima).get(profile).status_code == 404
    with town.make.writing() as session:
        closing.come_back(session.get_one(Resident, town.marcel.id))
    assert reads(town, notice) == (True, True)
    with pytest.raises(Missing), town.make.writing() as session:
        queries.get_visible(session.get_one(Resident, town.stranger.id), notice.id)
