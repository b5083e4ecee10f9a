"""Cases at every stage: reported, heard, proposed, decided, contested; and neighbours of trust."""

from sqlalchemy import select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.actions import appealing, deciding, hearing, reviewing
from neighbourhood.moderation.actions.reporting import report
from neighbourhood.moderation.models.cases import Case
from neighbourhood.moderation.models.decisions import Decision, Outcome
from neighbourhood.moderation.models.reports import Report
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident
from tests.support.staging.long_cases import LONG_NAME, LONG_TITLE
from tests.support.staging.people import Stage
from tests.support.wordings import a_shelf

_REASONS = {
    "rule": "scam",
    "facts": "L’annonce demande une avance de 50 € par mandat, à envoyer avant la visite.",
    "because": "La charte demande de ne pas réclamer d’argent aux voisins.",
}
_WORDS = "Il demande une avance avant de venir, et il insiste quand on dit non."


def measures(stage: Stage) -> dict[str, str]:
    """Add cases that the demonstration does not tell; return where each is."""
    desk = _Desk(stage)
    town_id = stage.people["marcel"].quartier.municipality_id
    return {
        "town": str(town_id),
        "town_home": f"/administration/communes/{town_id}",
        "queue": f"/moderation/{town_id}/",
        **desk.looked_at(),
        **desk.decided(),
        **desk.shared(),
    }


class _Desk:
    """Claire of the town hall decides, Marcel and Karima report, a neighbour each answers."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.claire = Actor.of(stage.people["mairie"])
        self.marcel, self.karima = (Actor.of(stage.people[each]) for each in ("marcel", "karima"))

    def looked_at(self) -> dict[str, str]:
        """Return a case before anything, one whose author is asked, one that waits for a second."""
        fresh = self._case("Ulysse Bernard", "ulysse", "Avance pour un déménagement")
        asked = self._case("Wanda Kowalska", "wanda", "Photos de la rue, visages compris")
        hearing.ask(self.claire, asked.case, rule="scam", days=5, question="Pourquoi une avance ?")
        heavy = self._case("Hortense Roy", "hortense", "Je sais où vous habitez", rule="threat")
        proposed = self._decide(heavy.case, Outcome.EXCLUDED, rule="threat")
        return {
            "reported": f"/signaler/notice/{_own_notice(self.stage).id}",
            "my_report": f"/signalements/{fresh.id}",
            "case": fresh.case.path,
            "case_asked": asked.case.path,
            "side": asked.case.hearing.path,
            "case_proposed": proposed.case.path,
        }

    def decided(self) -> dict[str, str]:
        """Return decisions: a text hidden, an account that may only read, one kept outside."""
        hidden = self._decided("Valentin Prost", "valentin", Outcome.HIDDEN, 30)
        limited = self._decided("Ursule Mahé", "ursule", Outcome.READ_ONLY, 7)
        words = "Je n’ai rien demandé : on m’a prêté 50 €, je les ai rendus le lendemain."
        ursule = Actor.of(self._of(limited))
        appeal = appealing.contest(ursule, limited, words=words)
        outside = self._decided(LONG_NAME, "dehors", Outcome.SUSPENDED, 7, title=LONG_TITLE)
        return {
            "hidden": hidden.path,
            "limited": limited.path,
            "outside": outside.path,
            "decided_case": hidden.case.path,
            "appeal": appeal.path,
        }

    def shared(self) -> dict[str, str]:
        """Return a case that a neighbour of trust reads; another was only asked to help."""
        town = self.stage.people["marcel"].quartier.municipality
        helper, other = (self.stage.people[name] for name in ("chantal.dumont", "nicole.pruvost"))
        reviewing.answer(Actor.of(helper), reviewing.name(self.claire, town, helper), accepts=True)
        reviewing.name(self.claire, town, other)
        made = self._case("Xavier Le Goff", "xavier", "Vends contacts de plombiers")
        reviewing.share(self.claire, made.case)
        said = {"broken": True, "words": "C’est une réclame, pas un coup de main."}
        reviewing.think(Actor.of(helper), made.case, **said)
        return {"case_shared": made.case.path, "review": made.case.review_path}

    def _case(self, full_name: str, mailbox: str, title: str, rule: str = "scam") -> Report:
        author = self.stage.person(full_name, mailbox)
        settle_in(author, next(self.stage.doors))
        wording = a_shelf(title=title, reach="town")
        notice = notices.publish(Actor.of(author), direction=Direction.ASK, wording=wording)
        db.session.flush()
        return report(self.marcel, about=("notice", notice.id), rule=rule, words=_WORDS)

    def _decided(
        self, full_name: str, mailbox: str, outcome: Outcome, days: int, title: str = "Petit prêt"
    ) -> Decision:
        return self._decide(self._case(full_name, mailbox, title).case, outcome, days)

    def _decide(self, case: Case, outcome: Outcome, days: int = 0, **reasons: str) -> Decision:
        said = _REASONS | reasons
        return deciding.decide(self.claire, case, outcome=outcome, days=days, **said)

    def _of(self, made: Decision) -> Resident:
        return db.session.get_one(Resident, made.concerned_id)


def _own_notice(stage: Stage) -> Notice:
    marcels = select(Notice).where(Notice.author_id == stage.people["marcel"].id)
    return db.session.scalars(marcels.order_by(Notice.id)).first()
