"""Words of URLs that stand for the values of an enumeration: /entraide/demander."""

from collections.abc import Mapping
from enum import StrEnum

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter


def teach(bp: Blueprint, name: str, words: Mapping[StrEnum, str]) -> None:
    """Let URLs hold `<name:…>`, read as a key of `words`, before any of them is registered."""
    meant = {word: value for value, word in words.items()}
    kind = type(next(iter(words)))

    class WordConverter(BaseConverter):
        regex = "|".join(meant)

        def to_python(self, value: str) -> StrEnum:
            """Read a value from a URL."""
            return meant[value]

        def to_url(self, value: str) -> str:
            """Write a value in a URL."""
            return words[kind(value)]

    @bp.record_once
    def teach_addresses(state: BlueprintSetupState) -> None:
        state.app.url_map.converters[name] = WordConverter
