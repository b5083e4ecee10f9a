"""Forms of several pages, one thing on each; nothing typed is ever lost on the way.

A slice names its pages in order. Each is an endpoint of its blueprint and a template of its folder:

    NOTICE = Steps("notice", "exchanges", ("begin", "details", "preview"))

    @bp.route("/demander/details", methods=["GET", "POST"])
    def details():
        walk = NOTICE.walk()
        if request.method == "GET":
            return walk.show("details", details_of(walk.answers))
        form = details_of(request.form)
        right = form.validate()
        walk.keep(**typed(request.form))  # right or wrong: what was typed is kept
        return walk.leaving("details") or walk.next("details", form, right=right)

A draft belongs to who writes it, for whom they write it, and to the tab: a word in the address
(`draft`), which every page hands on and every form carries. Whoever comes without one to the first
page begins a new draft, and is offered the one that waits; elsewhere it is the latest. `variant`
keeps the drafts of several such forms apart; `where` fills the addresses of the pages. Templates
of a walk name its pages by the `url_for` they are given, which adds the word.

Whoever sends the form ends it: the answers, as they are at that moment, are taken away in the
transaction that writes what they say, so that a button pressed twice sends once. `first_gap` names
the page whose answer is missing; the second press finds no answers, is sent back there, and told:

    with walk.ending(first_gap) as answers:
        notice = notices.publish(current_actor(), wording_of(answers))
    return redirect(notice.path, 303)

A last page that shows what will be sent sends along what it showed, `<input name="read">` with the
`read` it is drawn with: when the draft has changed since, nothing is sent, and the page of
`versions` shows both; `facts` say which answers people read, and how.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import abort, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web import versions
from neighbourhood.foundation.web.access import writer
from neighbourhood.foundation.web.facts import Fact
from neighbourhood.foundation.web.forms import Form
from neighbourhood.foundation.web.pressing import as_often_as_pressed

FIELD = "draft"
_TAB = re.compile(rf"[\w-]{{1,{drafts.TAB_LIMIT}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Steps:
    """The pages of a form, in order; `code` names its drafts."""

    code: str
    blueprint: str
    pages: tuple[str, ...]
    folder: str = "neighbourhood"
    # Its other addresses: a photo of the draft, a button that forgets it.
    beside: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def walk(self, variant: str = "", *, anew: bool = False, **where: Any) -> "Walk":
        """Return the way of whoever reads through these pages, on a new draft if it is `anew`."""
        code, own = f"{self.code} {variant}".strip(), writer()
        # Whoever signed in writes, also for somebody else.
        walk = Walk(self, code, own.id, g.get("at_the_screen", own).id, where)
        if anew:
            walk.tab = _new_tab()
        return walk

    def owns(self, endpoint: str) -> bool:
        """Tell whether an address reads the draft."""
        blueprint, _, page = endpoint.rpartition(".")
        return blueprint in {"", self.blueprint} and page in {*self.pages, *self.beside}

    def number(self, page: str) -> int:
        """Return which page of the form this is, from 1."""
        return self.pages.index(page) + 1


@dataclass
class Walk:
    """One resident on the way through a form."""

    steps: Steps
    code: str
    resident_id: int
    writer_id: int
    where: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def tab(self) -> str:
        """The word of this draft, from the address or the form; see the head of this file."""
        asked = request.args.get(FIELD) or request.form.get(FIELD)
        if asked and _TAB.fullmatch(asked):
            tab = asked
        elif self._latest is not None and not (self._begins and self._latest[0]):
            # One without a word, from before or by a script, is gone on with everywhere.
            tab = self._latest[0]
        else:
            # Twice in one request it is the same draft.
            tab = g.setdefault("begun_draft", _new_tab()) if self._begins else ""
        g.draft = tab
        return tab

    @property
    def sheet(self) -> drafts.Sheet:
        """Which draft it is."""
        return drafts.Sheet(self.resident_id, self.code, self.writer_id, self.tab)

    @property
    def _begins(self) -> bool:
        first = f"{self.steps.blueprint}.{self.steps.pages[0]}"
        return request.method == "GET" and request.endpoint == first

    @cached_property
    def _latest(self) -> tuple[str, dict[str, Any]] | None:
        return drafts.latest(self.resident_id, self.code, self.writer_id)

    @property
    def waiting(self) -> dict[str, Any] | None:
        """The draft that waits while another is begun: where it is taken up, and its answers."""
        if not self._begins or self._latest is None or self._latest[0] == self.tab:
            return None
        tab, answers = self._latest
        return {"answers": answers, "url": self._url(self.steps.pages[0], tab)}

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What was answered so far."""
        return drafts.answers_of(self.sheet)

    def keep(self, **answers: Any) -> dict[str, Any]:
        """Remember some answers, over those of before, and return those of before."""
        return self._write(drafts.keep, answers)

    def begin_anew(self, **answers: Any) -> dict[str, Any]:
        """Remember nothing but these answers, and return those of before."""
        return self._write(drafts.begin_anew, answers)

    def _write(
        self,
        write: Callable[[drafts.Sheet, Mapping[str, Any]], dict[str, Any]],
        answers: Mapping[str, Any],
    ) -> dict[str, Any]:
        as_often_as_pressed()
        sheet = self.sheet
        with transaction():
            before = write(sheet, answers)
        self.__dict__.pop("answers", None)
        return before

    @contextmanager
    def ending(self, gap_of: Callable[[Mapping[str, Any]], str | None]) -> Iterator[dict[str, Any]]:
        """Take the answers away while what they say is written: all of it once, or nothing."""
        sheet = self.sheet
        with transaction():
            answers = drafts.take(sheet)
            gap = gap_of(answers)
            if gap is not None:
                abort(make_response(self.go_mend(gap, answers)))
            self._compare(answers)
            yield answers

    def _compare(self, answers: Mapping[str, Any]) -> None:
        if versions.FIELD in request.form:
            carried = request.form[versions.FIELD]
            versions.compare(self.steps.facts, carried, self._read(answers))

    def _read(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        # The rest, which nobody reads (the key of a photo), counts by its digest.
        shown = {name: answers.get(name) for name in self.steps.facts}
        return {**shown, "_": _mark(answers)}

    def go_mend(self, gap: str, answers: Mapping[str, Any]) -> ResponseReturnValue:
        """Send whoever is at the end to the page without an answer; one who sends anew is told."""
        if request.method == "POST" and not answers:
            flash(
                gettext("Ce formulaire a déjà été envoyé, ou effacé. Rien n’est envoyé deux fois."),
                "info",
            )
        return self.go(gap)

    def go(self, page: str) -> ResponseReturnValue:
        """Send the reader to a page."""
        return redirect(self._url(page, self.tab), 303)

    def _url(self, page: str, tab: str) -> str:
        word: dict[str, Any] = {FIELD: tab} if tab else {}
        return url_for(f"{self.steps.blueprint}.{page}", **self.where, **word)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return an address, with the word of this draft where it is read."""
        if self.tab and self.steps.owns(endpoint):
            values.setdefault(FIELD, self.tab)
        return url_for(endpoint, **values)

    @property
    def is_closing(self) -> bool:
        """Whether the browser sends a page that is being closed, only for it to be kept."""
        return request.form.get("go") == "keep"

    def leaving(self, page: str) -> ResponseReturnValue | None:
        """Answer who leaves a page by the button back, or by closing it; None to all others."""
        if self.is_closing:
            return "", 204
        back = request.form.get("go") == "back"
        # Nothing comes before the first page.
        return self.go(self.steps.pages[max(self.steps.number(page) - 2, 0)]) if back else None

    def next(self, page: str, form: Form, *, right: bool, **more: object) -> ResponseReturnValue:
        """Go on to the page that follows, or show this one again with what is to mend."""
        if right:
            return self.go(self.steps.pages[self.steps.number(page)])
        return self.show(page, form, **more)

    def show(self, page: str, form: Form | None = None, **more: object) -> ResponseReturnValue:
        """Draw a page: it reads the `form`, the `answers` so far, and where in the form it is."""
        drawn = render_template(
            f"{self.steps.folder}/{self.steps.blueprint}/{page}.html",
            form=form,
            answers=self.answers,
            read=request.form.get(versions.FIELD) or versions.carried_by(self._read(self.answers)),
            waiting=self.waiting,
            url_for=self.url_for,
            step=self.steps.number(page),
            steps=len(self.steps.pages),
            **more,
        )
        return drawn, 422 if form is not None and form.errors else 200


def _new_tab() -> str:
    return secrets.token_urlsafe(12)


def _mark(answers: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()
