"""What the logs of a served demonstration town may not bear: its people and its password."""

import tomllib
from functools import cache
from pathlib import Path

from neighbourhood.foundation.demo import PASSWORD
from neighbourhood.residents import demo
from tests.support.secrets_in import Secrets


@cache
def demo_secrets() -> frozenset[str]:
    """Return names, mailboxes and the password of the demonstration town."""
    story = Path(demo.__file__).with_suffix(".toml").read_text("utf-8")
    rows = tomllib.loads(story)["residents"]
    names = {row["full_name"] for row in rows if " " in row["full_name"]}
    return frozenset(names | {f"{row['email']}@{demo.DOMAIN}" for row in rows} | {PASSWORD})


@cache
def _planted() -> Secrets:
    return Secrets(demo_secrets())


def served_leaks(log: Path) -> list[str]:
    """Return the lines of the log of a server that bear one of them."""
    if not log.is_file():
        return []
    lines = log.read_text(errors="replace").splitlines()
    return [line[:400] for line in lines if _planted().in_line(line)]
