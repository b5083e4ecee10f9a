"""What is pressed carries what was read: another version is shown beside it, and nothing is done.

A slice says which facts of a thing its readers act upon, in its `kinds`:

    READ = Reading("notice", title=Fact(_l("Titre")), expires_at=Fact(_l("Fin"), say=said_day))

The form, or the button, carries them as they are drawn: `ui.form(form, read=READ.drawn(notice))`.
The view compares them with the thing as it stands under the lock, before it acts:

    with transaction():
        own = READ.unchanged(queries.get_own(current_user, notice_id))
        notices.edit(current_actor(), own, …)

When they differ the answer is 409: what was read, what stands now, and what was typed in a form
that carries the new version. A form without the field is taken as it is; where something heavy is
decided (`Weighed`) it is one that read nothing, and is shown what stands.
"""

import json
import zlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.web.facts import Fact, said_plainly
from neighbourhood.foundation.web.unsent import names_of_texts

T = TypeVar("T")
Facts = Mapping[str, Any]

FIELD = "read"
NOTHING = ""  # what a forged form, or a very old one, has read
MOST_READ = 100_000
CARRIED = frozenset({"csrf_token", "press", "draft"})  # by a form, besides what is typed


@dataclass(frozen=True, slots=True)
class Line:
    """One fact, as it was read, as it stands now, and as it was typed where its writer changed it.

    `words` is what was typed in the field `name`, where that is words; `sent` what else was.
    """

    label: Any
    read: str
    now: str
    name: str
    words: str | None
    sent: str | None

    @property
    def differs(self) -> bool:
        """Whether it is not what was read."""
        return self.read != self.now

    @property
    def is_mine(self) -> bool:
        """Whether its writer changed it to what stands in neither version."""
        return self.words is not None or self.sent is not None


class Changed(DomainError):
    """The thing is not any more what was read when the button was pressed."""

    sentence = _l("Cela a changé pendant que vous lisiez. Relisez : rien n’est encore fait.")

    def __init__(self, facts: Mapping[str, Fact], read: Facts, now: Facts, field: str) -> None:
        super().__init__()
        self.facts, self.now, self.field = facts, now, field
        # Anybody can write what a form carries.
        known = {name: said for name, said in read.items() if name in facts}
        self.read = {name: said for name, said in known.items() if facts[name].fits(name, said)}
        self.carried = _written(now)
        self.was_drawn = _drawn(facts, self.read)
        self.is_drawn = _drawn(facts, now)

    def kept(self, name: str, typed: str) -> str:
        """Return what stands now of a field that its writer left as it was read, else as typed."""
        left = name in self.was_drawn and _plain(typed) == _plain(self.was_drawn[name])
        return self.is_drawn.get(name, "") if left else typed

    def is_mine(self, name: str, typed: str) -> bool:
        """Whether a field holds what its writer wrote, and not what stands there."""
        return name in self.is_drawn and _plain(typed) != _plain(self.is_drawn[name])

    def lines(self) -> list[Line]:
        """Return both versions, fact by fact."""
        return [self._line(name, fact) for name, fact in self.facts.items()]

    def _line(self, name: str, fact: Fact) -> Line:
        fields = fact.typed(name, self.now.get(name)).keys() & request.form.keys()
        typed = {field: self.kept(field, request.form[field]) for field in fields}
        is_mine = any(self.is_mine(*one) for one in typed.items())
        in_words = is_mine and fact.say is said_plainly
        return Line(
            fact.label,
            fact.say(self.read[name]) if name in self.read else "",
            fact.say(self.now[name]) if name in self.now else "",
            name,
            typed[name] if in_words else None,
            fact.said_typed(name, typed) if is_mine and not in_words else None,
        )


def _drawn(facts: Mapping[str, Fact], values: Facts) -> dict[str, str]:
    """Return what the fields of a form hold when it is drawn with `values`."""
    found = [fact.typed(name, values[name]) for name, fact in facts.items() if name in values]
    return {field: typed for fields in found for field, typed in fields.items()}


class Reading:
    """The facts of a thing that its readers act upon; the rows `above` it are held before it."""

    # What a form without the field is taken to have read: None is not asked.
    unsaid: str | None = None

    def __init__(self, *above: str, **facts: Fact) -> None:
        self.above = above
        self.facts = facts

    def within(self, path: str) -> dict[str, Fact]:
        """Return the same facts as they are found on what leads to the thing by `path`."""
        return {
            f"{path}_{name}": replace(fact, of=f"{path}.{fact.of or name}")
            for name, fact in self.facts.items()
        }

    def of(self, thing: object) -> dict[str, Any]:
        """Return the facts as they stand."""
        found = {name: attrgetter(fact.of or name)(thing) for name, fact in self.facts.items()}
        return {name: _bare(value) for name, value in found.items()}

    def drawn(self, thing: object) -> str:
        """Return what the form carries."""
        return _written(self.of(thing))

    def first_drawn(self, thing: object) -> str:
        """Return the same for a form drawn again with its mistakes: what was read at first."""
        return request.form.get(FIELD) or self.drawn(thing)

    def unchanged(self, thing: T) -> T:
        """Return the thing, held, or refuse a press on another version of it."""
        carried = request.form.get(FIELD, self.unsaid)
        if carried is None:
            return thing
        for held in (*(attrgetter(path)(thing) for path in self.above), thing):
            hold(type(held), held.id)  # type: ignore[attr-defined]
        compare(self.facts, carried, self.of(thing))
        return thing

    def as_read(self, thing: T) -> T:
        """Return what is no row, or refuse a press on another version; the caller holds it."""
        carried = request.form.get(FIELD, self.unsaid)
        if carried is not None:
            compare(self.facts, carried, self.of(thing))
        return thing


class Weighed(Reading):
    """Facts on which something heavy is decided: whoever carries none of them has read nothing."""

    unsaid = NOTHING


def compare(facts: Mapping[str, Fact], carried: str, now: Facts, field: str = FIELD) -> None:
    """Refuse what was read, carried in `field`, when it is not what stands `now`."""
    read = _read(carried)
    if read != now:
        raise Changed(facts, read, now, field)


def carried_by(now: Facts) -> str:
    """Return what a form carries of facts that are no thing’s."""
    return _written(now)


def bind(app: Flask) -> None:
    """Answer a press on another version with both of them."""
    app.register_error_handler(Changed, _answer_changed)


def _answer_changed(changed: Changed) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":
        return {"code": changed.code, "message": changed.say()}, changed.status
    # What the refused request began must not leak into the page that reports it.
    db.session.rollback()
    lines = changed.lines()
    shown = {line.name for line in lines if line.words is not None}
    told, names = list(_typed(changed.field)), names_of_texts()
    own = [(name, said) for name, said in told if _is_own(changed, names, name, said)]
    shown |= {name for name, _said in own}
    page = render_template(
        "neighbourhood/foundation/changed.html",
        changed=changed,
        lines=[line for line in lines if line.differs or line.is_mine],
        own=own,
        typed=[(name, changed.kept(name, said)) for name, said in told if name not in shown],
        has_words=bool(own) or any(line.is_mine for line in lines),
        is_shown="GET" in ((request.url_rule and request.url_rule.methods) or ()),
        lost=[sent.filename for sent in request.files.values() if sent.filename],
    )
    return page, changed.status


def _is_own(changed: Changed, words: Container[str], name: str, said: str) -> bool:
    # Words beside what was read: an answer, a reason.
    return name in words and name not in changed.is_drawn and bool(said.strip())


def _plain(said: str) -> str:
    return " ".join(said.split())


def _typed(field: str) -> Iterable[tuple[str, str]]:
    return (
        (name, said)
        for name, said in request.form.items(multi=True)
        if name not in CARRIED | {field}
    )


def _bare(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return sorted(value)
    return value


def _written(facts: Facts) -> str:
    said = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return zlib.compress(said.encode()).hex()


def _read(carried: str) -> dict[str, Any]:
    try:
        found = json.loads(zlib.decompressobj().decompress(bytes.fromhex(carried), MOST_READ))
        json.dumps(found, ensure_ascii=False).encode()  # halves of letters cannot be shown
    except (ValueError, zlib.error, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
