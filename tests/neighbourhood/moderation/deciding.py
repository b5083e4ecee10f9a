"""How tests decide, contest and answer: as people do at the desk."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.actions import appealing, deciding, hearing, opening, reviewing
from neighbourhood.moderation.models.appeals import Appeal
from neighbourhood.moderation.models.cases import Case, Hearing, Opinion
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.models.reviewers import Reviewer
from neighbourhood.moderation.queries import decisions
from neighbourhood.partners.actions import staffing
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure

HIDING = [
    (Outcome.HIDDEN, 30, None),
    (Outcome.HIDDEN, 0, None),
    (Outcome.READ_ONLY, 7, Measure.READ_ONLY),
    (Outcome.SUSPENDED, 7, Measure.SUSPENDED),
]
REASONS = {"rule": "threat", "facts": "Il demande de l’argent.", "because": "La charte l’interdit."}


class Desk:
    """Two people who moderate, and what they do with what was reported."""

    def __init__(self, town) -> None:
        self.town, self.make = town, town.make
        self.odile = town.odile
        self.victor = self.moderator("Victor Autre")

    def moderator(self, name: str) -> Resident:
        person = self.make.resident(name, self.town.here)
        with self.make.writing() as session:
            hall = session.get_one(Partner, self.town.hall.id)
            staffing.name_staff(hall, session.merge(person), role=StaffRole.MODERATE)
        return person

    def _as(self, session, who: Resident) -> Actor:
        return Actor.of(session.get_one(Resident, who.id))

    def case_id(self, found) -> int:
        """Return which case it is, given one of its reports or itself."""
        return found.id if isinstance(found, Case) else found.case_id

    def decide(self, report, outcome: Outcome, days: int = 0, by=None, **reasons) -> Decision:
        with self.make.writing() as session:
            case = session.get_one(Case, self.case_id(report))
            actor = self._as(session, by or self.odile)
            said = REASONS | reasons
            return deciding.decide(actor, case, outcome=outcome, days=days, **said)

    def open_case(self, about=None, by=None, rule: str = "scam") -> Case:
        with self.make.writing() as session:
            said = {"about": about or ("notice", self.town.notice.id), "rule": rule}
            actor = self._as(session, by or self.odile)
            return opening.open_case(actor, words="Je l’ai vu en passant.", **said)

    def trust(self, who: Resident) -> Reviewer:
        """Let a neighbour help to review, who says yes."""
        with self.make.writing() as session:
            town = session.get_one(Municipality, self.town.valbourg.id)
            named = reviewing.name(self._as(session, self.odile), town, session.merge(who))
            reviewing.answer(self._as(session, who), named, accepts=True)
            return named

    def share(self, report, by=None) -> None:
        with self.make.writing() as session:
            case = session.get_one(Case, self.case_id(report))
            reviewing.share(self._as(session, by or self.odile), case)

    def think(self, report, who: Resident, *, broken: bool = True, words: str = "Oui.") -> Opinion:
        with self.make.writing() as session:
            case = session.get_one(Case, self.case_id(report))
            return reviewing.think(self._as(session, who), case, broken=broken, words=words)

    def ask(self, report, by=None, rule: str = "scam", days: int = 5) -> Hearing:
        with self.make.writing() as session:
            case = session.get_one(Case, self.case_id(report))
            said = {"rule": rule, "days": days, "question": "Qui est-ce ?"}
            return hearing.ask(self._as(session, by or self.odile), case, **said)

    def say(self, asked: Hearing, who: Resident) -> None:
        with self.make.writing() as session:
            found = session.get_one(Hearing, asked.id)
            hearing.say(self._as(session, who), found, words="C’était une blague.")

    def agree(self, decision: Decision, by=None) -> None:
        with self.make.writing() as session:
            found = session.get_one(Decision, decision.id)
            deciding.agree(self._as(session, by or self.victor), found)

    def disagree(self, decision: Decision, by=None) -> None:
        with self.make.writing() as session:
            found = session.get_one(Decision, decision.id)
            deciding.disagree(self._as(session, by or self.victor), found, words="Trop lourd.")

    def contest(self, decision: Decision, who: Resident) -> Appeal:
        with self.make.writing() as session:
            found = session.get_one(Decision, decision.id)
            return appealing.contest(self._as(session, who), found, words="Ce n’est pas juste.")

    def answer(self, appeal: Appeal, status, by=None, **measure) -> None:
        with self.make.writing() as session:
            found = session.get_one(Appeal, appeal.id)
            actor = self._as(session, by or self.victor)
            appealing.answer(actor, found, status=status, words="J’ai tout relu.", **measure)

    def end_past(self) -> None:
        with self.make.writing():
            for one in decisions.past_their_date(now()):
                deciding.end_past(one)


def standing(town) -> Measure | None:
    return town.fresh(town.karima).measure


def is_hidden(town) -> bool:
    return town.fresh(town.notice).hidden_at is not None
