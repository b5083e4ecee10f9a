"""Reading environment variables: typed, empty means absent, and a refusal says what to do."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

Choice = TypeVar("Choice", bound=StrEnum)

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


class SettingsError(ValueError):
    """A setting is wrong; the message names the variable and the remedy in one sentence."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment of the process, read as values."""

    values: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """Return the variable without blanks around it, None when absent or empty.

        NAME_FILE may name the file that holds it instead, as a vault puts secrets in place.
        """
        said = self.values.get(name, "").strip()
        file = self.values.get(f"{name}_FILE", "").strip()
        if not file:
            return said or None
        if said:
            raise SettingsError(f"{name} and {name}_FILE are both given: keep one.")
        return _content(name, Path(file)) or None

    def words(self, name: str) -> tuple[str, ...]:
        """Return a comma-separated list."""
        parts = (self.text(name) or "").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes or a no."""
        said = self.text(name)
        if said is None:
            return default
        if said.lower() not in _YES | _NO:
            raise SettingsError(f"{name} is {said!r}: write 1 for yes or 0 for no.")
        return said.lower() in _YES

    def number(self, name: str, default: int, *, at_most: int) -> int:
        """Return a whole number from 0 to `at_most`."""
        said = self.text(name)
        if said is None:
            return default
        if not (said.isascii() and said.isdigit() and int(said) <= at_most):
            raise SettingsError(f"{name} is {said!r}: write a whole number from 0 to {at_most}.")
        return int(said)

    def choice(self, name: str, default: Choice) -> Choice:
        """Return one member of the enumeration of `default`."""
        said = self.text(name)
        if said is None:
            return default
        known = {member.value.lower(): member for member in type(default)}
        if said.lower() not in known:
            raise SettingsError(f"{name} is {said!r}: choose one of {', '.join(type(default))}.")
        return known[said.lower()]

    def url(self, name: str, *schemes: str) -> SplitResult | None:
        """Return a URL of one of `schemes`, taken apart; never quote it, it may hold a password."""
        said = self.text(name)
        return None if said is None else split_url(name, said, *schemes)


def _content(name: str, file: Path) -> str:
    try:
        # A vault lets a group in; everybody is nobody's choice.
        if file.stat().st_mode & stat.S_IRWXO:
            raise SettingsError(f"{name}_FILE: anybody may read {file}; run: chmod o-rwx {file}")
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{name}_FILE is {str(file)!r}, which cannot be read.") from None


def split_url(name: str, said: str, *schemes: str) -> SplitResult:
    """Take `said` apart, or tell which kind of address `name` expects."""
    expected = " or ".join(f"{scheme}://…" for scheme in schemes)
    refusal = SettingsError(f"{name} is not an address Palier understands: write {expected}.")
    try:
        parts = urlsplit(said)
        _ = parts.port
    except ValueError:
        raise refusal from None
    if parts.scheme not in schemes or not (parts.netloc or parts.path):
        raise refusal
    return parts
