import tomllib
from pathlib import Path

from neighbourhood.exchanges import demo
from neighbourhood.exchanges.days import next_days
from neighbourhood.exchanges.models.days import Absence
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.replies import Reply, Thanks
from neighbourhood.exchanges.subjects import CATEGORIES
from neighbourhood.foundation.storing.database import db
from neighbourhood.invitations import demo as tables
from neighbourhood.invitations.models import Invitation, SeatRequest
from tests.support import mandates

ROWS = tomllib.loads(Path(demo.__file__).with_suffix(".toml").read_text("utf-8"))["notices"]
TABLES = tomllib.loads(Path(tables.__file__).with_suffix(".toml").read_text("utf-8"))["invitations"]


def everyone(make, monkeypatch) -> None:
    """Give each person of the story an account, all in one quartier: theirs are told elsewhere."""
    quartier = make.quartier()
    names = {row["author"] for row in ROWS + TABLES}
    names |= {reply["helper"] for row in ROWS for reply in row.get("replies", [])}
    names |= {wish["person"] for row in TABLES for wish in row.get("requests", [])}
    somebody = make.resident(quartier=quartier)
    with make.writing() as session:
        people = {}
        for name in sorted(names):
            people[name] = type(somebody)(
                full_name=name,
                email=f"{name}@example.org".lower().replace(" ", "."),
                email_confirmed_at=somebody.email_confirmed_at,
                password_hash="-",
                quartier_id=quartier.id,
                address_id=somebody.address_id,
                verified_at=somebody.verified_at,
            )
        session.add_all(people.values())
    for row in ROWS:
        if "agent" in row:
            mandates.give(make, people[row["author"]], people[row["agent"]])

    def by_local_part() -> dict:
        residents = db.session.query(type(somebody))
        return {found.full_name: found for found in residents}

    for module in (demo, tables):
        monkeypatch.setattr(module, "by_local_part", by_local_part)


def test_the_demonstration_tells_every_row_and_keeps_every_rule(make, monkeypatch):
    everyone(make, monkeypatch)
    with make.writing():
        demo.build()
        tables.build()
    with make.writing() as session:
        notices = session.query(Notice).all()
        assert len(notices) == len(ROWS)
        assert session.query(Reply).count() == sum(len(row.get("replies", [])) for row in ROWS)
        assert session.query(Thanks).count() == sum("thanks" in row for row in ROWS)
        assert session.query(Invitation).count() == len(TABLES)
        assert session.query(SeatRequest).count() == sum(
            len(row.get("requests", [])) for row in TABLES
        )
        absence = session.query(Absence).one()
        assert absence.is_open
        assert absence.day in next_days(absence.reply.notice)
        for notice in notices:
            assert notice.category in CATEGORIES[notice.subject]
            if notice.status is NoticeStatus.AGREED:
                assert notice.places_left == 0
