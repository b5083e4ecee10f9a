"""A town where something was reported, decided and contested, and somebody used their rights."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exports.models import Export, ExportStatus
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.dispatches import Dispatch, DispatchStatus
from neighbourhood.foundation.storing.switched_off import SwitchedOff
from neighbourhood.foundation.storing.town_choices import TownChoice
from neighbourhood.foundation.storing.town_look import TownLook
from neighbourhood.moderation.models.appeals import Appeal, AppealStatus
from neighbourhood.moderation.models.cases import Case, CaseStatus, Hearing, Opening, Opinion
from neighbourhood.moderation.models.decisions import Decision, DecisionStatus, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.notifications.models import Mute, What
from neighbourhood.openings.models.files import FileKind, FileStatus, TownFile
from neighbourhood.openings.models.waiting import Waiting
from neighbourhood.places.models import Quartier
from neighbourhood.residents.actions import sights
from neighbourhood.residents.kinds import Office
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.closings import Closing, ClosingStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.rights.models import (
    Archive,
    ArchiveStatus,
    DataRequest,
    RequestKind,
    RequestStatus,
)
from tests.support.staging.people import Stage
from verification.kinds import PROOF_SEEN

DAY = timedelta(days=1)


def trust(stage: Stage) -> None:
    """Karima reports Marcel, is reported, contests; and asks for her data."""
    karima, marcel, staff = (stage.people[name] for name in ("karima", "marcel", "sophie"))
    notice = select(Notice).where(Notice.author_id == marcel.id)
    about_marcel = _case(db.session.scalars(notice).first().id, "notice", marcel.id)
    about_karima = _case(karima.id, "resident", karima.id, status=CaseStatus.CLOSED)
    db.session.add_all([about_marcel, about_karima])
    db.session.flush()
    said = {"rule": "scam", "words": "Il demande de l’argent."}
    db.session.add(Report(case=about_marcel, reporter=karima, **said))
    db.session.add(Report(case=about_karima, reporter=marcel, **said))
    _contested(about_karima, karima.id, staff.id)
    _heard(about_karima, karima.id, marcel, staff.id)
    _rights(karima.id, staff.id)
    _opening(karima)
    _looked_at(karima.quartier.municipality_id, karima.id, marcel.id, staff.id)
    db.session.add(Block(blocker_id=karima.id, blocked_id=staff.id))
    db.session.add(_own_category(karima.quartier.municipality_id))
    db.session.add(TownLook(municipality_id=karima.quartier.municipality_id, colour="#0f477a"))
    db.session.add(SwitchedOff(municipality_id=karima.quartier.municipality_id, code="map"))
    db.session.add(
        Dispatch(
            mark="one",
            kind="reset_password",
            resident_id=karima.id,
            mailbox="k…@valbourg.example",
            status=DispatchStatus.FAILED,
            error="SMTPRecipientsRefused",
        )
    )
    db.session.add(Mute(resident_id=karima.id, what=What.PERSON, thing_id=staff.id))
    db.session.flush()


def _own_category(town_id: int) -> TownChoice:
    said = {"name": "Vélos", "name_en": "Bicycles", "icon": "wrench", "rank": 5}
    where = {"municipality_id": town_id, "list": "category", "group": "service"}
    return TownChoice(code="own-velos", key="velo", **where, **said)


def _case(about_id: int, about: str, concerned_id: int, **more) -> Case:
    said = {"title": "Une étagère", "excerpt": "Donnez-moi votre code.", "due_at": now() + DAY}
    return Case(about=about, about_id=about_id, concerned_id=concerned_id, **said, **more)


def _contested(case: Case, concerned_id: int, staff_id: int) -> None:
    decision = Decision(
        case=case,
        concerned_id=concerned_id,
        outcome=Outcome.WARNING,
        first_outcome=Outcome.WARNING,
        rule="scam",
        facts="Elle demande un code.",
        because="La charte l’interdit.",
        status=DecisionStatus.IN_FORCE,
        decided_by_id=staff_id,
        second_words="D’accord.",
        in_force_at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    db.session.add(
        Appeal(
            decision=decision,
            by_id=concerned_id,
            words="Ce n’est pas vrai.",
            status=AppealStatus.UPHELD,
            answer="J’ai relu.",
            answered_by_id=staff_id,
            answered_at=now(),
            due_at=now() + DAY,
        )
    )


def _opening(karima: Resident) -> None:
    """Karima waits for a quartier too, of a town whose addresses were tried."""
    town = karima.quartier.municipality_id
    quartier = Quartier(
        municipality_id=town,
        name="Les Jardins",
        slug="les-jardins",
        boundary=karima.quartier.boundary,
        waiting_since=now(),
    )
    tried = {"digest": "0" * 64, "size": 1, "status": FileStatus.TRIED}
    db.session.add(quartier)
    db.session.add(
        TownFile(
            municipality_id=town, kind=FileKind.ADDRESSES, storage_key="towns/one.csv", **tried
        )
    )
    db.session.flush()
    db.session.add(Waiting(resident_id=karima.id, quartier_id=quartier.id))


def _heard(case: Case, concerned_id: int, reviewer: Resident, staff_id: int) -> None:
    """Karima was asked, Marcel gave an opinion, and nobody had to report it."""
    said = {"rule": "scam", "words": "Vu ce matin."}
    asked = {"resident_id": concerned_id, "asked_by_id": staff_id, "rule": "scam"}
    told = {"question": "Qui est-ce ?", "answer": "Une blague.", "answered_at": now()}
    town_id = reviewer.quartier.municipality_id
    names = {"resident_id": reviewer.id, "named_by_id": staff_id}
    db.session.add_all(
        [
            Opening(case=case, by_id=staff_id, **said),
            Hearing(case=case, due_at=now() + DAY, **asked, **told),
            Opinion(case=case, resident_id=reviewer.id, broken=True, words="Elle insiste."),
            Reviewer(municipality_id=town_id, **names),
        ]
    )


def _rights(resident_id: int, staff_id: int) -> None:
    moment = now()
    db.session.add_all(
        [
            Archive(
                resident_id=resident_id,
                status=ArchiveStatus.READY,
                file="archives/one.zip",
                ready_at=moment,
            ),
            DataRequest(
                resident_id=resident_id,
                kind=RequestKind.QUESTION,
                words="Que savez-vous de moi ?",
                status=RequestStatus.ANSWERED,
                answer="Voici.",
                answered_at=moment,
                answered_by_id=staff_id,
                due_at=moment + DAY,
            ),
            Closing(
                resident_id=resident_id,
                asked_by_id=staff_id,
                reason="Demandé sur papier.",
                status=ClosingStatus.BACK,
                ended_at=moment,
                due_at=moment + DAY,
            ),
        ]
    )


def _looked_at(town_id: int, karima_id: int, marcel_id: int, staff_id: int) -> None:
    sights.note(staff_id, karima_id, PROOF_SEEN, "Dossier 12", office=Office("Mairie", town_id))
    moment = now()
    agreed = {"decided_at": moment, "status": ExportStatus.READY, "ready_at": moment, "people": 2}
    db.session.add(
        Export(
            code="residents",
            municipality_id=town_id,
            asked_by_id=karima_id,
            reason="La fête des voisins",
            decided_by_id=marcel_id,
            answer="D’accord.",
            file="exports/one.csv",
            **agreed,
        )
    )
