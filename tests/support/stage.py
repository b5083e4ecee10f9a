"""Odd cases to look at, added to a demonstration town: long names, empty quartiers, links of mails.

`python -m tests.support.stage` adds them to the site of the environment, and prints where each is.
"""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from flask import session as flask_session
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import StorageState
from sqlalchemy import select

from app import create_app
from messaging.actions.talking import send_message
from messaging.queries.conversations import thread_of
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.forms import TITLE_LIMIT
from neighbourhood.exchanges.models import Category, Direction, Notice, Reply, ReplyStatus, Subject
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.funding import gateways
from neighbourhood.funding.models import DonorPseudonym, Pledge, PledgeStatus
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Occasion, Side
from neighbourhood.mandates.actions.giving import Terms, prepare_on_paper
from neighbourhood.mandates.queries.codes import code_of, stop_code_of
from neighbourhood.mandates.queries.mandates import given_by, held_by
from neighbourhood.needs.models import Need
from neighbourhood.partners import mails as partner_mails
from neighbourhood.partners.actions.accrediting import accredit, suspend
from neighbourhood.partners.actions.applying import Asked, apply
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import Application, PartnerKind, StaffInvitation, StaffRole
from neighbourhood.places.models import Address, Municipality, Quartier, Reach
from neighbourhood.residents import codes
from neighbourhood.residents import mails as resident_mails
from neighbourhood.residents.access import note_confirmed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.actions.second_factors import enrol_authenticator
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.models.sign_ins import MailboxChange
from tests.support.mandates import ALL
from tests.support.palier import Site
from verification.actions.claims import claim_address
from verification.actions.endings import expire
from verification.actions.homes import stay_token
from verification.models.claims import AddressClaim, ClaimStatus, Refusal
from verification.models.vouching import Vouch
from verification.queries.claims import awaiting_claim
from verification.queries.homes import present_home
from verification.queries.vouching import invite_code, live_invite

LONG_NAME = "Marie-Alexandrine de La Rochefoucauld-Montmorency-Beauvoisin"
ONE_WORD = "Maximilienne Llanfairpwllgwyngyllgogerychwyrndrobwllllantysi"
LONG_TITLE = "Anticonstitutionnellement" * 4 + "-en-un-seul-mot-ici"
LONG_WORDS = "Voir https://exemple.example/" + "cheminsansfin" * 12
LONG_PLACE = "Saint-Germain-des-Fossés-et-de-la-Haute-Vallée-du-Moulin"


def place(site: Site) -> dict[str, str]:
    """Add everything to the town of `site`; return paths, codes and numbers by name."""
    return json.loads(site.python("-m", "tests.support.stage"))


class Stage:
    """Builds on the people of the demonstration."""

    def __init__(self) -> None:
        self.people = by_local_part()
        self.doors = self._doors()

    def _doors(self) -> Iterator[Address]:
        taken = select(Resident.address_id).where(Resident.address_id.is_not(None))
        here = self.people["marcel"].quartier_id
        free = select(Address).where(Address.quartier_id == here, Address.id.not_in(taken))
        return iter(db.session.scalars(free.order_by(Address.id)).all())

    def person(self, full_name: str, mailbox: str) -> Resident:
        """Open an account with the password of all the others."""
        resident = Resident(
            full_name=full_name,
            email=f"{mailbox}@valbourg.example",
            password_hash=self.people["nouveau"].password_hash,
            email_confirmed_at=now(),
        )
        db.session.add(resident)
        db.session.flush()
        return resident

    def quartier(self, name: str, insee: str, town: str) -> Quartier:
        """Open a quartier in a town of its own, so that Valbourg hears nothing of it."""
        left = int(insee) / 10_000
        ring = [[left, 45.0], [left + 0.02, 45.0], [left + 0.02, 45.02], [left, 45.02]]
        quartier = Quartier(
            municipality=Municipality(insee=insee, name=town),
            name=name,
            slug=f"q-{insee}",
            boundary={"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        )
        db.session.add(quartier)
        db.session.flush()
        return quartier

    def home(self, resident: Resident, quartier: Quartier, number: int) -> None:
        """Settle somebody in a street of that quartier."""
        left = quartier.boundary["coordinates"][0][0][0]
        door = Address(
            key=f"{quartier.slug}_{number}",
            number=number,
            street="rue du Faubourg-de-la-Vieille-Porte-Saint-Barthélemy",
            postcode="01000",
            town=quartier.municipality.name,
            insee=quartier.municipality.insee,
            lat=45.01,
            lon=left + 0.01,
            quartier_id=quartier.id,
        )
        db.session.add(door)
        db.session.flush()
        settle_in(resident, door)

    def claim(self, resident: Resident, method: str) -> AddressClaim:
        """Have somebody claim a door near Marcel."""
        return claim_address(Actor.of(resident), next(self.doors), method=method)


def long_cases(stage: Stage) -> dict[str, str]:
    """Add two people with names as long as they get, and what they say to each other."""
    here = stage.quartier(LONG_PLACE, "01901", f"Villeneuve-{LONG_PLACE}")
    author, reader = stage.person(LONG_NAME, "longue"), stage.person(ONE_WORD, "lecteur")
    for number, one in enumerate((author, reader), 1):
        one.about = f"{LONG_WORDS} {LONG_NAME}"
        stage.home(one, here, number)
    notice = notices.publish(Actor.of(author), direction=Direction.ASK, wording=_long_notice())
    reply = replies.reply(Actor.of(reader), notice, text=f"{LONG_WORDS} {LONG_TITLE}")
    thread = thread_of("reply", reply.id)
    for text in (LONG_WORDS, "Oui.", f"{LONG_TITLE} {LONG_WORDS}"):
        send_message(Actor.of(author), thread.id, text=text)
        send_message(Actor.of(reader), thread.id, text=f"{text} {LONG_NAME}")
    ending = notices.publish(Actor.of(author), direction=Direction.ASK, wording=_ending_notice())
    helped = replies.reply(Actor.of(reader), ending, text="Je l’apporte dimanche.")
    replies.accept(Actor.of(author), helped)
    table = invitations.publish(Actor.of(author), side=Side.HOST, wording=_long_table())
    seat = invitations.ask(Actor.of(reader), table, message=LONG_WORDS, seats=2)
    partner = _long_partner(author, here.municipality, stage.people["admin"])
    return {
        "long_notice": notice.path,
        "long_thanks": f"/entraide/reponses/{reply.id}/merci",
        "long_decline": f"/entraide/reponses/{reply.id}/decliner",
        "long_conversation": f"/messages/{thread.id}",
        "ending": ending.path,
        "renewal": f"/entraide/prolonger/{sign(notices.RENEWAL, ending.id)}",
        "too_early": f"/entraide/prolonger/{sign(notices.RENEWAL, notice.id)}",
        "long_invitation": table.path,
        "long_seat": f"/messages/a-propos/seat/{seat.id}",
        "long_profile": f"/voisins/{author.id}",
        "closed_partner": f"/administration/partenaires/{partner.id}",
    }


def _long_notice() -> notices.Wording:
    return notices.Wording(
        subject=Subject.SERVICE,
        category=Category.DIY,
        title=LONG_TITLE[:TITLE_LIMIT],
        body=f"{LONG_WORDS}\n\n{LONG_TITLE}",
        reach=Reach.QUARTIER,
        expires_at=now() + notices.LASTS,
    )


def _ending_notice() -> notices.Wording:
    return notices.Wording(
        subject=Subject.LOAN,
        category=Category.TOOLS,
        title="Une échelle pour dimanche",
        body="Pour cueillir des pommes.",
        reach=Reach.QUARTIER,
        expires_at=now() + timedelta(days=2),
        places=2,
    )


def _long_table() -> invitations.Wording:
    return invitations.Wording(
        occasion=Occasion.SUNDAY,
        held_at=now() + timedelta(days=3),
        seats=8,
        title=LONG_TITLE[:TITLE_LIMIT],
        body=LONG_WORDS,
        reach=Reach.QUARTIER,
    )


def _long_partner(manager: Resident, town: Municipality, closer: Resident):
    partner = accredit(town, name=LONG_TITLE, kind=PartnerKind.ASSOCIATION)
    name_staff(partner, manager, role=StaffRole.MANAGE)
    suspend(Actor.of(closer), partner, reason=LONG_WORDS)
    return partner


def empty_cases(stage: Stage) -> dict[str, str]:
    """Add the first neighbour of a quartier: nothing there yet, for her."""
    alone = stage.person("Lucie Premier", "seule")
    stage.home(alone, stage.quartier("Les Champs-Neufs", "01902", "Neuville"), 1)
    return {}


def proofs(stage: Stage) -> dict[str, str]:
    """Add the states of a proof that the demonstration does not show."""
    unsent = stage.claim(stage.person("Denis Oriol", "sansdoc"), "document")
    refused = stage.claim(stage.person("Nina Baudry", "refusee"), "document")
    refused.become(ClaimStatus.REFUSED)
    refused.refusal = Refusal.OTHER_NAME
    expire(stage.claim(stage.person("Otto Keller", "perime"), "letter"))
    moving = stage.person("Paola Ricci", "demenage")
    settle_in(moving, next(stage.doors))
    settle_in(moving, next(stage.doors))
    elsewhere = stage.claim(moving, "vouching")
    prudence = stage.person("Prudence Aubry", "prudence")
    settle_in(prudence, next(stage.doors))
    for claim in (unsent, refused, elsewhere):
        db.session.add(Vouch(claim=claim, voucher=prudence, address_id=prudence.address_id))
    lapsed = stage.person("Lise Hamon", "unan")
    settle_in(lapsed, next(stage.doors))
    lapsed.residency_expires_at = now() - timedelta(days=2)
    vouching = awaiting_claim(stage.people["ines.castelli"])
    desk = awaiting_claim(stage.people["awa.konate"])
    return {
        "invite_code": invite_code(live_invite(vouching)),
        "number": desk.reference,
        "door": desk.address.label,
    }


def links(stage: Stage) -> dict[str, str]:
    """Return the addresses that only a mail or a payment leads to."""
    karima = stage.people["karima"]
    change = MailboxChange(
        resident=karima, old_email=karima.email, new_email="karima.benali@example.org"
    )
    undone = MailboxChange(
        resident=stage.people["marcel"],
        old_email="marcel@example.org",
        new_email=stage.people["marcel"].email,
        confirmed_at=now(),
    )
    db.session.add_all([change, undone])
    asked = apply(Actor.of(stage.person("Ariane Petitjean", "ariane")), _asked())
    double = stage.person("Dora Double", "double")
    key = Passkey(
        resident=double, credential_id=b"stage", public_key=b"-", handle=b"-", name=LONG_TITLE[:60]
    )
    db.session.add(key)
    secret = codes.new_secret()
    enrol_authenticator(Actor.of(double), secret=secret, code=codes.code_at(secret, now()))
    stage.person("Garance Gardien", "gardienne")
    db.session.flush()
    return {
        "draft": f"/partenaires/demandes/{asked.id}",
        "key": f"/moi/securite/cles/{key.id}",
        "professional": _token("partenaires/demandes/confirmer", partner_mails.MAILBOX, asked.id),
        "refused": f"/partenaires/demandes/{_application_of(stage.people['helene.marchand'])}",
        "new_mailbox": _token(
            "moi/email/confirmer",
            resident_mails.NEW_MAILBOX,
            [change.id, karima.credentials_mark],
        ),
        "not_me": _token("moi/email/pas-moi", resident_mails.NOT_ME, undone.id),
    }


def _token(path: str, purpose: str, said) -> str:
    return f"/{path}/{sign(purpose, said)}"


def _asked() -> Asked:
    town = db.session.scalars(select(Municipality).order_by(Municipality.id)).first()
    return Asked(
        kind=PartnerKind.ASSOCIATION,
        name="Les Jardins partagés du quai",
        municipality=town,
        siret="99000003600014",
        mailbox="bureau@jardins-du-quai.example",
        why="Nous prêtons des outils.",
    )


def _application_of(applicant: Resident) -> int:
    mine = select(Application.id).where(Application.applicant_id == applicant.id)
    return db.session.scalars(mine).first()


def _invitation() -> int:
    his = StaffInvitation.email == "jean-baptiste@valbourg.example"
    return db.session.scalars(select(StaffInvitation.id).where(his)).one()


def there_already(stage: Stage) -> dict[str, str]:
    """Return where things of the demonstration are that no link leads to.

    This one only reads: a town may be asked as often as one likes.
    """
    karima = stage.people["karima"]
    pledge = db.session.scalars(
        select(Pledge)
        .join(DonorPseudonym, DonorPseudonym.pseudonym == Pledge.pseudonym)
        .where(DonorPseudonym.resident_id == karima.id, Pledge.status == PledgeStatus.SETTLED)
    ).first()
    urls = gateways.Urls(paid="/", cancelled="/")
    bank = gateways.chosen().checkout(pledge, urls)
    agreed = db.session.scalars(
        select(Reply)
        .join(Reply.notice)
        .where(Notice.author_id == karima.id, Reply.status == ReplyStatus.ACCEPTED)
    ).first()
    mine = db.session.scalars(
        select(Notice).where(Notice.author_id == karima.id, Notice.status == "open")
    ).first()
    draft = db.session.scalars(select(Need).where(Need.status == "draft")).first()
    return {
        "new_password": _token(
            "mot-de-passe/nouveau", resident_mails.RESET, [karima.id, karima.credentials_mark]
        ),
        "confirm": _token("inscription/confirmer", resident_mails.CONFIRM, karima.id),
        "join": _token("partenaires/invitation", partner_mails.INVITATION, _invitation()),
        "stay": f"/mon-adresse/rester/{stay_token(present_home(stage.people['yvette.morvan']))}",
        "renew": _token("entraide/prolonger", notices.RENEWAL, mine.id),
        "waiting": f"/partenaires/demandes/{_application_of(stage.people['marcel'])}",
        "thanks": f"/solidarite/dons/{pledge.key}/merci",
        "not_paid": f"/solidarite/dons/{pledge.key}/pas-paye",
        "bank": bank[bank.index("/paiement-demo") :],
        "thank": f"/entraide/reponses/{agreed.id}/merci",
        "mine": mine.path,
        "soon": (now() + timedelta(days=7)).date().isoformat(),
        "draft_need": f"/partenaires/{draft.partner_id}/besoins/{draft.id}/modifier",
    }


def mandates(stage: Stage) -> dict[str, str]:
    """Return where mandates are, with the codes that open them; prepare one on paper."""
    karima = stage.people["karima"]
    (waiting,) = [one for one in given_by(karima) if one.is_prepared]
    (held,) = [one for one in held_by(karima) if one.is_live]
    terms = Terms(scopes=ALL, days=365)
    form = prepare_on_paper(
        Actor.of(stage.people["helene.marchand"]),
        full_name="Lucette Garnier",
        address=next(stage.doors),
        terms=terms,
    )
    return {
        "mandate_waiting": waiting.path,
        "mandate_code": code_of(waiting.nonce),
        "mandate_held": held.path,
        "act_for": f"{held.path}/agir",
        "paper": f"{form.path}/papier",
        "form": form.reference,
        "stop": f"/mandats/arreter-un-mandat?reference={held.reference}",
        "stop_code": stop_code_of(held),
        "accompanied": "/partenaires/1/personnes",
    }


def sessions(stage: Stage) -> dict[str, str]:
    """Return the cookie of each account, signed in just now: forms take longer."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    found = {}
    for account, resident in stage.people.items():
        flask_session.clear()
        note_confirmed(resident)
        token = begin_sign_in(resident, agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")
        found[_cookie(account)] = serializer.dumps({**flask_session, "sign_in": token})
    return found


def signed_in(site: Site, staged: dict[str, str], account: str | None) -> StorageState | None:
    """Return what the browser of `account` keeps, None for a visitor."""
    if not account:
        return None
    cookie = {"name": "palier", "value": staged[_cookie(account)], "url": site.base_url}
    return {"cookies": [cookie], "origins": []}


def _cookie(account: str) -> str:
    return f"cookie of {account}"


def main() -> int:
    """Build every case, each in a transaction of its own; say where they are."""
    with create_app().test_request_context():
        found: dict[str, str] = {}
        for build in (long_cases, empty_cases, proofs, links, there_already, mandates, sessions):
            with transaction():
                found |= build(Stage())
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
