"""What is sealed, as who holds the keys reads it and as a dump shows it."""

import json
import re

from sqlalchemy import Column, select

from neighbourhood.foundation.keys.rotating import opened_columns
from neighbourhood.foundation.storing.columns import as_number, as_stored, number_columns
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from tests.support.planting import CANARY

# Each planted word has a number of its own: what is found elsewhere is another one.
_WORD = re.compile(rf"{CANARY}\d{{4}}")


def words_in_sealed() -> dict[str, set[str]]:
    """Return the canaries of each sealed column in which there is one, by `table.column`."""
    found = {
        str(column): {json.dumps(value) for value in db.session.scalars(select(column))}
        for column in opened_columns()
    }
    planted = {name: "".join(said) for name, said in found.items()}
    return {
        name: set(_WORD.findall(said)) for name, said in planted.items() if CANARY in said.lower()
    }


def told_unopened() -> list[str]:
    """Return the sealed columns of which a dump tells a word of somebody, or a door."""
    return [str(each) for each in opened_columns() if _shows_words(each)] + [
        str(each) for each in number_columns() if _shows_doors(each)
    ]


def _shows_words(column: Column) -> bool:
    stored = db.session.scalars(select(as_stored(column)).where(column.is_not(None)))
    return any(CANARY in said.lower() for said in stored)


def _shows_doors(column: Column) -> bool:
    doors = set(db.session.scalars(select(Address.id)))
    return bool(doors & set(db.session.scalars(select(as_number(column)))))
