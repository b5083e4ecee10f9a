"""What a partner does with a need, and what money does to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from neighbourhood.feed.actions import Showing, show
from neighbourhood.feed.reaches import TOWN
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions.funds import close_fund
from neighbourhood.needs import kinds, news
from neighbourhood.needs.bands import banded
from neighbourhood.needs.events import need_changed
from neighbourhood.needs.models import Need, NeedKind, NeedStatus, ShownAs, Urgency
from neighbourhood.needs.policies import (
    MovedOn,
    NeedsASecondReader,
    hands_in,
    is_editable,
    is_second_reader,
    may_write,
    reads_apart,
)
from neighbourhood.needs.queries import publishers, readers_of, waiting_revision
from neighbourhood.needs.versions import NeedRevision, RevisionOf, RevisionStatus
from neighbourhood.notifications.actions import notify, settle
from neighbourhood.notifications.kinds import Kind
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a need says."""

    kind: NeedKind
    title: str
    covers: str
    target_cents: int
    quartier: Quartier
    urgency: Urgency = Urgency.NONE


def write(actor: Actor, partner: Partner, told: Told) -> Need:
    """Begin a need in the partner’s name; only its staff see it."""
    require(may_write(actor.resident, partner))
    need = Need(partner_id=partner.id)
    _tell(actor, need, partner, told)
    db.session.add(need)
    db.session.flush()
    return need


def rewrite(actor: Actor, need: Need, told: Told) -> None:
    """Change a draft; whoever wrote last is its author, whoever wrote in it never approves it."""
    require(may_write(actor.resident, need.partner))
    require(is_editable(need), MovedOn)
    need.file_id = None  # it is no longer as its file said
    _tell(actor, need, need.partner, told)
    db.session.flush()


def submit(actor: Actor, need: Need) -> None:
    """Ask a colleague to read the need."""
    require(may_write(actor.resident, need.partner))
    require(need.is_editable, MovedOn)
    _move(need, NeedStatus.SUBMITTED)
    tell_staff(readers_of(need, need), news.TO_APPROVE, need)


def approve(actor: Actor, need: Need) -> None:
    """Find a need that someone else wrote fit to be read: it waits for the next round."""
    require(may_write(actor.resident, need.partner))
    require(reads_apart(actor.resident, need), NeedsASecondReader)
    require(need.may_become(NeedStatus.APPROVED), MovedOn)
    need.approved_by_id, need.approved_at = actor.id, now()
    _move(need, NeedStatus.APPROVED)


def send_back(actor: Actor, need: Need, *, reason: str) -> None:
    """Give the need back to its author with a remark."""
    require(may_write(actor.resident, need.partner))
    require(is_second_reader(actor.resident, need), MovedOn)
    need.return_reason = reason
    _move(need, NeedStatus.RETURNED)
    tell_staff(hands_in(need), news.RETURNED, need)


def withdraw(actor: Actor, need: Need, *, quietly: bool = False) -> None:
    """Take a need back; what was given is returned. `quietly` when its file tells of all."""
    require(may_write(actor.resident, need.partner))
    require(need.may_become(NeedStatus.WITHDRAWN), MovedOn)
    if need.fund is not None:
        close_fund(need.fund)
    _drop_revisions(need)
    _move(need, NeedStatus.WITHDRAWN)
    concerned = {need.author_id, need.approved_by_id or need.author_id} - {actor.id}
    if not quietly:
        told = [db.session.get_one(Resident, one) for one in sorted(concerned)]
        tell_staff(told, news.GONE, need)


def follow_money(need: Need) -> None:
    """Show how far the need has come."""
    show_card(need)
    need_changed.send(need)


def mark_funded(need: Need) -> None:
    """Close the collection: nothing is missing any more."""
    need.funded_at = now()
    _move(need, NeedStatus.FUNDED)
    tell_staff(publishers(need.partner_id), news.TO_PROVE, need)


def mark_open(need: Need) -> None:
    """Collect again: a gift went back."""
    need.funded_at = None
    _move(need, NeedStatus.OPEN)


def mark_proved(need: Need) -> None:
    """Show what the money did: a second person has read it."""
    need.proof_recorded_at = now()
    _move(need, NeedStatus.PROVED)


def mark_given_up(need: Need) -> None:
    """Take a need back of a partner that acts no more: its gifts go back."""
    _drop_revisions(need)
    _move(need, NeedStatus.WITHDRAWN)


def _drop_revisions(need: Need) -> None:
    for about in RevisionOf:
        revision = waiting_revision(need, about)
        if revision is not None:
            revision.become(RevisionStatus.DROPPED)


def _tell(actor: Actor, need: Need, partner: Partner, told: Told) -> None:
    require(told.quartier.municipality_id == partner.municipality_id)
    says = {
        "kind": told.kind,
        "title": told.title,
        "covers": told.covers,
        "target_cents": banded(told.target_cents),
        "quartier_id": told.quartier.id,
        "urgency": told.urgency,
    }
    changed = any(getattr(need, name) != value for name, value in says.items())
    for name, value in says.items():
        setattr(need, name, value)
    # Saved as it stood, it is still the text of whoever wrote it.
    if changed:
        sign(actor, need)


def sign(actor: Actor, text: Need | NeedRevision) -> None:
    """Keep that `actor` wrote in a text: its author is whoever wrote last."""
    text.author_id = actor.id
    writer = db.session.get_one(Resident, actor.id)
    if writer not in text.writers:
        text.writers.append(writer)


def _move(need: Need, status: NeedStatus) -> None:
    require(need.may_become(status), MovedOn)
    need.become(status)
    db.session.flush()
    settle(desk_of(need.partner_id, need.id), news.TO_APPROVE, news.TO_PROVE)
    follow_money(need)


def show_card(need: Need) -> None:
    """Write or rewrite the card of a need, once it is published; the whole town may read it.

    What came with a file has none: a city sends thousands, and home is for what neighbours say.
    """
    if need.published_at is None or need.file_id is not None:
        return
    show(
        Showing(
            about="need",
            about_id=need.id,
            kind=kinds.NEED.code,
            category=need.kind.value,
            title=need.title,
            body=need.covers,
            partner_id=need.partner_id,
            quartier_id=need.named_id if need.shown_as is ShownAs.QUARTIER else None,
            municipality_id=need.partner.municipality_id,
            reach=TOWN.code,
            listed=need.status is NeedStatus.OPEN and need.hidden_at is None,
            created_at=need.published_at,
            facts={
                "raised_cents": need.raised_cents,
                "target_cents": need.target_cents,
                "donors": need.donors_count,
                **kinds.place_facts(need),
            },
        )
    )


def tell_staff(staff: Iterable[Resident], kind: Kind, need: Need) -> None:
    """Tell colleagues what waits for them, or what became of what they wrote."""
    for colleague in staff:
        notify(colleague.id, kind, path=desk_of(need.partner_id, need.id), title=need.title)


def desk_of(partner_id: int, need_id: int) -> str:
    """Return the page where staff work on a need."""
    return f"/partenaires/{partner_id}/besoins/{need_id}"
