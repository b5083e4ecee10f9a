"""What may answer an open notice: at most three, each with its reason."""

from dataclasses import dataclass

from neighbourhood.exchanges.matching.candidates import own_across, worth_comparing
from neighbourhood.exchanges.matching.reasons import say_why
from neighbourhood.exchanges.matching.scoring import Match, Profile, best
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.feed.handful import seen_among
from neighbourhood.feed.lines import Line
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.residents import Resident

MOST = 3
# As many are asked about: a few of them may be for others to read.
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may answer a notice, as its reader sees it, and why in one sentence."""

    line: Line
    why: str


def suggestions(viewer: Resident, notice: Notice) -> list[Suggestion]:
    """Return what may answer a notice of `viewer`, a thing on a shelf too, the best first."""
    own, others = worth_comparing(viewer, notice)
    return _shown(viewer, notice, own, best(own, others, now(), _LOOKED_AT))


def answered_by_own(viewer: Resident, notice: Notice) -> list[Suggestion]:
    """Return what `viewer` put up to which a notice of somebody else goes, if anything does."""
    other, own = own_across(viewer, notice)
    return _shown(viewer, notice, other, best(other, own, now(), 1))


def _shown(
    viewer: Resident, notice: Notice, profile: Profile, matches: list[Match]
) -> list[Suggestion]:
    lines = seen_among(viewer, [match.other.card_id for match in matches])
    shown = [
        (match, lines[match.other.card_id]) for match in matches if match.other.card_id in lines
    ]
    text = f"{notice.title} {notice.body}"
    return [
        Suggestion(line, say_why(profile, match, text, f"{line.title} {line.excerpt}"))
        for match, line in shown[:MOST]
    ]
