"""The database: model base, column types, and the one way to write."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from typing import Annotated, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.orm import registry as sa_registry

from neighbourhood.foundation.storing import connections
from neighbourhood.foundation.storing.clock import now

log = logging.getLogger(__name__)
T = TypeVar("T")

_AFTER_COMMIT = "after_commit"
Opening = Callable[[Session, Callable[[], object]], object]
_openings: list[Opening] = []


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC without a zone; naive values are refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored: give it a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


_ENUM = SqlEnum(
    Enum,
    native_enum=False,
    length=40,
    validate_strings=True,
    values_callable=lambda kind: [member.value for member in kind],
)
_BIG = BigInteger().with_variant(Integer, "sqlite")

PrimaryKey = Annotated[int, mapped_column(_BIG, primary_key=True)]
Cents = Annotated[int, mapped_column(BigInteger)]
ShortText = Annotated[str, mapped_column(String(200))]
LongText = Annotated[str, mapped_column(Text)]
CreatedAt = Annotated[datetime, mapped_column(UtcDateTime, default=now)]


class Base(DeclarativeBase):
    """Base of every model: typed columns, predictable constraint names."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    registry = sa_registry(
        metadata=metadata,
        type_annotation_map={
            datetime: UtcDateTime,
            date: Date,
            Enum: _ENUM,
            dict[str, Any]: JSON,
            list[Any]: JSON,
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def only_one(name: str, *columns: str, where: str) -> Index:
    """At most one row of the same `columns` among those of which `where` holds."""
    among = text(where)
    return Index(name, *columns, unique=True, sqlite_where=among, postgresql_where=among)


@contextmanager
def transaction() -> Iterator[None]:
    """Write: commit on leaving, roll back on error, then run what waited for the commit.

    Whatever was read before is forgotten, so that rules are checked against the rows as they are
    under the lock. One transaction at a time: opening a second one inside is a mistake.
    """
    session = db.session()
    if session.info.get(connections.WRITING):
        raise RuntimeError("a transaction is already open: the edge opens it, once")
    session.rollback()
    waiting: list[Callable[[], object]] = session.info.setdefault(_AFTER_COMMIT, [])
    waiting.clear()
    session.info[connections.WRITING] = True
    try:
        _begin(session)
        for opening in _openings:
            opening(session, partial(_begin, session))
        yield
        session.commit()
    except BaseException:
        session.rollback()
        waiting.clear()
        raise
    finally:
        session.info[connections.WRITING] = False
    _tell(session)


def _begin(session: Session) -> None:
    session.connection(execution_options={connections.WRITING: True})


def opens(opening: Opening) -> Opening:
    """Declare what is done first in every transaction; it may roll back and begin once more."""
    _openings.append(opening)
    return opening


def writing() -> bool:
    """Tell whether a transaction is under way."""
    return bool(db.session().info.get(connections.WRITING))


def after_commit(tell: Callable[[], object]) -> None:
    """Run `tell` once the transaction under way has been committed; give it ids, not objects."""
    db.session().info.setdefault(_AFTER_COMMIT, []).append(tell)


def _tell(session: Session) -> None:
    # The write is safe by now: a listener that fails must not make the neighbour believe it is not.
    waiting: list[Callable[[], object]] = session.info[_AFTER_COMMIT]
    for tell in waiting.copy():
        try:
            tell()
        except Exception:
            log.exception("telling the world failed after a commit")
    waiting.clear()


def each_in_turn(those: Iterable[T], act: Callable[[T], object]) -> None:
    """Do `act` for each of `those` in a transaction of its own; one that fails stops no other."""
    for one in those:
        try:
            with transaction():
                act(one)
        except Exception:
            log.exception("one of several failed; the others go on")


def each_apart(those: Iterable[T], act: Callable[[T], object]) -> int:
    """Do `act` for each of `those` in the transaction under way; return for how many it was done.

    One that fails is undone alone, with what would have been told of it, and stops no other.
    """
    return sum(_is_done_apart(partial(act, one)) for one in those)


def _is_done_apart(act: Callable[[], object]) -> bool:
    session = db.session()
    waiting: list[Callable[[], object]] = session.info.setdefault(_AFTER_COMMIT, [])
    told_before = len(waiting)
    try:
        with session.begin_nested():
            act()
    except Exception:
        log.exception("one of several failed; the others go on")
        del waiting[told_before:]
        return False
    return True


def bind(app: Flask) -> None:
    """Attach the database to `app` and teach it manners."""
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            connections.prepare(engine)
