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

The draft belongs to the resident whose form it is, also while somebody types in their place: it is
found again on any device, by either of them. `variant` keeps the drafts of several such forms
apart; `where` fills the addresses of the pages.

Whoever sends the form ends it: the answers, as they are at that moment, are taken away in the
transaction that writes what they say, so that a button pressed twice sends once. `first_gap` names
the page whose answer is missing; the second press finds no answers, is sent back there, and told:

    with walk.ending(first_gap) as answers:
        notice = notices.publish(current_actor(), wording_of(answers))
    return redirect(notice.path, 303)

A last page that shows what will be sent sends along what it showed, `<input name="read">` with the
`read` it is drawn with: when another tab or another hand has changed the draft since, nothing is
sent, and the page is shown again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.access import reader
from neighbourhood.foundation.web.forms import Form


@dataclass(frozen=True, slots=True)
class Steps:
    """The pages of a form, in order; `code` names its drafts."""

    code: str
    blueprint: str
    pages: tuple[str, ...]
    folder: str = "neighbourhood"

    def walk(self, variant: str = "", **where: Any) -> "Walk":
        """Return the way of whoever reads through these pages."""
        code = f"{self.code} {variant}".strip()
        return Walk(self, code, reader().id, where)

    def number(self, page: str) -> int:
        """Return which page of the form this is, from 1."""
        return self.pages.index(page) + 1


@dataclass
class Walk:
    """One resident on the way through a form."""

    steps: Steps
    code: str
    resident_id: int
    where: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What was answered so far."""
        return drafts.answers_of(self.resident_id, self.code)

    def keep(self, **answers: Any) -> dict[str, Any]:
        """Remember some answers, over those of before, and return those of before."""
        with transaction():
            before = drafts.keep(self.resident_id, self.code, answers)
        self.__dict__.pop("answers", None)
        return before

    def begin_anew(self, **answers: Any) -> dict[str, Any]:
        """Remember nothing but these answers, and return those of before."""
        with transaction():
            before = drafts.begin_anew(self.resident_id, self.code, answers)
        self.__dict__.pop("answers", None)
        return before

    @contextmanager
    def ending(self, gap_of: Callable[[Mapping[str, Any]], str | None]) -> Iterator[dict[str, Any]]:
        """Take the answers away while what they say is written: all of it once, or nothing."""
        with transaction():
            answers = drafts.take(self.resident_id, self.code)
            gap = gap_of(answers)
            if gap is not None:
                abort(make_response(self.go_mend(gap, answers)))
            mark = _mark(answers)
            if request.form.get("read", mark) != mark:
                abort(make_response(self._read_again()))
            yield answers

    def _read_again(self) -> ResponseReturnValue:
        flash(
            gettext(
                "Rien n’est encore envoyé : cette page a changé depuis que vous l’avez lue, dans "
                "un autre onglet ou par quelqu’un d’autre. Relisez, puis envoyez."
            ),
            "info",
        )
        return self.go(self.steps.pages[-1])

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
        return redirect(url_for(f"{self.steps.blueprint}.{page}", **self.where), 303)

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
            read=_mark(self.answers),
            step=self.steps.number(page),
            steps=len(self.steps.pages),
            **more,
        )
        return drawn, 422 if form is not None and form.errors else 200


def _mark(answers: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()
