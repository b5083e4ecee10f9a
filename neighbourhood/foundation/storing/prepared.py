"""What every page asks: statements whose text is made once, and rows that are read by hand.

SQLAlchemy knows a statement again by comparing the whole of it, and makes an object of every row in
several steps. For the few statements of every page that takes longer than the database does; all
others go the ordinary way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, Dialect, Select
from sqlalchemy.orm import InstrumentedAttribute, class_mapper, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.sql.visitors import iterate

from neighbourhood.foundation.storing.database import Base, db

M = TypeVar("M", bound=Base)
Turn = Callable[[Any], Any]
Found = tuple[Any, ...]


class Prepared:
    """A statement of columns; what it finds are bare tuples, of which `read` makes values."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._said: dict[str, _Said] = {}

    def find(self, given: Mapping[str, Any]) -> list[Found]:
        """Return the rows as the driver gives them; they may be compared and kept."""
        connection = db.session.connection()
        said = self._in(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            # How dialects ask: seen and refused as all statements are, without the names of columns
            # being found anew for each answer.
            connection._cursor_execute(cursor, said.sql, said.values(given))  # noqa: SLF001
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def read(self, row: Found) -> Found:
        """Return the values of a row, each read by the type of its column."""
        turns = self._in(db.engine.dialect).readers
        return tuple(
            value if turn is None or value is None else turn(value)
            for value, turn in zip(row, turns, strict=True)
        )

    def _in(self, dialect: Dialect) -> "_Said":
        if dialect.name not in self._said:
            self._said[dialect.name] = _say(self._statement, dialect)
        return self._said[dialect.name]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as one driver takes it: by the order of its values, or by their names.

    In the order stand names that are asked for, and values that are always the same.
    """

    sql: str
    order: Sequence[tuple[bool, Any]] | None
    always: Mapping[str, Any]
    writers: Mapping[str, Turn]
    readers: Sequence[Turn | None]

    def values(self, given: Mapping[str, Any]) -> Any:
        values = dict(given)
        for name, turn in self.writers.items():
            values[name] = turn(values[name])
        if self.order is None:
            return {**self.always, **values}
        return tuple(values[one] if asked else one for asked, one in self.order)


def _say(statement: Select[Any], dialect: Dialect) -> _Said:
    binds = (one for one in iterate(statement) if isinstance(one, BindParameter))
    asked = {one.key for one in binds if one.required}
    filled = statement.params(dict.fromkeys(asked))
    made: Any = filled.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    turns = {name: _writer(made.binds[name].type, dialect) for name in asked}
    always = {
        name: _written(bind, dialect) for name, bind in made.binds.items() if name not in asked
    }
    names = made.positiontup if made.positional else None
    return _Said(
        sql=str(made),
        order=names and [(name in asked, always.get(name, name)) for name in names],
        always=always,
        writers={name: turn for name, turn in turns.items() if turn is not None},
        readers=[_reader(column.type, dialect) for column in statement.selected_columns],
    )


def _writer(kind: Any, dialect: Dialect) -> Turn | None:
    turn: Turn | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _written(bind: BindParameter[Any], dialect: Dialect) -> Any:
    turn = _writer(bind.type, dialect)
    return bind.value if turn is None else turn(bind.value)


def _reader(kind: Any, dialect: Dialect) -> Turn | None:
    turn: Turn | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return turn


class Whole(Generic[M]):
    """A model all of whose columns are read at once, but those that are left for later."""

    def __init__(self, model: type[M], *, later: Sequence[InstrumentedAttribute[Any]] = ()) -> None:
        self._mapper = class_mapper(model)
        left = {column.key for column in later}
        read = [one for one in self._mapper.column_attrs if not one.deferred]
        self._keys = [one.key for one in read if one.key not in left]
        self.columns = [getattr(model, key) for key in self._keys]

    def made_if_any(self, values: Sequence[Any]) -> M | None:
        """Return `made`, None where an outer join found no row."""
        return None if all(value is None for value in values) else self.made(values)

    def made(self, values: Sequence[Any]) -> M:
        """Return the object of values just read, as the session would have made it.

        What was left for later is read when it is asked for.
        """
        named = dict(zip(self._keys, values, strict=True))
        known: M | None = db.session.identity_map.get(self._key(named["id"]))
        return self._made(named) if known is None else known

    def _key(self, row_id: int) -> Any:
        return self._mapper.identity_key_from_primary_key((row_id,))

    def _made(self, named: dict[str, Any]) -> M:
        one: M = self._mapper.class_manager.new_instance()
        one.__dict__.update(named)
        make_transient_to_detached(one)
        # Whom it belongs to is found as ever; only the columns that were left are to be read.
        instance_state(one).expired_attributes.intersection_update(self._mapper.columns.keys())
        db.session.add(one)
        return one
