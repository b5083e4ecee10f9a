"""Ids of rows as visitors write them: what no column can hold names nothing, and is no crash."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1


def row_id(text: str) -> int:
    """Read an id; `ValueError` for what cannot be one."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError("no row has such an id")
    return number


class RowIdConverter(IntegerConverter):
    """`<int:…>` in an address: a larger number is an address that does not exist."""

    def __init__(self, map: Map, **options: Any) -> None:  # noqa: A002 - the name Werkzeug gives it
        super().__init__(map, **{"max": LARGEST, **options})


def bind(app: Flask) -> None:
    """Teach the addresses of `app` what an id may be, before any of them is registered."""
    app.url_map.converters["int"] = RowIdConverter
