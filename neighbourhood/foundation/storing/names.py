"""The name of a person as a column."""

from sqlalchemy import Dialect, String, TypeDecorator

from neighbourhood.foundation.words.nobody import read


class PersonName(TypeDecorator[str]):
    """The name of a person; where it was erased, the word in its place as its reader says it."""

    impl = String(200)
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else read(value)
