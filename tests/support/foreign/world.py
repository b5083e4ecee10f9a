"""Two towns, and what the people of them put up: `World` makes it."""

from typing import Any

from flask import Flask

import neighbourhood.invitations.actions as invitations
from messaging.queries import conversations
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.bulletins.models import Answer, Bulletin
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.outside.storage import new_key, storage
from neighbourhood.foundation.storing.pictures import Photo
from neighbourhood.invitations.models import Invitation, SeatRequest, Side
from neighbourhood.loans.actions import shelf
from neighbourhood.loans.models.items import Item
from neighbourhood.notifications.models import Notification
from neighbourhood.partners.actions import accrediting, applying, staffing
from neighbourhood.partners.models import Application, Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Address, Municipality, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.needs import open_office_in
from tests.support.wordings import a_couscous, a_drill, a_shelf, a_word
from verification.actions import claims

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

    def notice(
        self,
        author: Resident,
        *,
        photo: bool = False,
        direction: Direction = Direction.ASK,
        **more: Any,
    ) -> Notice:
        wording = a_shelf(**{"reach": Reach.TOWN, "photos": self.photos(photo), **more})
        return self.make.act(notices.publish, author, direction=direction, wording=wording)

    def reply(self, author: Resident, helper: Resident, **more: Any) -> Reply:
        notice = self.notice(author, **more)
        return self.make.act(replies.reply, helper, notice, text="Je peux venir.")

    def finished_reply(self, author: Resident, helper: Resident) -> Reply:
        reply = self.reply(author, helper)
        with self.make.writing() as session:
            given = session.get_one(Reply, reply.id)
            replies.accept(Actor.of(given.notice.author), given)
            notices.finish(Actor.of(given.notice.author), given.notice)
        return reply

    def invitation(self, author: Resident) -> Invitation:
        return self.make.act(invitations.publish, author, side=Side.HOST, wording=a_couscous())

    def seat(self, author: Resident, guest: Resident) -> SeatRequest:
        invitation = self.invitation(author)
        words = "Nous serions ravis."
        return self.make.act(invitations.ask, guest, invitation, message=words, seats=1)

    def word(self, author: Resident, *, photo: bool = False) -> Bulletin:
        wording = a_word(photos=self.photos(photo))
        return self.make.act(words.write, author, wording=wording)

    def answer(self, author: Resident, who: Resident) -> Answer:
        word = self.word(author)
        return self.make.act(thread.answer, who, word, text="Je l’ai vu.")

    def item(self, owner: Resident, *, photo: bool = False) -> Item:
        wording = a_drill(photos=self.photos(photo), reach=Reach.TOWN)
        return self.make.act(shelf.add, owner, wording=wording)

    def photos(self, wanted: bool) -> list[Photo]:
        return [{"key": self.photo_key(), "description": "Une étagère"}] if wanted else []

    def photo_key(self) -> str:
        with self.make.writing():
            key = new_key("photos", "webp")
            storage().put(key, b"RIFF....WEBP", "image/webp")
        return key

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
