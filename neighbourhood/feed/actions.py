"""Keeping the timeline in step with what it shows."""

from sqlalchemy import select

from neighbourhood.exchanges.models import LIVE, Notice, NoticeStatus
from neighbourhood.feed.models import EXCERPT_LIMIT, About, Card, Kind
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.search import normalise
from neighbourhood.invitations.models import Invitation, InvitationStatus
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.places.models import Quartier, Reach


def show_notice(notice: Notice) -> None:
    """Write or rewrite the card of an offer or a request."""
    _show(
        About.NOTICE,
        notice.id,
        kind=Kind(notice.kind),
        category=notice.category.value,
        title=notice.title,
        excerpt=_shorten(notice.body),
        author_id=notice.author_id,
        agent_id=notice.agent_id,
        quartier_id=notice.quartier_id,
        cell_id=notice.cell_id,
        reach=notice.reach,
        listed=notice.status is NoticeStatus.OPEN,
        replies=sum(reply.status in LIVE for reply in notice.replies),
        search=normalise(f"{notice.title} {notice.body}"),
        created_at=notice.created_at,
    )


def show_invitation(invitation: Invitation) -> None:
    """Write or rewrite the card of a table offered or looked for."""
    _show(
        About.INVITATION,
        invitation.id,
        kind=Kind.INVITATION,
        category=invitation.occasion.value,
        title=invitation.title,
        excerpt=_shorten(invitation.body),
        author_id=invitation.author_id,
        agent_id=invitation.agent_id,
        quartier_id=invitation.quartier_id,
        cell_id=invitation.cell_id,
        reach=invitation.reach,
        listed=invitation.status is InvitationStatus.OPEN,
        seats=invitation.seats_left,
        held_at=invitation.held_at,
        search=normalise(f"{invitation.title} {invitation.body}"),
        created_at=invitation.created_at,
    )


def show_need(need: Need) -> None:
    """Write or rewrite the card of a need; the whole town may read it."""
    if need.published_at is None:
        return
    _show(
        About.NEED,
        need.id,
        kind=Kind.NEED,
        category=need.kind.value,
        title=need.title,
        excerpt=_shorten(need.covers),
        partner_id=need.partner_id,
        quartier_id=need.quartier_id,
        reach=Reach.TOWN,
        listed=need.status is NeedStatus.OPEN,
        raised_cents=need.raised_cents,
        target_cents=need.target_cents,
        donors=need.donors_count,
        search=normalise(f"{need.title} {need.covers}"),
        created_at=need.published_at,
    )


def _show(about: About, about_id: int, **columns: object) -> None:
    card = db.session.scalar(select(Card).where(Card.about == about, Card.about_id == about_id))
    if card is None:
        quartier = db.session.get_one(Quartier, columns["quartier_id"])
        card = Card(about=about, about_id=about_id, municipality_id=quartier.municipality_id)
        db.session.add(card)
    for name, value in columns.items():
        setattr(card, name, value)
    db.session.flush()


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= EXCERPT_LIMIT:
        return line
    return line[: EXCERPT_LIMIT - 1].rsplit(" ", 1)[0] + "…"
