"""Odd cases to look at, added to a demonstration town: long names, empty quartiers, links of mails.

`python -m tests.support.stage` adds them to the site of the environment, and prints where each is.
"""

import json
import sys
from collections.abc import Callable

from flask import current_app
from flask import session as flask_session
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import StorageState

from app import create_app
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.residents.access import note_confirmed
from neighbourhood.residents.actions.sign_ins import begin_sign_in
from tests.support.palier import Site
from tests.support.staging.links import links
from tests.support.staging.long_cases import empty_cases, long_cases
from tests.support.staging.mandates import mandates
from tests.support.staging.measures import measures
from tests.support.staging.people import Stage
from tests.support.staging.proofs import proofs
from tests.support.staging.rights import rights
from tests.support.staging.there_already import there_already
from tests.support.staging.towns import towns

# What is built later finds what was built before.
BUILDERS: tuple[Callable[[Stage], dict[str, str]], ...] = (
    long_cases, empty_cases, proofs, links, there_already, mandates, measures, rights, towns,
)  # fmt: skip


def place(site: Site) -> dict[str, str]:
    """Add everything to the town of `site`; return paths, codes and numbers by name."""
    return json.loads(site.python("-m", "tests.support.stage"))


def sessions(stage: Stage) -> dict[str, str]:
    """Return the cookie of each account, signed in just now: forms take longer."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    found = {}
    for account, resident in stage.people.items():
        flask_session.clear()
        note_confirmed(resident)
        token = begin_sign_in(resident, agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")
        found[_cookie(account)] = serializer.dumps({**flask_session, "sign_in": token})
    return found


def signed_in(site: Site, staged: dict[str, str], account: str | None) -> StorageState | None:
    """Return what the browser of `account` keeps, None for a visitor."""
    if not account:
        return None
    cookie = {"name": "palier", "value": staged[_cookie(account)], "url": site.base_url}
    return {"cookies": [cookie], "origins": []}


def _cookie(account: str) -> str:
    return f"cookie of {account}"


def main() -> int:
    """Build every case, each in a transaction of its own; say where they are."""
    with create_app().test_request_context():
        found: dict[str, str] = {}
        for build in (*BUILDERS, sessions):
            with transaction():
                found |= build(Stage())
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
