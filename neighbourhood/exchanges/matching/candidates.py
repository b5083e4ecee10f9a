"""Which notices are worth comparing with one: found by the index of words, a few for each word.

One statement on both databases. For each idea of the notice the latest that speak of it, then the
latest of a like category in its quartier and in the town: a bounded number, however many there are.
What of them a reader may see is asked afterwards, of the few that are best.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Row, TextClause, bindparam, text

from neighbourhood.exchanges.matching.ideas import ideas_in, moments_in, ways_to_say
from neighbourhood.exchanges.matching.related import related
from neighbourhood.exchanges.matching.scoring import Profile, Square
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.subjects import Direction, Subject, shown_as
from neighbourhood.foundation.storing.database import UtcDateTime, db
from neighbourhood.foundation.words.search import normalise
from neighbourhood.residents.models.residents import Resident

MOST_IDEAS = 10
# Nobody writes it: what asks for it finds nothing.
_NO_WORD = "zzzzzzzzzzzzzzzz"
# What other slices put up that answers what is asked, by the kinds of their cards: things to lend.
_BESIDE: Mapping[Direction, set[str]] = {Direction.OFFER: {"loan"}, Direction.ASK: set()}
_OTHER_WAY = {Direction.ASK: Direction.OFFER, Direction.OFFER: Direction.ASK}

_WORTH = """
  card.kind IN :kinds AND card.listed = TRUE
  AND card.municipality_id = :town
  AND card.author_id <> :author
  AND (card.about <> 'notice'
    OR card.about_id NOT IN (SELECT notice_id FROM reply WHERE helper_id = :author))
  AND card.author_id NOT IN (SELECT helper_id FROM reply WHERE notice_id = :notice)
  AND (card.reach NOT IN ('quartier', 'neighbouring') OR card.quartier_id = :here
    OR card.quartier_id IN (SELECT neighbour_id FROM neighbouring WHERE quartier_id = :here))
"""
# “+ 0”: PostgreSQL would go through the cards from the newest on, and cut up the words of each.
_SAYING = {
    "sqlite": """
SELECT id FROM (SELECT card.id FROM card_search CROSS JOIN card ON card.id = card_search.rowid
  WHERE card_search MATCH :idea{place} AND {worth} ORDER BY card_search.rowid DESC LIMIT 30)
""",
    "postgresql": """
SELECT id FROM (SELECT card.id FROM card
  WHERE to_tsvector('simple', card.search) @@ to_tsquery('simple', :idea{place}) AND {worth}
  ORDER BY card.id + 0 DESC LIMIT 30) AS saying{place}
""",
}
# The latest of a quartier, or of the town, and those of them that are of a like category.
_LIKE = """
SELECT id FROM (SELECT card.id FROM (SELECT * FROM card WHERE {where} AND listed = TRUE
  ORDER BY created_at DESC, id DESC LIMIT {latest}) AS card
  WHERE card.category IN :like AND {worth} LIMIT 40) AS {name}
"""
_COLUMNS = """
SELECT card.id, card.about, card.about_id, card.title, card.search, card.category, card.quartier_id,
  card.created_at, cell.id AS cell_id, cell.lat, cell.lon, cell.size_m, notice.particulars
FROM card LEFT JOIN notice ON card.about = 'notice' AND notice.id = card.about_id
  LEFT JOIN cell ON cell.id = card.cell_id
"""


def worth_comparing(viewer: Resident, notice: Notice) -> tuple[Profile, list[Profile]]:
    """Return a notice and what goes the other way that may be of use to it, as what counts."""
    asked = {
        **_ideas(f"{notice.title} {notice.body}", notice.title),
        "kinds": _kinds(_OTHER_WAY[notice.direction]),
        "like": sorted(related(notice.category)) or [""],
        "town": viewer.quartier.municipality_id if viewer.quartier else 0,
        "here": viewer.quartier_id,
        "spot": notice.quartier_id,
        "author": viewer.id,
        "notice": notice.id,
    }
    rows = db.session.execute(_statement(db.engine.dialect.name), asked).all()
    return _apart(rows, notice.id)


def own_across(viewer: Resident, notice: Notice) -> tuple[Profile, list[Profile]]:
    """Return a notice and what `viewer` put up that goes the other way, as what counts."""
    asked = {
        "kinds": _kinds(_OTHER_WAY[notice.direction]),
        "author": viewer.id,
        "notice": notice.id,
    }
    rows = db.session.execute(_OWN, asked).all()
    return _apart(rows, notice.id)


def _kinds(direction: Direction) -> list[str]:
    return sorted({shown_as(subject, direction) for subject in Subject} | _BESIDE[direction])


def _apart(rows: Sequence[Row[Any]], notice_id: int) -> tuple[Profile, list[Profile]]:
    [own] = [_profile(row) for row in rows if _is(row, notice_id)]
    return own, [_profile(row) for row in rows if not _is(row, notice_id)]


def _is(row: Row[Any], notice_id: int) -> bool:
    return bool(row.about == Notice.ABOUT and row.about_id == notice_id)


def _profile(row: Row[Any]) -> Profile:
    square = None
    if row.cell_id is not None:
        square = Square(row.cell_id, row.lat, row.lon, row.size_m)
    particulars = row.particulars or {}
    return Profile(
        card_id=row.id,
        category=row.category or "",
        title=row.title,
        ideas=ideas_in(row.search),
        moments=moments_in(row.search),
        quartier_id=row.quartier_id,
        square=square,
        created_at=row.created_at,
        parts=frozenset(particulars.get("moments", ())),
        languages=frozenset(particulars.get("languages", ())),
    )


def _ideas(said: str, title: str) -> dict[str, str]:
    """Return what to ask the index for: the ideas of the title, then the others."""
    first = ideas_in(normalise(title))
    every = sorted(ideas_in(normalise(said)), key=lambda idea: (idea not in first, idea))
    ask = _fts5 if db.engine.dialect.name == "sqlite" else _tsquery
    asked = [ask(idea) for idea in every[:MOST_IDEAS]]
    asked += [_NO_WORD] * (MOST_IDEAS - len(asked))
    return {f"idea{place}": said for place, said in enumerate(asked)}


def _fts5(idea: str) -> str:
    return _either(idea, '"{}"', " AND ", " OR ")


def _tsquery(idea: str) -> str:
    return _either(idea, "'{}'", " & ", " | ")


def _either(idea: str, word: str, both: str, either: str) -> str:
    # Words hold letters and digits only, so quotes suffice.
    ways = (_all_of(way, word, both) for way in ways_to_say(idea))
    return either.join(ways)


def _all_of(way: Iterable[str], word: str, both: str) -> str:
    return f"({both.join(word.format(one) for one in sorted(way))})"


@cache
def _statement(dialect: str) -> TextClause:
    near = _LIKE.format(where="quartier_id = :spot", latest=600, worth=_WORTH, name="near")
    town = _LIKE.format(where="municipality_id = :town", latest=600, worth=_WORTH, name="town")
    saying = _SAYING[dialect]
    found = [saying.format(place=place, worth=_WORTH) for place in range(MOST_IDEAS)]
    own = "SELECT id FROM card WHERE about = 'notice' AND about_id = :notice"
    return _typed(f"{_COLUMNS} WHERE card.id IN ({' UNION '.join([own, near, town, *found])})")


def _typed(statement: str) -> TextClause:
    lists = [name for name in ("kinds", "like") if f":{name}" in statement]
    clause = text(statement).bindparams(*(bindparam(name, expanding=True) for name in lists))
    return clause.columns(created_at=UtcDateTime, particulars=JSON)  # type: ignore[return-value]


_OWN = _typed(f"""{_COLUMNS} WHERE (card.about = 'notice' AND card.about_id = :notice)
  OR (card.author_id = :author AND card.listed = TRUE AND card.kind IN :kinds)""")
