"""Things of the neighbourhood that are not for everyone, each with who may have it and who may not.

`World` makes them; `FOREIGN` says, for every route that names a thing, which one is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

import neighbourhood.invitations.actions as invitations
from messaging.queries import conversations
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models import Category, Direction, Notice, Reply, Subject
from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations.models import Invitation, Occasion, SeatRequest, Side
from neighbourhood.mandates.queries.months import month_of
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, applying, staffing
from neighbourhood.partners.models import Application, Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Address, Municipality, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sign_ins
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.second_factors import Passkey
from neighbourhood.residents.models.sign_ins import SignIn
from tests.support import mandates
from tests.support.accompanying import accompany, entrust, prepare_paper_of
from tests.support.needs import open_office_in
from verification.actions import claims, desk
from verification.models.vouching import CircleAlert, CircleKind

Values = dict[str, Any]


class World:
    """Valbourg, and a town further away; whoever asks lives in Valbourg, in the middle of it all.

    Karima asks. Marcel lives next door, and has dealings with Ines; Paul lives in the other town.
    """

    def __init__(self, app: Flask, make) -> None:
        self.app, self.make = app, make
        self.valbourg, self.elsewhere = make.municipality(), make.municipality("Autreville")
        here = make.quartier("Les Jardins", self.valbourg)
        there = make.quartier("Là-bas", self.elsewhere)
        self.karima = make.resident("Karima Benali", here)
        self.marcel = make.resident("Marcel Dupont", here)
        self.ines = make.resident("Inès Moreau", here)
        self.paul = make.resident("Paul Leroy", there)
        self.rosa = make.resident("Rosa Lima", there)
        self.nour = make.resident("Nour Haddad", verified=False)
        self.administrator = make.resident("Nadège Perrin", here, is_administrator=True)
        self.clerk, self.far_clerk = self._clerk(self.valbourg), self._clerk(self.elsewhere)

    def _clerk(self, town: Municipality) -> Resident:
        clerk = self.make.resident("Claire Mairie", verified=False)
        with self.make.writing() as session:
            hall = accrediting.accredit(
                session.merge(town), name="Accueil", kind=PartnerKind.CITY_SERVICE
            )
            staffing.name_staff(hall, session.merge(clerk), role=StaffRole.VERIFY)
        return clerk

    def notice(self, author: Resident, *, photo: bool = False, **more: Any) -> Notice:
        with self.make.writing() as session:
            key = new_key("photos", "webp") if photo else None
            if key:
                storage().put(key, b"RIFF....WEBP", "image/webp")
            said: Values = {
                "subject": Subject.SERVICE,
                "category": Category.DIY,
                "title": "Monter une étagère",
                "body": "Samedi matin.",
                "reach": Reach.TOWN,
                "expires_at": now() + timedelta(days=3),
                "photo_key": key,
            }
            wording = notices.Wording(**{**said, **more})
            actor = session.get_one(Resident, author.id)
            return notices.publish(Actor.of(actor), direction=Direction.ASK, wording=wording)

    def reply(self, author: Resident, helper: Resident) -> Reply:
        notice = self.notice(author)
        with self.make.writing() as session:
            return replies.reply(
                Actor.of(session.get_one(Resident, helper.id)),
                session.get_one(Notice, notice.id),
                text="Je peux venir.",
            )

    def finished_reply(self, author: Resident, helper: Resident) -> Reply:
        reply = self.reply(author, helper)
        with self.make.writing() as session:
            given = session.get_one(Reply, reply.id)
            replies.accept(Actor.of(given.notice.author), given)
            notices.finish(Actor.of(given.notice.author), given.notice, done=True)
        return reply

    def invitation(self, author: Resident) -> Invitation:
        wording = invitations.Wording(
            occasion=Occasion.SUNDAY,
            held_at=now() + timedelta(days=3),
            seats=4,
            title="Un couscous",
            body="",
            reach=Reach.TOWN,
        )
        with self.make.writing() as session:
            actor = session.get_one(Resident, author.id)
            return invitations.publish(Actor.of(actor), side=Side.HOST, wording=wording)

    def seat(self, author: Resident, guest: Resident) -> SeatRequest:
        invitation = self.invitation(author)
        with self.make.writing() as session:
            return invitations.ask(
                Actor.of(session.get_one(Resident, guest.id)),
                session.get_one(Invitation, invitation.id),
                message="Nous serions ravis.",
                seats=1,
            )

    def conversation_id(self, about: str, about_id: int) -> int:
        with self.app.app_context():
            thread = conversations.thread_of(about, about_id)
            assert thread is not None
            return thread.id

    def notification(self, reader: Resident) -> Notification:
        with self.make.writing() as session:
            told = Notification(
                resident_id=reader.id,
                kind="exchanges.closed",
                details={"title": "Monter une étagère"},
                path="/entraide",
            )
            session.add(told)
        return told

    def disputed_claim_id(self) -> int:
        """Return the claim of somebody in the other town, disputed by who lives there."""
        claimant = self.make.resident("Odile Charpentier", verified=False)
        home = self.paul.address_id
        with self.make.writing() as session:
            person = session.get_one(Resident, claimant.id)
            claim = claims.claim_address(
                Actor.of(person), session.get_one(Address, home), method="letter"
            )
            claims.dispute(claim.reference)
            return claim.id

    def application(self, applicant: Resident, *, submitted: bool = True) -> Application:
        with self.make.writing() as session:
            asked = applying.Asked(
                kind=PartnerKind.ASSOCIATION,
                name="Atelier de reliure",
                municipality=session.get_one(Municipality, self.valbourg.id),
                siret="73282932000074",
                mailbox="contact@reliure.example",
                why="Réparer les livres d’école.",
            )
            application = applying.apply(Actor.of(session.get_one(Resident, applicant.id)), asked)
            if submitted:
                applying.submit(application)
            return application

    def managed_office(self, town: Municipality | None = None):
        office = self.office(town)
        with self.make.writing() as session:
            manager = session.get_one(Resident, office.author.id)
            partner = session.get_one(Partner, office.partner.id)
            staffing.name_staff(partner, manager, role=StaffRole.MANAGE)
        return office

    def staff_invitation_id(self, office) -> int:
        with self.make.writing() as session:
            manager = session.get_one(Resident, office.author.id)
            partner = session.get_one(Partner, office.partner.id)
            return staffing.invite(
                Actor.of(manager), partner, email="lea@example.org", roles=[StaffRole.PUBLISH]
            ).id

    def office(self, town: Municipality | None = None):
        return open_office_in(self.app, self.make, town=town or self.valbourg)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: how a route names it, who may have it, and who must not know it exists."""

    values: Values
    owner: Resident
    stranger: Resident


Maker = Callable[[World], Thing]


def notice_elsewhere(world: World) -> Thing:
    """A notice for the whole of another town."""
    notice = world.notice(world.paul, photo=True)
    with world.app.app_context():
        name = (db.session.get_one(Notice, notice.id).photo_key or "").rpartition("/")[2]
    return Thing({"notice_id": notice.id, "name": name}, world.rosa, world.karima)


def notice_of_another(world: World) -> Thing:
    """A notice that one may read, but not change."""
    return Thing({"notice_id": world.notice(world.marcel).id}, world.marcel, world.karima)


def reply_between_others(world: World) -> Thing:
    """What one neighbour answered to another, under a notice that everyone reads."""
    reply = world.reply(world.marcel, world.ines)
    return Thing({"reply_id": reply.id}, world.marcel, world.karima)


def thanks_between_others(world: World) -> Thing:
    """A help given, for which the two of them may thank each other."""
    reply = world.finished_reply(world.marcel, world.ines)
    return Thing({"reply_id": reply.id}, world.ines, world.karima)


def invitation_elsewhere(world: World) -> Thing:
    """A table in another town."""
    return Thing({"invitation_id": world.invitation(world.paul).id}, world.rosa, world.karima)


def invitation_of_another(world: World) -> Thing:
    """A table one may ask for a seat at, but not call off."""
    return Thing({"invitation_id": world.invitation(world.marcel).id}, world.marcel, world.karima)


def seat_between_others(world: World) -> Thing:
    """A seat one neighbour asked another for."""
    seat = world.seat(world.marcel, world.ines)
    return Thing({"request_id": seat.id}, world.marcel, world.karima)


def conversation_of_others(world: World) -> Thing:
    """What two neighbours say to each other."""
    reply = world.reply(world.marcel, world.ines)
    values = {
        "conversation_id": world.conversation_id("reply", reply.id),
        "kind": "reply",
        "about_id": reply.id,
    }
    return Thing(values, world.ines, world.karima)


def need_elsewhere(world: World) -> Thing:
    """A need published in another town."""
    need = world.office(world.elsewhere).open()
    return Thing(
        {"need_id": need.id, "kind": "need", "thing_id": need.id}, world.paul, world.karima
    )


def need_of_another_partner(world: World) -> Thing:
    """A need at the desk of a partner; who asks works for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    values = {"partner_id": theirs.partner.id, "need_id": theirs.draft().id}
    return Thing(values, theirs.author, mine.author)


def notification_of_another(world: World) -> Thing:
    """What somebody else was told."""
    told = world.notification(world.marcel)
    return Thing({"notification_id": told.id}, world.marcel, world.karima)


def gift_of_another(world: World) -> Thing:
    """What somebody else gave, without a name."""
    office = world.office()
    gift = office.give(world.marcel, office.open(), 500)
    return Thing({"key": gift.key}, world.marcel, world.karima)


def neighbour_elsewhere(world: World) -> Thing:
    """Someone who lives in another town."""
    return Thing({"resident_id": world.paul.id}, world.rosa, world.karima)


def claim_elsewhere(world: World) -> Thing:
    """A disputed address that the desk of another town looks after."""
    return Thing({"claim_id": world.disputed_claim_id()}, world.far_clerk, world.clerk)


def browser_of_another(world: World) -> Thing:
    """The telephone where somebody else is signed in."""
    with world.make.writing() as session:
        person = session.get_one(Resident, world.marcel.id)
        sign_ins.begin_sign_in(person, agent="Firefox")
        session.flush()
        opened = session.scalars(select(SignIn).where(SignIn.resident_id == person.id)).first()
        assert opened is not None
        values = {"sign_in_id": opened.id}
    return Thing(values, world.marcel, world.karima)


def key_of_another(world: World) -> Thing:
    """The passkey of somebody else."""
    key = Passkey(
        resident_id=world.marcel.id,
        credential_id=b"credential",
        public_key=b"public",
        handle=b"handle",
        name="Téléphone",
    )
    with world.make.writing() as session:
        session.add(key)
    return Thing({"passkey_id": key.id}, world.marcel, world.karima)


def proof_elsewhere(world: World) -> Thing:
    """A proved address that is disputed, in another town."""
    claimant = world.make.resident("Odile Charpentier", verified=False)
    with world.make.writing() as session:
        person = session.get_one(Resident, claimant.id)
        home = session.get_one(Address, world.paul.address_id)
        claim = claims.claim_address(Actor.of(person), home, method="desk")
        clerk = session.get_one(Resident, world.far_clerk.id)
        desk.confirm_in_person(Actor.of(clerk), claim)
        claims.dispute(claim.reference)
        values = {"claim_id": claim.id}
    return Thing(values, world.far_clerk, world.clerk)


def document_elsewhere(world: World) -> Thing:
    """A paper that somebody sent to the desk of another town."""
    claimant = world.make.resident("Odile Charpentier", verified=False)
    with world.make.writing() as session:
        key = new_key("proofs", "webp")
        storage().put(key, b"RIFF....WEBP", "image/webp")
        person = session.get_one(Resident, claimant.id)
        home = session.get_one(Address, world.paul.address_id)
        claims.claim_address(Actor.of(person), home, method="document")
        document = desk.send_document(
            Actor.of(person), storage_key=key, content_type="image/webp", dated_on=now().date()
        )
        values = {"document_id": document.id}
    return Thing(values, world.far_clerk, world.clerk)


def code_of_another_clerk(world: World) -> Thing:
    """A code made at the desk of another town, to be read aloud."""
    with world.make.writing() as session:
        clerk = session.get_one(Resident, world.far_clerk.id)
        home = session.get_one(Address, world.paul.address_id)
        values = {"code_id": desk.read_aloud(Actor.of(clerk), home).id}
    return Thing(values, world.far_clerk, world.clerk)


def alert_elsewhere(world: World) -> Thing:
    """A ring of neighbours who vouch for each other, in another town."""
    claim_id = world.disputed_claim_id()
    with world.make.writing() as session:
        alert = CircleAlert(claim_id=claim_id, kind=CircleKind.RING)
        session.add(alert)
    return Thing({"alert_id": alert.id}, world.far_clerk, world.clerk)


def draft_photo(world: World) -> Thing:
    """The photo of a notice that somebody else has not published yet."""
    with world.make.writing():
        key = new_key("photos", "webp")
        storage().put(key, b"RIFF....WEBP", "image/webp")
        drafts.keep(world.marcel.id, "notice ask", {"photo": key})
    values = {"direction": Direction.ASK, "name": key.rpartition("/")[2]}
    return Thing(values, world.marcel, world.karima)


def application_of_another(world: World) -> Thing:
    """A request to become a partner that somebody else made."""
    application = world.application(world.marcel, submitted=False)
    return Thing({"application_id": application.id}, world.marcel, world.karima)


def application_to_decide(world: World) -> Thing:
    """A request that administrators examine; who asks made it, and is no administrator."""
    application = world.application(world.karima)
    return Thing({"application_id": application.id}, world.administrator, world.karima)


def partner_overseen(world: World) -> Thing:
    """A partner as administrators see it; who asks works there, and manages its staff."""
    office = world.managed_office()
    return Thing({"partner_id": office.partner.id}, world.administrator, office.author)


def partner_closed(world: World) -> Thing:
    """A partner that another administrator closed."""
    office = world.managed_office()
    other = world.make.resident("Aylin Yıldız", is_administrator=True)
    with world.make.writing() as session:
        partner = session.get_one(Partner, office.partner.id)
        accrediting.suspend(
            Actor.of(session.get_one(Resident, other.id)), partner, reason="Plus de réponse."
        )
    return Thing({"partner_id": office.partner.id}, world.administrator, office.author)


def staff_of_another_partner(world: World) -> Thing:
    """The staff of a partner; who asks manages the staff of another one."""
    theirs, mine = world.managed_office(), world.managed_office(world.elsewhere)
    values = {
        "partner_id": theirs.partner.id,
        "resident_id": theirs.reader.id,
        "invitation_id": world.staff_invitation_id(theirs),
    }
    return Thing(values, theirs.author, mine.author)


def mandate_of_another_partner(world: World) -> Thing:
    """What lets the staff of a partner act for somebody; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    accompany(world.make, theirs.partner.id, theirs.author)
    accompany(world.make, mine.partner.id, mine.author)
    mandate_id = entrust(world.make, world.marcel, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


def form_of_another_partner(world: World) -> Thing:
    """A form that the staff of a partner prepared; who asks accompanies for another one."""
    theirs, mine = world.office(), world.office(world.elsewhere)
    for office in (theirs, mine):
        accompany(world.make, office.partner.id, office.author)
    mandate_id = prepare_paper_of(world.make, theirs.partner.id, theirs.author)
    values = {"partner_id": theirs.partner.id, "mandate_id": mandate_id}
    return Thing(values, theirs.author, mine.author)


def paper_of_another_partner(world: World) -> Thing:
    """A mandate on paper by which the staff of a partner act."""
    thing = form_of_another_partner(world)
    mandates.record(world.make, thing.values["mandate_id"])
    with world.app.app_context():
        month = month_of(now())
    return replace(thing, values={**thing.values, "month": f"{month:%Y-%m}"})


def mandate_between_others(world: World) -> Thing:
    """What lets one neighbour act for another."""
    mandate_id = mandates.give(world.make, world.marcel, world.ines)
    return Thing({"mandate_id": mandate_id}, world.ines, world.karima)


def form_of_another(world: World) -> Thing:
    """A form that one neighbour prepared for somebody without a mailbox; it waits for the desk."""
    values = {"mandate_id": mandates.prepare_paper(world.make, world.marcel)}
    return Thing(values, world.marcel, world.karima)


def paper_of_another(world: World) -> Thing:
    """A mandate on paper by which one neighbour acts."""
    mandate_id = mandates.prepare_paper(world.make, world.marcel)
    mandates.record(world.make, mandate_id)
    with world.app.app_context():
        month = month_of(now())
    values = {"mandate_id": mandate_id, "month": f"{month:%Y-%m}"}
    return Thing(values, world.marcel, world.karima)


FOREIGN: dict[str, Maker] = {
    "exchanges.accept": reply_between_others,
    "exchanges.decline": reply_between_others,
    "exchanges.done": notice_of_another,
    "exchanges.draft_photo": draft_photo,
    "exchanges.edit": notice_of_another,
    "exchanges.not_done": notice_of_another,
    "exchanges.photo": notice_elsewhere,
    "exchanges.renew": notice_of_another,
    "exchanges.reply": notice_elsewhere,
    "exchanges.show": notice_elsewhere,
    "exchanges.thank": thanks_between_others,
    "exchanges.withdraw": notice_of_another,
    "exchanges.withdraw_reply": reply_between_others,
    "funding.give": need_elsewhere,
    "funding.not_paid": gift_of_another,
    "funding.receipt": gift_of_another,
    "funding.thanks": gift_of_another,
    "invitations.accept": seat_between_others,
    "invitations.ask": invitation_elsewhere,
    "invitations.cancel": invitation_of_another,
    "invitations.decline": seat_between_others,
    "invitations.show": invitation_elsewhere,
    "invitations.withdraw": seat_between_others,
    "messaging.about": conversation_of_others,
    "messaging.hide_address": conversation_of_others,
    "messaging.send": conversation_of_others,
    "messaging.show": conversation_of_others,
    "messaging.show_address": conversation_of_others,
    "needs.approve": need_of_another_partner,
    "needs.begin": need_of_another_partner,
    "needs.desk": need_of_another_partner,
    "needs.edit": need_of_another_partner,
    "needs.price": need_of_another_partner,
    "needs.prove": need_of_another_partner,
    "needs.review": need_of_another_partner,
    "needs.send_back": need_of_another_partner,
    "needs.show": need_elsewhere,
    "needs.submit": need_of_another_partner,
    "needs.tell": need_of_another_partner,
    "needs.withdraw": need_of_another_partner,
    "notifications.follow": notification_of_another,
    "mandates.accompanied": mandate_of_another_partner,
    "mandates.act_for_accompanied": mandate_of_another_partner,
    "partners.application": application_of_another,
    "partners.approve": application_to_decide,
    "partners.desk": need_of_another_partner,
    "partners.examine": application_to_decide,
    "mandates.give_up_accompanied": mandate_of_another_partner,
    "partners.invite": staff_of_another_partner,
    "mandates.accompanied_mandate": mandate_of_another_partner,
    "mandates.accompany_by_code": mandate_of_another_partner,
    "mandates.accompanied_month": paper_of_another_partner,
    "partners.member": staff_of_another_partner,
    "partners.oversee": partner_overseen,
    "mandates.accompanied_form": form_of_another_partner,
    "mandates.prepare_paper": mandate_of_another_partner,
    "partners.refuse": application_to_decide,
    "partners.reinstate": partner_closed,
    "mandates.renew_accompanied": paper_of_another_partner,
    "partners.remove": staff_of_another_partner,
    "partners.send_link_again": application_of_another,
    "partners.suspend": partner_overseen,
    "mandates.accompany": mandate_of_another_partner,
    "partners.team": staff_of_another_partner,
    "partners.withdraw": application_of_another,
    "partners.withdraw_invitation": staff_of_another_partner,
    "mandates.act_for": mandate_between_others,
    "mandates.end_mandate": mandate_between_others,
    "mandates.show": mandate_between_others,
    "mandates.mandate_journal_pdf": paper_of_another,
    "mandates.paper_form": form_of_another,
    "mandates.paper_mandate": form_of_another,
    "mandates.renew_paper": paper_of_another,
    "residents.show": neighbour_elsewhere,
    "residents.end_browser": browser_of_another,
    "residents.remove_key": key_of_another,
    "residents.rename_key": key_of_another,
    "verification.accept_document": document_elsewhere,
    "verification.document": document_elsewhere,
    "verification.document_file": document_elsewhere,
    "verification.note_alert": alert_elsewhere,
    "verification.proof": proof_elsewhere,
    "verification.read_code": code_of_another_clerk,
    "verification.refuse_document": document_elsewhere,
    "verification.settle_dispute": claim_elsewhere,
    "verification.withdraw_proof": proof_elsewhere,
}
