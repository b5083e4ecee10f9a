"""Gatherings in every state that the demonstration leaves out."""

from datetime import timedelta

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.gatherings.actions import afterwards, cancelling, coming, hosts
from neighbourhood.gatherings.actions.gatherings import publish
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence, Rhythm, Where
from neighbourhood.gatherings.queries.gatherings import dates_of
from tests.support.release_gifts import itself
from tests.support.staging.people import Stage
from tests.support.wordings import an_apero

PHOTO = "photos/apero.webp"


def gatherings(stage: Stage) -> None:
    """Hold, fill, leave and call off gatherings of every rhythm."""
    karima, sophie, marcel = (itself(stage, who) for who in ("karima", "sophie", "marcel"))
    for rhythm in Rhythm:
        series = publish(sophie, **an_apero(reach="town", rhythm=rhythm))
        if rhythm is Rhythm.WEEKLY:
            regular = coming.come_to_all(karima, series)
            coming.leave_all(karima, regular)
    _at_home(sophie, karima, marcel)
    _held(sophie, karima, marcel)
    cancelling.cancel(sophie, publish(sophie, **an_apero(reach="town")))


def _first(gathering: Gathering) -> Occurrence:
    return dates_of(gathering)[0]


def _at_home(host, karima, marcel) -> None:
    home = publish(host, **an_apero(reach="town", at_home=True))
    assert home.where_held is Where.HOME
    coming.come(karima, _first(home))
    coming.decline(host, coming.come(marcel, _first(home)))


def _held(host, karima, marcel) -> None:
    over = publish(host, **an_apero(reach="town"))
    date = _first(over)
    for who in (karima, marcel):
        coming.come(who, date)
    asked = [hosts.ask(host, over, who.resident) for who in (karima, marcel)]
    hosts.answer(karima, asked[0], yes=True)
    hosts.stop(karima, asked[0])
    hosts.answer(marcel, asked[1], yes=False)
    date.starts_at, date.ends_at = now() - timedelta(hours=3), now() - timedelta(hours=1)
    db.session.flush()
    said = {"key": PHOTO, "description": "La table", "all_agree": True}
    photo = afterwards.show_photo(karima, date, **said)
    afterwards.agree_to_photo(host, photo)
    afterwards.take_down(marcel, afterwards.show_photo(marcel, date, **said))
    afterwards.show_photo(marcel, date, **said)
    waits = publish(host, **an_apero(reach="town"))
    hosts_date = _first(waits)
    coming.come(karima, hosts_date)
    hosts.ask(host, waits, karima.resident)
