"""Who may hold gatherings, change and cancel them; whether one is seen is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.feed.policies import is_author, may_put_up
from neighbourhood.foundation.errors import DomainError, Wrong
from neighbourhood.gatherings.models.gatherings import Gathering, Occurrence
from neighbourhood.gatherings.models.hosting import Host
from neighbourhood.gatherings.queries.gatherings import is_host
from neighbourhood.gatherings.queries.hosting import is_left_alone, seat_in_group
from neighbourhood.gatherings.queries.posters import is_told_to_all
from neighbourhood.groups.policies.groups import may_edit as edits_group
from neighbourhood.residents.acting import Actor


class TooFewPlaces(Wrong):
    """More people have a place than there would be."""

    sentence = _l("Places déjà données : %(taken)s. Gardez-en au moins autant.")


class NotTheirsToWiden(DomainError):
    """Only its author says how far a gathering reaches."""

    sentence = _l("La personne qui l’a proposée choisit seule qui la voit. Rien n’a changé.")


class AnsweredFromOutside(DomainError):
    """Who comes would be out of the circle into which it is drawn."""

    sentence = _l(
        "Des personnes hors de ce groupe ont déjà répondu : gardez qui la voit comme avant. "
        "Rien n’a changé."
    )


class HasBegun(DomainError):
    """The date is over, or under way, or called off."""

    sentence = _l("Cette date est passée ou annulée. Rien n’a changé.")


class TakenMoment(Wrong):
    """An earlier date of the series would be at the very moment to which others are moved."""

    sentence = _l(
        "Une date plus tôt dans la série est déjà à ce moment-là. Choisissez un autre jour, ou "
        "changez cette date seulement."
    )


class EarlierAtHome(Wrong):
    """Dates before those that move to a public place are still to be held at the home."""

    sentence = _l(
        "Des dates plus tôt ont encore lieu à la maison. Choisissez le lieu public à partir de la "
        "première, ou changez cette date seulement."
    )


class NotAsked(DomainError):
    """Only who comes is asked to hold a gathering."""

    sentence = _l("Choisissez une personne qui vient. Rien n’est parti.")


class NotComing(DomainError):
    """Whoever was asked to hold a gathering comes to none of its dates any more."""

    sentence = _l("Dites d’abord que vous venez, puis répondez de nouveau. Rien n’a changé.")


class HeldAlready(DomainError):
    """Another editor has taken it over, or its author is back."""

    sentence = _l("Quelqu’un organise déjà cette rencontre. Rien n’a changé.")


def may_publish(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return may_put_up(actor, Gathering)


def holds(actor: Actor, gathering: Gathering) -> bool:
    """Recognise who holds a gathering, or may do so in their place."""
    return actor.lets(Gathering.SCOPE) and is_host(actor.id, gathering)


def may_edit(actor: Actor, gathering: Gathering) -> bool:
    """Allow those who hold it, while there are dates to come."""
    return holds(actor, gathering) and actor.is_verified and gathering.is_open


def may_change_date(actor: Actor, occurrence: Occurrence) -> bool:
    """Allow those who hold it, until it begins."""
    return may_edit(actor, occurrence.gathering) and occurrence.is_ahead


def may_read_who(actor: Actor, gathering: Gathering) -> bool:
    """Allow all who live there and read it, but an author who is out of its circle by now."""
    inside = gathering.author_id != actor.id or is_host(actor.id, gathering)
    return actor.may_read and inside


def may_end(actor: Actor, gathering: Gathering) -> bool:
    """Allow those who hold it, and its author, who may have left its circle."""
    return holds(actor, gathering) or is_author(actor, gathering)


def may_cancel_date(actor: Actor, occurrence: Occurrence) -> bool:
    """Allow those who may end it, until it begins."""
    return may_end(actor, occurrence.gathering) and occurrence.is_ahead


def may_cancel(actor: Actor, gathering: Gathering) -> bool:
    """Allow the author alone, while there are dates to come."""
    return is_author(actor, gathering) and gathering.is_open


def may_call_off(actor: Actor, occurrence: Occurrence) -> bool:
    """Allow whoever may cancel this date, or all those to come."""
    gathering = occurrence.gathering
    ahead = any(one.is_ahead for one in gathering.occurrences)
    return may_cancel_date(actor, occurrence) or (may_cancel(actor, gathering) and ahead)


def has_poster(occurrence: Occurrence) -> bool:
    """Tell whether a poster may hang in the hall: of no home, nor of what is not held."""
    return occurrence.is_planned and not occurrence.is_past and not occurrence.is_at_home


def has_series_file(gathering: Gathering) -> bool:
    """Tell whether a calendar may be told all of its dates at once."""
    return gathering.is_series and gathering.is_open


def may_tell_strangers(actor: Actor, gathering: Gathering) -> bool:
    """Allow those who hold what all who live there see, at a place open to all, by its poster."""
    return holds(actor, gathering) and is_told_to_all(gathering)


def may_put_back(actor: Actor, gathering: Gathering) -> bool:
    """Allow those who may end it to go back on that; for how long is for the way back.

    Nobody is asked to the home of an author who has left its circle.
    """
    may_end_it = holds if gathering.is_at_home else may_end
    return may_end_it(actor, gathering) and actor.is_verified


def may_ask_hosts(actor: Actor, gathering: Gathering) -> bool:
    """Allow the author, for themselves alone: whom one trusts is nobody else’s to say."""
    return is_author(actor, gathering) and may_edit(actor, gathering) and actor.is_oneself


def may_answer_host(actor: Actor, host: Host) -> bool:
    """Allow who was asked, for themselves."""
    return host.resident_id == actor.id and host.is_asked and actor.is_oneself


def may_stop_hosting(actor: Actor, host: Host) -> bool:
    """Allow who holds it with the author to stop."""
    return host.resident_id == actor.id and host.is_host and actor.is_oneself


def may_take_over(actor: Actor, gathering: Gathering) -> bool:
    """Allow the editors of its group, for themselves, once nobody in it holds it any more."""
    if not (gathering.is_open and actor.is_oneself and is_left_alone(gathering)):
        return False
    return edits_group(actor, seat_in_group(actor.id, gathering))
