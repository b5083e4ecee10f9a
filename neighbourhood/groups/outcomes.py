"""What comes of a poll: its result in words, and what an upper slice makes of a day that suits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, gettext, ngettext

from neighbourhood.foundation.words.changing import say_moment
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.typography import capital
from neighbourhood.groups.models.polls import Poll, PollOption
from neighbourhood.groups.queries.polls import Tally
from neighbourhood.residents.acting import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """What a closed poll of days leads to, in one tap: `url` is of the day that suits most.

    `may` tells to whom it is offered: to everybody who reads the result, unless it says otherwise.
    """

    code: str
    word: LazyString
    icon: str
    url: Callable[[Poll, PollOption], str]
    may: Callable[[Actor, Poll], bool] = lambda _actor, _poll: True


WAYS_ON: Register[WayOn] = Register("way on from a poll")


def ways_on(actor: Actor, tally: Tally) -> Sequence[tuple[WayOn, PollOption]]:
    """Return what is offered once a poll of days is closed, for each of the days that suit most."""
    if not tally.poll.is_closed or not tally.poll.is_of_days:
        return []
    open_to = [way for way in WAYS_ON.values() if way.may(actor, tally.poll)]
    return [(way, option) for option in tally.best for way in open_to]


def said_option(option: PollOption) -> str:
    """Say what is offered: its words, or when it would begin."""
    return say_moment(option.starts_at.isoformat()) if option.starts_at else option.words


def say_result(tally: Tally) -> str:
    """Say what came of a poll: what suits most, or that two are even, or that nothing does."""
    if not tally.answered:
        return str(gettext("Personne n’a répondu."))
    if not tally.best:
        return str(
            ngettext(
                "Rien ne va à la personne qui a répondu.",
                "Rien ne va aux %(num)d personnes qui ont répondu.",
                tally.answered,
            )
        )
    return _say_even(tally) if len(tally.best) > 1 else _say_first(tally)


def _say_first(tally: Tally) -> str:
    (option,) = tally.best
    count, told = tally.of(option), {"total": tally.answered, "what": _first_of_all(option)}
    if tally.poll.is_of_days:
        said = ngettext(
            "%(what)s va à %(num)d personne sur %(total)d.",
            "%(what)s va à %(num)d personnes sur %(total)d.",
            count,
            **told,
        )
    else:
        said = ngettext(
            "« %(what)s » va à %(num)d personne sur %(total)d.",
            "« %(what)s » va à %(num)d personnes sur %(total)d.",
            count,
            **told,
        )
    return str(said)


def _first_of_all(option: PollOption) -> str:
    said = said_option(option)
    return capital(said)


def _say_even(tally: Tally) -> str:
    named = [said_option(option) for option in tally.best]
    return str(
        ngettext(
            "À égalité : %(what)s. Chaque réponse va à %(num)d personne sur %(total)d.",
            "À égalité : %(what)s. Chaque réponse va à %(num)d personnes sur %(total)d.",
            tally.of(tally.best[0]),
            total=tally.answered,
            what=" ; ".join(named),
        )
    )
