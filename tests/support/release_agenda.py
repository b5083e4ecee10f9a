"""What the demonstration leaves out of the agenda: what ended, failed, was hidden or told."""

from neighbourhood.agenda.actions import addresses, editions, outside
from neighbourhood.agenda.models.addresses import GROUPS, TOWN
from neighbourhood.agenda.queries.outside import events_of
from neighbourhood.agenda.reporting import EVENT
from neighbourhood.partners.demo import by_name
from tests.support.followed import an_event
from tests.support.release_gifts import itself
from tests.support.staging.people import Stage


def agenda(stage: Stage) -> None:
    """End an address, let a calendar fail and one be stopped, hide an event."""
    karima, sophie = (itself(stage, who) for who in ("karima", "sophie"))
    ended, _ = addresses.make(karima, shows=[GROUPS, TOWN])
    addresses.revoke(karima, ended)
    editions.note({"outside_event-1": "0" * 64})
    centre, quartier_id = by_name()["Centre social de Valbourg"], sophie.quartier_id
    for number in range(2):
        said = {"name": "Le verger", "url": f"https://verger.example/{number}.ics"}
        calendar = outside.follow(sophie, centre, **said, quartier_id=quartier_id)
        outside.take(calendar.id, [an_event()], digest="0" * 64)
        if number:
            outside.fail(calendar.id, "Le site ne répond pas.")
            EVENT.hide(events_of(calendar.id)[0])
        else:
            outside.stop(sophie, calendar)
