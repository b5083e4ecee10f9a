"""Kinds of thing one can fund, what a receipt says, and what neighbours are told."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.money import euros
from neighbourhood.funding.models.gifts import Fund, Pledge
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What one fund is for, as it stands now.

    `status` is what a receipt says of a gift that counts; of those received from `waits_from` on
    it says `waiting` instead. `price` stands where others show what is to be raised.
    """

    by: str  # who sees to it
    where: str
    icon: str
    status: LazyString
    is_public: bool
    text: str = ""  # what the money pays for
    outcome: str = ""  # what the money did, once that is told
    spent: str = ""  # what shows it, with its month: "facture, mars 2026"
    thanks: str = ""  # what those who gave are told by who sees to it; for their receipts alone
    price: str = ""
    waiting: LazyString | None = None
    waits_from: datetime | None = None

    def status_of(self, pledge: Pledge) -> LazyString:
        """Say where a gift that counts has come."""
        since, received = self.waits_from, pledge.settled_at
        waits = since is not None and received is not None and received >= since
        return self.waiting if waits and self.waiting else self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a collection has come, in cents; no target where nothing is asked for now.

    `said` stands before the amounts, where there is more to say than them.
    """

    raised_cents: int
    target_cents: int | None
    said: str = ""


def _of_fund(fund: Fund) -> Progress:
    return Progress(raised_cents=fund.raised_cents, target_cents=fund.ceiling_cents)


_RULE = _l(
    "Si la collecte est retirée, ou si votre paiement arrive trop tard, tout vous est rendu."
)
_RULE_ONCE_PAID = _l("Si la collecte est retirée, tout vous est rendu.")
_ARRIVED = _l("Vos %(amount)s sont bien arrivés : « %(title)s ».")
_TO_READ = _l("Vous saurez à quoi l’argent a servi.")
_COUNTS = _l("Compte pour le besoin")
_TARGET = _l("Pour")
_GATHERED = _l("%(raised)s sur %(target)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundWords:
    """What the pages of a gift say of one kind of fund."""

    section: LazyString
    back: LazyString
    back_from_bank: LazyString
    look_again: LazyString
    see_all: LazyString
    see_others: LazyString
    by: LazyString
    being_paid: LazyString
    too_late: LazyString
    returned: LazyString
    # What becomes of a gift, said before it is paid.
    rule: LazyString = _RULE
    # The same of a basket with several of them; of what has arrived, less can still happen.
    rule_of_several: LazyString | None = None
    rule_once_paid: LazyString = _RULE_ONCE_PAID
    several_once_paid: LazyString | None = None
    # Before the title of what one gave to.
    target: LazyString = _TARGET
    # Said once it has arrived, and what its donor will read later.
    arrived: LazyString = _ARRIVED
    to_read: LazyString = _TO_READ
    counts: LazyString = _COUNTS
    gathered: LazyString = _GATHERED
    # To which of several things a gift goes, and the page that explains it to everybody.
    order: LazyString | str = ""
    order_path: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What everybody could give to, and is over: in which town, and whether it was funded."""

    town: Municipality
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FundKind:
    """One kind of thing that neighbours may fund, declared by the slice that has it.

    `place` is the address of their list; one gives at `<place>/<id>/donner`. `find` returns the
    fund behind that id, `Missing` when the viewer may not read it. `purposes` tells by id of fund
    what each is for. `may_give` is asked of neighbours with a proved address. `find_public` returns
    the fund behind an id that everybody may read and give to, account or none, at
    `/donner<place>/<id>`; None for what is not offered to all. `find_past` tells of what was, so
    that a link that was shared leads somewhere once it is over. `switch` is the code of the switch
    they are under. `room` tells how many cents a fund may receive now, what is being paid to it
    included, where that is less than its ceiling leaves. `shares` when what it receives goes on to
    other funds: it may then miss what a gift that goes back had brought, and its ceiling is shown
    to nobody, being only what the database asks for. `progress` tells how far it has come, for
    every page that shows it. `suggests` returns the amounts to offer, in cents, where they are not
    those of any gift and all that is missing. `missing` returns why what `find_public` does not
    find is not there. `monthly` tells whether a fund stays open, so that one may give to it each
    month.
    """

    code: str
    place: str
    find: Callable[[Resident, int], Fund]
    purposes: Callable[[Iterable[int]], Mapping[int, Purpose]]
    may_give: Callable[[Actor, Fund], bool]
    words: FundWords
    switch: str = ""
    find_public: Callable[[int], Fund | None] = lambda _thing_id: None
    find_past: Callable[[int], Past | None] = lambda _thing_id: None
    room: Callable[[Fund], int] | None = None
    shares: bool = False
    progress: Callable[[Fund], Progress] = _of_fund
    suggests: Callable[[Fund], Sequence[int]] | None = None
    missing: Callable[[int], Missing] = lambda _thing_id: Missing()
    monthly: Callable[[Fund], bool] = lambda _fund: False


FUND_KINDS: Register[FundKind] = Register("kind of fund")


def kind_of(fund: Fund) -> FundKind:
    """Return how the kind of `fund` was declared."""
    return FUND_KINDS[fund.kind]


def own_amounts(fund: Fund) -> Sequence[int] | None:
    """Return the amounts in cents that a fund suggests of its own; None: those of any gift."""
    suggests = kind_of(fund).suggests
    return suggests(fund) if suggests else None


def is_for_all(fund: Fund) -> bool:
    """Whether everybody may read what a fund is for and give to it, account or none."""
    found = kind_of(fund).find_public(thing_of(fund))
    return found is not None and found.id == fund.id


def past_of(fund: Fund) -> Past | None:
    """Tell of a fund to which everybody could give, and cannot any more."""
    return kind_of(fund).find_past(thing_of(fund))


def thing_of(fund: Fund) -> int:
    """Return the id under which the slice that opened a fund finds it."""
    return int(fund.path.rpartition("/")[2])


def public_path(fund: Fund) -> str:
    """Return the page on which everybody may give to a fund."""
    return f"/donner{fund.path}"


def purposes_of(funds: Iterable[Fund]) -> Mapping[int, Purpose]:
    """Tell what each of `funds` is for, by its id: one question for each kind among them."""
    ids: dict[str, set[int]] = {}
    for fund in funds:
        ids.setdefault(fund.kind, set()).add(fund.id)
    found: dict[int, Purpose] = {}
    for code, those in ids.items():
        found.update(FUND_KINDS[code].purposes(those))
    return found


def rules_of(funds: Iterable[Fund]) -> list[str]:
    """Say what becomes of gifts to these funds, before they are paid: each rule once."""
    those = _by_kind(funds)
    return [str((many and words.rule_of_several) or words.rule) for words, many in those]


def rules_once_paid(funds: Iterable[Fund], purposes: Mapping[int, Purpose]) -> list[str]:
    """Say what can still become of gifts that have arrived: nothing of what is done."""
    those = _by_kind(fund for fund in funds if not purposes[fund.id].outcome)
    return [
        str((many and words.several_once_paid) or words.rule_once_paid) for words, many in those
    ]


def _by_kind(funds: Iterable[Fund]) -> Iterable[tuple[FundWords, bool]]:
    counted = Counter(fund.kind for fund in funds)
    return [(FUND_KINDS[code].words, number > 1) for code, number in counted.items()]


# What donors read before they give.
READ = {
    "title": Fact(label=_l("En une phrase")),
    "cents": Fact(label=_l("Montant"), say=euros),
    "text": Fact(label=_l("Ce que l’argent paie")),
    "by": Fact(label=_l("Partenaire")),
}


def read_of(fund: Fund) -> dict[str, Any]:
    """Return what a donor reads of a fund, as it stands."""
    return reads_of([fund])[fund.id]


def reads_of(funds: Iterable[Fund]) -> Mapping[int, dict[str, Any]]:
    """Return what a donor reads of each of `funds`, by its id."""
    those = list(funds)
    purposes = purposes_of(those)
    return {
        fund.id: {
            "title": fund.title,
            "cents": None if kind_of(fund).shares else fund.ceiling_cents,
            "text": purposes[fund.id].text,
            "by": purposes[fund.id].by,
        }
        for fund in those
        if fund.id in purposes
    }
