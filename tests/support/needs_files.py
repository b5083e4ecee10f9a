"""Files of needs as the software of a partner would write them: made here, never kept."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.models import Need
from tests.support.carried import press

WHOLE = ("A-1", "A-2", "A-3")
TITLES = ("Référence", "Sorte", "Quartier", "Montant", "Urgence")
KINDS = (
    "Se chauffer",
    "École",
    "Se nourrir",
    "Se déplacer",
    "Se soigner",
    "Équiper le logement",
    "Se loger",
    "Garde d’enfants",
)
URGENCIES = ("sous 7 jours", "sous 30 jours", "sans urgence", "")


def line(
    reference: str,
    kind: str = "Se chauffer",
    quartier: str = "Les Tanneurs",
    amount: str = "150,00",
    urgency: str = "sous 30 jours",
) -> tuple[str, ...]:
    """Return one line of a file."""
    return reference, kind, quartier, amount, urgency


def some_lines(number: int, quartiers: Sequence[str] = ("Les Tanneurs",)) -> list[tuple[str, ...]]:
    """Return lines of every kind, in every quartier; the same ones every time."""
    return [
        line(
            f"2026-{place:05}",
            KINDS[place % len(KINDS)],
            quartiers[place % len(quartiers)],
            f"{20 + place * 7 % 900},{place % 100:02} €",
            URGENCIES[place % len(URGENCIES)],
        )
        for place in range(number)
    ]


def as_file(
    lines: Iterable[Sequence[str]],
    titles: Sequence[str] = TITLES,
    *,
    separator: str = ";",
    letters: str = "utf-8-sig",
) -> bytes:
    """Return a file, by default as a French spreadsheet saves it."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([titles, *lines])
    return out.getvalue().encode(letters)


class Desk:
    """Where files are sent, and what stands in the database after."""

    def __init__(self, office, signed_in):
        self.office, self.app = office, office.app
        self.author, self.reader = signed_in(office.author), signed_in(office.reader)
        self.home = f"/partenaires/{office.partner.id}/besoins"

    def send(self, content, by=None, *, closes=True):
        """Send a file; return the answer, or the page where it is checked."""
        data = {"file": (BytesIO(content), "besoins.csv")}
        if closes:
            data["closes"] = "y"
        answer = (by or self.author).post(
            f"{self.home}/importer", data=data, content_type="multipart/form-data"
        )
        return answer.location or answer

    def take(self, lines, by=None, **more):
        """Send lines and confirm them; return the page of their file."""
        page = self.send(as_file(lines), by, **more)
        press(by or self.author, f"{page}/confirmer")
        return page

    def publish(self, lines, **more):
        """Have lines confirmed, then approved by the other one, and a round held."""
        page = self.take(lines, **more)
        press(self.reader, f"{page}/approuver")
        self.office.release()
        return page

    def file(self):
        with self.app.app_context():
            newest = select(NeedFile).order_by(NeedFile.id.desc()).limit(1)
            return db.session.scalars(newest).one()

    def needs(self):
        with self.app.app_context():
            return list(db.session.scalars(select(Need).order_by(Need.id)))

    def statuses(self):
        return [need.status.value for need in self.needs()]

    def count(self, model):
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(model))


def everything(app):
    """Return all that the database holds, as text."""
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return repr([db.session.execute(select(table)).all() for table in tables])
