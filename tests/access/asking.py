"""How a route is asked for, and what would show that it did something."""

from functools import cache

from sqlalchemy import select
from werkzeug.routing import IntegerConverter, Rule

from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.invitations.models import Side

# Parts of an address that choose a way of doing rather than a thing.
WAYS = {"direction": Direction.ASK, "side": Side.HOST, "deed": "retirer", "way": "monter"}
REFUSED = {403, 404}
LOOKING = ("HEAD", "GET")


def access(app, endpoint: str) -> str | None:
    return getattr(app.view_functions[endpoint], "access", None)


def method_of(rule: Rule) -> str:
    return "POST" if "POST" in (rule.methods or ()) else "GET"


def rule_of(app, endpoint: str) -> Rule:
    return next(app.url_map.iter_rules(endpoint))


def url_of(rule: Rule, values: dict) -> str:
    built = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"no address for {rule}"
    return built[1]


def guessed(rule: Rule) -> dict:
    """Fill the parts of an address without knowing anything."""
    names = dict.fromkeys(rule.arguments, "x")
    converters = rule._converters.items()
    numbers = {name: 1 for name, kind in converters if isinstance(kind, IntegerConverter)}
    return {**names, **numbers, **{name: WAYS[name] for name in rule.arguments & WAYS.keys()}}


def snapshot(app) -> dict[str, list]:
    """Return all rows of all tables, but for what only says that somebody looked."""
    with app.app_context():
        # Past SQLAlchemy: a hundred and fifty tables are read a thousand times.
        rows = db.session.connection().connection.cursor()
        return {name: rows.execute(asked).fetchall() for name, asked in _all_tables().items()}


@cache
def _all_tables() -> dict[str, str]:
    return {
        table.name: str(_kept_of(table).order_by(*table.primary_key))
        for table in Base.metadata.sorted_tables
        if table.name not in _SAYS_WHO_LOOKED
    }


# Whoever looks at what is private of another is written down: that is what these are for.
_SAYS_WHO_LOOKED = {"sight", "sight_names"}
# That one has gone to look at what a notification tells: looking is what says it.
_LOOKS = {"notification.read_at"}


def _kept_of(table):
    return select(*(column for column in table.c if f"{table.name}.{column.name}" not in _LOOKS))


def ask(client, rule: Rule, url: str):
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return [client.open(url, method=method) for method in methods]
