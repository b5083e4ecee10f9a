"""Things of the demonstration that no link leads to."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply, ReplyStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import Urls
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge, PledgeStatus
from neighbourhood.loans.models.items import Item
from neighbourhood.needs.models import Need
from neighbourhood.partners import mails as partner_mails
from neighbourhood.partners.models import StaffInvitation
from neighbourhood.residents import mails as resident_mails
from tests.support.staging.people import Stage
from tests.support.staging.tokens import application_of, token_path
from verification.actions.homes import stay_token
from verification.queries.homes import present_home


def _invitation() -> int:
    asked = db.session.scalars(select(StaffInvitation))
    (his,) = (one.id for one in asked if one.email == "jean-baptiste@valbourg.example")
    return his


def there_already(stage: Stage) -> dict[str, str]:
    """Return where things of the demonstration are that no link leads to.

    This one only reads: a town may be asked as often as one likes.
    """
    karima = stage.people["karima"]
    pledge = _gift_of(karima)
    urls = Urls(paid="/", cancelled="/")
    bank = choosing.chosen().checkout(pledge, urls)
    agreed = _agreed_with(karima)
    mine = _open_of(karima)
    draft = db.session.scalars(select(Need).where(Need.status == "draft").order_by(Need.id)).first()
    return {
        "let_in": token_path(
            "connexion/lien", resident_mails.LET_IN, resident_mails.entering(karima)
        ),
        "new_password": token_path(
            "mot-de-passe/nouveau", resident_mails.RESET, [karima.id, karima.credentials_mark]
        ),
        "confirm": token_path(
            "inscription/confirmer",
            resident_mails.CONFIRM,
            [karima.id, karima.credentials_mark, ""],
        ),
        "join": token_path("partenaires/invitation", partner_mails.INVITATION, _invitation()),
        "stay": f"/mon-adresse/rester/{stay_token(present_home(stage.people['yvette.morvan']))}",
        "renew": token_path("entraide/prolonger", notices.RENEWAL, mine.id),
        "waiting": f"/partenaires/demandes/{application_of(stage.people['marcel'])}",
        "thanks": f"/solidarite/dons/{pledge.key}/merci",
        "not_paid": f"/solidarite/dons/{_gift_of(karima, PledgeStatus.RESERVED).key}/pas-paye",
        "bank": bank[bank.index("/paiement-demo") :],
        "thank": f"/entraide/reponses/{agreed.id}/merci",
        "mine": mine.path,
        "shared": f"/entraide/partage/{mine.id}",
        "thing": _lent_by(karima).path,
        "soon": (now() + timedelta(days=7)).date().isoformat(),
        "draft_need": f"/partenaires/{draft.partner_id}/besoins/{draft.id}/modifier",
    }


def _open_of(karima):
    hers = Notice.author_id == karima.id, Notice.status == "open"
    return db.session.scalars(select(Notice).where(*hers).order_by(Notice.id)).first()


def _lent_by(karima):
    hers = select(Item).where(Item.author_id == karima.id)
    return db.session.scalars(hers.order_by(Item.id)).first()


def _gift_of(karima, status=PledgeStatus.SETTLED):
    return db.session.scalars(
        select(Pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(DonorPseudonym.resident_id == karima.id, Pledge.status == status)
        .order_by(Pledge.id)
    ).first()


def _agreed_with(karima):
    return db.session.scalars(
        select(Reply)
        .join(Reply.notice)
        .where(Notice.author_id == karima.id, Reply.status == ReplyStatus.ACCEPTED)
        .order_by(Reply.id)
    ).first()
