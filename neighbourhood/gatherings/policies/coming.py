"""Who may come, bring something, and say afterwards how it was."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.undoing import WayBack
from neighbourhood.gatherings.models.coming import Coming, ComingStatus, Regular, Snapshot
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.policies.gatherings import holds
from neighbourhood.gatherings.queries.coming import came
from neighbourhood.gatherings.queries.gatherings import is_host
from neighbourhood.residents.acting import Actor


class NoMoreOfIt(DomainError):
    """Everything wanted of a thing is taken on."""

    sentence = _l("Quelqu’un vient de s’en charger : il n’en faut plus. Rien n’a changé.")


class NotRecognised(DomainError):
    """A photo may show somebody who did not agree."""

    sentence = _l(
        "Cochez d’abord que personne n’est reconnaissable sans être d’accord. Rien n’est parti."
    )


def may_come(actor: Actor, occurrence: Occurrence, earlier: Coming | None) -> bool:
    """Allow a verified neighbour until it begins, anew only after leaving; hosts are there."""
    gathering = occurrence.gathering
    return (
        _takes_part(actor, gathering)
        and occurrence.is_ahead
        and (earlier is None or earlier.has_left)
    )


def _takes_part(actor: Actor, gathering: Gathering) -> bool:
    # Nor is it of who acts in somebody’s place: nobody deals with themselves by a mandate.
    both = {actor.id, actor.by_id}
    own = gathering.author_id in both or any(is_host(one, gathering) for one in both)
    shown = gathering.hidden_at is None and bool(gathering.author.is_active)
    return (
        actor.is_verified and actor.lets(Coming.SCOPE) and gathering.is_open and shown and not own
    )


def may_come_to_all(actor: Actor, gathering: Gathering, regular: Regular | None) -> bool:
    """Allow the same for every date of a series; at home, a host says yes to each."""
    ended = regular is None or regular.ended_at is not None
    series = gathering.is_series and not gathering.is_at_home
    return series and ended and _takes_part(actor, gathering)


def is_whose(actor: Actor, answer: Coming | Regular) -> bool:
    """Recognise whose answer it is, or who may give it in their place."""
    return answer.resident_id == actor.id and actor.lets(Coming.SCOPE)


def may_leave(actor: Actor, coming: Coming) -> bool:
    """Allow whose answer it is, as long as it stands, until the end."""
    return is_whose(actor, coming) and coming.is_live and not coming.occurrence.is_past


def may_leave_all(actor: Actor, regular: Regular | None) -> bool:
    """Allow who comes to every date."""
    return regular is not None and is_whose(actor, regular) and regular.ended_at is None


def may_agree(actor: Actor, coming: Coming) -> bool:
    """Allow whoever was told of a change and said nothing of it yet."""
    return is_whose(actor, coming) and coming.is_asked_anew and coming.occurrence.is_ahead


def may_note_date(actor: Actor, occurrence: Occurrence, coming: Coming | None) -> bool:
    """Allow the hosts, who has a place, and who may come freely, to have it in their calendar."""
    if not occurrence.is_planned or occurrence.is_past:
        return False
    has_place = coming is not None and coming.is_coming
    free = not occurrence.is_at_home and (coming is None or coming.has_left)
    return has_place or free or holds(actor, occurrence.gathering)


def may_answer(actor: Actor, coming: Coming) -> bool:
    """Allow a host to say yes or no to who asks to come to a home."""
    theirs = coming.resident_id != actor.by_id and bool(coming.resident.is_active)
    waits = coming.is_asked and coming.occurrence.is_ahead
    return holds(actor, coming.gathering) and waits and theirs


def may_put_back(actor: Actor, coming: Coming) -> bool:
    """Allow whoever ended it to go back on it; for how long is for the way back."""
    either = is_whose(actor, coming) or holds(actor, coming.gathering)
    return actor.is_verified and either and bool(coming.gathering.author.is_active)


def leads_back(coming: Coming, way: WayBack | None) -> bool:
    """Tell whether a way back still leads to what was: not once somebody else has the place."""
    occurrence = coming.occurrence
    stands = way is not None and occurrence.is_planned and not occurrence.is_past
    had_place = way is not None and way.before.get("status") == ComingStatus.COMING
    return stands and (not had_place or occurrence.has_room_for(coming.party))


def may_bring(actor: Actor, occurrence: Occurrence, coming: Coming | None) -> bool:
    """Allow who has a place, and the hosts, until the end."""
    has_place = coming is not None and coming.is_coming and is_whose(actor, coming)
    there = has_place or holds(actor, occurrence.gathering)
    return there and actor.is_verified and occurrence.is_planned and not occurrence.is_past


def may_note_attendance(actor: Actor, occurrence: Occurrence) -> bool:
    """Allow the hosts, for themselves, once it has begun."""
    return holds(actor, occurrence.gathering) and occurrence.has_begun and actor.is_oneself


def may_say_there(actor: Actor, occurrence: Occurrence, coming: Coming | None) -> bool:
    """Allow who had a place, once it has begun."""
    own = coming is not None and coming.is_coming and is_whose(actor, coming)
    return own and occurrence.has_begun


def may_thank(actor: Actor, occurrence: Occurrence, coming: Coming | None) -> bool:
    """Allow who had a place, once: nobody has to."""
    there = may_say_there(actor, occurrence, coming)
    return there and coming is not None and not coming.thanks and actor.is_verified


def may_show_photos(actor: Actor, occurrence: Occurrence) -> bool:
    """Allow who came, and the hosts, for themselves, once it has begun."""
    there = actor.is_oneself and actor.is_verified and occurrence.has_begun
    return there and came(actor.id, occurrence)


def may_agree_to_photo(actor: Actor, snapshot: Snapshot) -> bool:
    """Allow the hosts to show what was proposed."""
    proposed = snapshot.is_proposed and snapshot.hidden_at is None
    return proposed and holds(actor, snapshot.occurrence.gathering) and actor.is_oneself


def may_take_down(actor: Actor, snapshot: Snapshot) -> bool:
    """Allow whoever came: a photo of all is anybody’s to take down, at once."""
    there = actor.is_oneself and came(actor.id, snapshot.occurrence)
    return there and not snapshot.is_removed
