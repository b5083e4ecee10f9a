"""A lift of every week, for tests of its single days."""

from datetime import date, timedelta

from neighbourhood.exchanges import days
from neighbourhood.exchanges.actions import absences, standing_in
from neighbourhood.exchanges.models.days import Absence, StandIn
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Category
from neighbourhood.foundation.storing.clock import now


class Lift:
    """Karima asks to be driven each week: Marcel does, Inès had offered too."""

    def __init__(self, town) -> None:
        self.town = town
        leaves = (now() + timedelta(days=2)).isoformat()
        way = {"lift_from": "la gare", "lift_to": "l’hôpital", "leaves": leaves, "rhythm": "weekly"}
        self.notice = town.notice(category=Category.LIFTS, particulars=way)
        self.his, self.hers = (town.reply(self.notice, who) for who in (town.marcel, town.ines))
        town.accept(self.his)

    @property
    def days(self) -> list[date]:
        with self.town.make.writing() as session:
            return days.next_days(session.get_one(Notice, self.notice.id))

    def cannot(self, nth: int = 1) -> Absence:
        return self.town.make.act(absences.cannot, self.town.marcel, self.his, day=self.days[nth])

    def called(self) -> StandIn:
        with self.town.make.writing() as session:
            return session.query(StandIn).one()

    def offer(self) -> StandIn:
        stand_in = self.called()
        self.town.make.act(standing_in.offer, self.town.ines, stand_in)
        return stand_in

    def at(self, stand_in, verb) -> str:
        return f"/entraide/remplacements/{stand_in.id}/{verb}"
