from datetime import timedelta

import pytest
from sqlalchemy import select

from messaging.models import Message, MessageKind
from neighbourhood.bulletins.actions import thread, words
from neighbourhood.directory.actions import listings, welcomes
from neighbourhood.directory.actions.listings import Wording as Listed
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Thanks
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.gatherings.actions import afterwards, coming, gatherings
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.groups.actions import answering as at_the_door
from neighbourhood.groups.actions import entering, making, papers, polls, tasks
from neighbourhood.groups.models.papers import Paper
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Side
from neighbourhood.loans.actions import answering, asking, handing, incidents, shelf
from neighbourhood.loans.actions import words as words_after
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import IncidentKind
from neighbourhood.moderation.actions import reporting
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.reports import Report
from neighbourhood.partners.actions import accrediting, staffing
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality, Reach
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.moderation.deciding import Desk
from tests.support.followed import following_partner
from tests.support.libraries import lending_partner
from tests.support.needs import open_office_in
from tests.support.wordings import a_couscous, a_drill, a_group, a_shelf, a_word, an_apero


class Town:
    """One quartier: Karima writes, four others in homes of their own read, Odile moderates."""

    def __init__(self, make) -> None:
        self.make = make
        self.valbourg = make.municipality()
        self.here = make.quartier("Les Jardins", self.valbourg)
        self.karima = make.resident("Karima Benali", self.here)
        self.readers = [
            make.resident(name, self.here)
            for name in ("Marcel Dupont", "Inès Moreau", "Paul Leroy", "Rosa Lima")
        ]
        self.odile = make.resident("Odile Regard", self.here)
        with make.writing() as session:
            town = session.get_one(Municipality, self.valbourg.id)
            self.hall = accrediting.accredit(town, name="Accueil", kind=PartnerKind.CITY_SERVICE)
            staffing.name_staff(self.hall, session.merge(self.odile), role=StaffRole.MODERATE)
        self.notice = self.published()

    def published(self) -> Notice:
        wording = a_shelf(reach="town")
        return self.make.act(notices.publish, self.karima, direction=Direction.ASK, wording=wording)

    def report(self, who: Resident, rule: str = "scam", words: str = "", about=None) -> Report:
        thing = about or ("notice", self.notice.id)
        return self.make.act(reporting.report, who, about=thing, rule=rule, words=words)

    def fresh(self, row):
        with self.make.writing() as session:
            return session.get_one(type(row), row.id)

    def case(self, report: Report) -> Case:
        with self.make.writing() as session:
            return session.get_one(Case, report.case_id)

    def change(self, row, **columns) -> None:
        with self.make.writing() as session:
            found = session.get_one(type(row), row.id)
            for name, value in columns.items():
                setattr(found, name, value)


@pytest.fixture
def town(make) -> Town:
    return Town(make)


@pytest.fixture
def desk(town) -> Desk:
    return Desk(town)


@pytest.fixture
def report(town) -> Report:
    return town.report(town.readers[0], "threat")


def lent(town, thing) -> dict[str, int]:
    """What Marcel asked Karima for, and what he said of it."""
    marcel, act = town.readers[0], town.make.act
    with town.make.writing():
        day = today()
    loan = act(asking.ask, marcel, thing, text="Puis-je ?", first_day=day, last_day=day)
    act(answering.accept, town.karima, loan)
    act(handing.hand_over, town.karima, loan)
    noted = {"moment": CheckMoment.OUT, "notes": "Un éclat.", "photos": []}
    check = act(handing.check, marcel, loan, **noted)
    told = {"kind": IncidentKind.BROKEN, "text": "La poignée."}
    voice = act(incidents.open_incident, marcel, loan, **told).voices[0]
    act(handing.take_in, town.karima, loan)
    word = act(words_after.write, marcel, loan, text="Merci.")
    act(words_after.write, town.karima, loan, text="Merci à vous.")
    kinds = {"loan": loan, "loan check": check, "incident voice": voice, "loan word": word}
    return {code: row.id for code, row in kinds.items()}


def shared(town, group) -> dict[str, int]:
    """Return what Karima shares in her group, by code."""
    question = polls.Question(title="Où ?", choices=("Le parc", "La cour"))
    wanted = tasks.Wanted(title="Le repas", lines=(("Du pain", 1),))
    said = {"title": "Les horaires", "body": "Le jardin ouvre à 9 h."}
    kept = {"paper": Paper.PDF, "key": "groups/1.pdf", "weight": 9, "title": "Le plan"}
    those = [
        town.make.act(polls.ask, town.karima, group, question=question),
        town.make.act(tasks.write, town.karima, group, wanted=wanted),
        town.make.act(papers.pin, town.karima, group, **said),
        town.make.act(papers.add_file, town.karima, group, **kept),
    ]
    return {one.ABOUT: one.id for one in those}


def grouped(town) -> dict[str, int]:
    """A group of Karima, out of which she took Marcel, and what she shares in it."""
    group = town.make.act(making.make, town.karima, wording=a_group())
    asked = town.make.act(entering.enter, town.readers[0], group)
    town.make.act(at_the_door.remove, town.karima, group, asked, words="Merci d’avoir essayé.")
    return {"group": group.id, "membership": asked.id, **shared(town, group)}


def gathered(town) -> dict[str, int]:
    """A gathering of Karima, with the thanks and a photo of Marcel."""
    act, marcel = town.make.act, town.readers[0]
    gathering = act(gatherings.publish, town.karima, **an_apero(reach=Reach.TOWN))
    with town.make.writing() as session:
        date = session.query(Occurrence).filter_by(gathering_id=gathering.id).one()
    own = act(coming.come, marcel, date)
    with town.make.writing() as session:
        held = session.get_one(Occurrence, date.id)
        held.starts_at, held.ends_at = now() - timedelta(hours=3), now() - timedelta(hours=1)
    act(afterwards.thank, marcel, own, text="Merci.")
    said = {"key": "photos/une.webp", "description": "La table", "all_agree": True}
    photo = act(afterwards.show_photo, marcel, date, **said)
    return {"gathering": gathering.id, "coming": own.id, "snapshot": photo.id}


@pytest.fixture
def things(app, town):
    """One of each kind of thing that can be reported, by code: Karima, Marcel, or an office."""
    reply = town.make.act(replies.reply, town.readers[0], town.notice, text="Je peux venir.")
    table = town.make.act(invitations.publish, town.karima, side=Side.HOST, wording=a_couscous())
    seat = town.make.act(invitations.ask, town.readers[0], table, message="Volontiers.", seats=1)
    office = open_office_in(app, town.make, town=town.valbourg)
    need = office.open()
    kept = lending_partner(town.make, town.valbourg, "Léo Bricole")
    said_to_all = town.make.act(words.write, town.karima, wording=a_word())
    answer = town.make.act(thread.answer, town.readers[0], said_to_all, text="Je l’ai vu.")
    welcome = town.make.act(welcomes.write, town.karima, text="Bienvenue !")
    thing = town.make.act(shelf.add, town.karima, wording=a_drill())
    with town.make.writing() as session:
        said = session.scalars(select(Message.id).where(Message.kind == MessageKind.TEXT)).first()
        word = Thanks(reply_id=reply.id, author_id=reply.helper_id, text="Merci.", opened_at=now())
        session.add(word)
        session.flush()
        word_id = word.id
    return {
        "notice": town.notice.id,
        "reply": reply.id,
        "invitation": table.id,
        "seat": seat.id,
        "message": said,
        "thanks": word_id,
        "bulletin": said_to_all.id,
        "answer": answer.id,
        "listing": town.make.act(listings.say, town.karima, wording=Listed(words="Oui.")).id,
        "welcome": welcome.id,
        "item": thing.id,
        **gathered(town),
        **grouped(town),
        **lent(town, thing),
        "need": need.id,
        "library": kept.library.id,
        "tool": kept.tool.id,
        "outside_event": following_partner(town.make, town.valbourg, "Ève Verger").event.id,
        "resident": town.karima.id,
        "partner": town.hall.id,
    }
