"""The record of processing (article 30) and the impact assessment (article 35), as Markdown."""

from collections.abc import Iterator

from neighbourhood.foundation import settings
from neighbourhood.foundation.personal import HOLDINGS, IMPERSONAL, RETENTIONS, Holding
from neighbourhood.rights.kinds import ARTICLES, BASIS_WORDS

# Each risk to the people concerned, and what is done against it in the program itself.
_RISKS = (
    (
        "Somebody learns where a person lives",
        "the public sees a grid cell or a quartier, never a door; streets of few doors stay hidden",
    ),
    (
        "Somebody reads what is not theirs",
        "each route and socket event declares who may call it, and tests walk them all",
    ),
    (
        "An account is taken over",
        "slow password digests, second factors, a week to take a mailbox back, sessions in a list",
    ),
    (
        "A vulnerable person is acted for against their will",
        "mandates with scopes, an end and a journal; identity is checked; they end at any moment",
    ),
    (
        "A gift tells who is poor, or who is rich",
        "needs never name who they are for; the ledger knows donors by pseudonym",
    ),
    (
        "Data stay longer than they serve",
        "each holding says how long; the night enforces it; erasure runs every declaration",
    ),
    (
        "A backup brings back somebody who was erased",
        "erasures are listed outside the database and done again after a restore",
    ),
)


def written() -> str:
    """Return both documents, complete by construction: every declaration is in them."""
    return "\n".join([*_record(), "", *_assessment(), ""])


def _record() -> Iterator[str]:
    chosen = settings.current()
    yield "# Record of processing activities (GDPR, article 30)"
    yield ""
    yield f"- Site: {chosen.base_url}"
    yield f"- Contact: {chosen.security_contact}"
    yield f"- Processors: {'; '.join(processors())}"
    yield "- Persons concerned: residents with an account, staff of partners, people accompanied"
    yield "- Transfers outside the European Union: none by this program"
    for holding in HOLDINGS.values():
        yield ""
        yield from _activity(holding)
    yield ""
    yield "## Kept by the clock, and no longer"
    yield ""
    for retention in RETENTIONS.values():
        yield f"- {retention.of} (`{retention.code}`): {retention.keep_for}"
    yield ""
    yield "## Tables that hold nothing about people"
    yield ""
    for table, because in sorted(IMPERSONAL.items()):
        yield f"- `{table}`: {because}"


def _activity(holding: Holding) -> Iterator[str]:
    yield f"## {holding.title} (`{holding.code}`)"
    yield ""
    yield f"- Purpose: {holding.purpose}"
    yield f"- Legal basis: article {ARTICLES[holding.basis]} ({BASIS_WORDS[holding.basis]})"
    yield f"- Kept: {holding.kept}"
    yield f"- Tables: {', '.join(f'`{table}`' for table in sorted(holding.tables))}"
    for column, because in sorted(holding.withheld.items()):
        yield f"- Not in the copy given to the person: `{column}`, {because}"


def _assessment() -> Iterator[str]:
    yield "# Impact assessment (GDPR, article 35)"
    yield ""
    yield "## Description"
    yield ""
    yield (
        "Neighbours of proved address help each other, talk, and fund needs that city partners "
        f"describe without naming anybody. {len(HOLDINGS)} kinds of things are held about people, "
        "listed above with their purpose."
    )
    yield ""
    yield "## Necessity and proportion"
    yield ""
    for holding in HOLDINGS.values():
        yield f"- {holding.title}: {holding.purpose}; {holding.kept}"
    yield ""
    yield "## Risks and measures"
    yield ""
    for risk, measure in _RISKS:
        yield f"- {risk}: {measure}."


def processors() -> list[str]:
    """Return the services that settings entrust something to, by what each does."""
    chosen = settings.current()
    return [
        f"mail: {chosen.mail_server.host if chosen.mail_server else 'this server'}",
        f"files: {(chosen.bucket.endpoint or 'S3') if chosen.bucket else 'this server'}",
        f"payments: {chosen.payments.value}",
        f"addresses: {chosen.geocoder}",
    ]
