"""Who may do what in the directory; whether somebody is read there is for queries."""

from flask_babel import lazy_gettext as _l

from neighbourhood.directory.models import SCOPE, Hello, InviteLink, Listing, Said
from neighbourhood.directory.queries import hellos, links, listings, welcomes
from neighbourhood.foundation.errors import DomainError
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

HELLOS_A_DAY = 5
MOST_LINKS = 10


class EnoughHellos(DomainError):
    """Nobody greets a whole quartier in a day."""

    sentence = _l(
        "Vous avez déjà dit bonjour à cinq personnes en un jour. Attendez demain : chaque bonjour "
        "compte davantage. Rien n’est parti."
    )


class GreetedAlready(DomainError):
    """One hello is enough for two."""

    sentence = _l(
        "Il y a déjà un bonjour entre vous. Regardez dans « Mes bonjours » : rien d’autre n’est "
        "parti."
    )


class NotGreeted(DomainError):
    """They are in the directory no more, or said that they want no hello."""

    sentence = _l(
        "Cette personne ne reçoit pas de bonjour en ce moment. Rien n’est parti, et ce n’est pas "
        "contre vous."
    )


class EnoughLinks(DomainError):
    """Somebody has made more links than anybody keeps in mind."""

    sentence = _l("Vous avez déjà dix liens d’invitation. Supprimez-en un, puis recommencez.")


def may_be_listed(actor: Actor) -> bool:
    """Allow neighbours whose address is proved."""
    return actor.is_verified and actor.quartier_id is not None and actor.lets(SCOPE)


def may_leave(actor: Actor, said: Said | None) -> bool:
    """Allow whose words they are, at any time."""
    return _is_whose(actor, said) and said is not None and said.stands


def may_come_back(actor: Actor, said: Said | None) -> bool:
    """Allow whose words they were, while they live there; for how long is for the way back."""
    here = said is not None and said.quartier_id == actor.quartier_id
    return _is_whose(actor, said) and may_be_listed(actor) and here


def _is_whose(actor: Actor, said: Said | None) -> bool:
    return said is not None and said.resident_id == actor.id and actor.lets(SCOPE)


def receives_hellos(greeter: Resident, other_id: int) -> bool:
    """Tell whether somebody is there to be greeted: listed and willing, or welcoming newcomers."""
    listing = listings.listed(greeter, other_id)
    willing = listing is not None and listing.is_greeted
    return willing or welcomes.welcomes(greeter, other_id)


def may_greet(actor: Actor, other_id: int) -> bool:
    """Allow verified neighbours to greet others; nobody greets themselves by a mandate."""
    return may_be_listed(actor) and other_id not in (actor.id, actor.by_id)


def has_hellos_left(actor: Actor) -> bool:
    """Tell whether somebody may still greet others today."""
    return hellos.said_lately(actor.id) < HELLOS_A_DAY


def may_greet_anew(actor: Actor, hello: Hello) -> bool:
    """Allow who was greeted by what is over; who said it had their one hello for two."""
    return hello.is_over and hello.greeted_id == actor.id


def may_take_back_hello(actor: Actor, hello: Hello) -> bool:
    """Allow who said it, while it waits."""
    return hello.is_waiting and hello.greeter_id == actor.id and actor.lets(SCOPE)


def may_answer(actor: Actor, hello: Hello) -> bool:
    """Allow who was greeted, also once they said "not this time"."""
    return _is_greeted(actor, hello) and (hello.is_waiting or hello.is_declined)


def may_decline(actor: Actor, hello: Hello) -> bool:
    """Allow who was greeted, while the hello waits."""
    return _is_greeted(actor, hello) and hello.is_waiting


def may_go_back(actor: Actor, hello: Hello) -> bool:
    """Allow who said "not this time", or took it back; for how long is for the way back."""
    if hello.is_taken_back:
        here = actor.is_verified and bool(hello.greeted.is_active)
        return here and hello.greeter_id == actor.id and actor.lets(SCOPE)
    return _is_greeted(actor, hello) and hello.is_declined


def _is_greeted(actor: Actor, hello: Hello) -> bool:
    own = hello.greeted_id == actor.id and hello.greeter_id != actor.by_id
    greeter = hello.greeter
    here = bool(greeter.is_active) and greeter.may_read and greeter.excluded_at is None
    return own and here and actor.is_verified and actor.lets(SCOPE)


def may_invite(actor: Actor) -> bool:
    """Allow verified neighbours, in their own name."""
    return actor.is_verified and actor.is_oneself and actor.quartier_id is not None


def has_links_left(actor: Actor) -> bool:
    """Tell whether one more link may be made."""
    live = [each for each in links.links_of(actor.resident) if each.is_live]
    return len(live) < MOST_LINKS


def may_take_back(actor: Actor, link: InviteLink) -> bool:
    """Allow who made it, once."""
    return link.resident_id == actor.id and actor.is_oneself and link.is_live


def is_mine(actor: Actor, listing: Listing) -> bool:
    """Tell whether a listing is that of who reads it."""
    return listing.resident_id == actor.id
