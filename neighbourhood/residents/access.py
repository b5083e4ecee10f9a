"""Asking twice before the locks are changed, or one decides for others; who acts in a request."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar

from flask import current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.storing.tokens import sign, unsign
from neighbourhood.foundation.web.access import at_the_screen, reader, signed_in
from neighbourhood.foundation.web.unsent import are_kept, keep_words
from neighbourhood.foundation.web.versions import Changed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import has_second_factor, must_have_second_factor

P = ParamSpec("P")
R = TypeVar("R")

CONFIRMED = "signed in, password given lately"
LASTS = timedelta(minutes=15)
_CONFIRMED = "confirmed"
A_REASON_LASTS = timedelta(minutes=30)
_REASONS, _MOST_REASONS = "reasons", 4
# Of no person: what a visitor chose on the way in, and finds again once signed in. Slices above
# add what they keep in the session.
CHOSEN_QUARTIER = "quartier_to_wait_for"
CARRIED = {"language", CHOSEN_QUARTIER}
TOKEN = "sign_in"  # noqa: S105 - the name of a place in the session


def current_actor() -> Actor:
    """Return who acts in this request: whose rights they are, and whose hand it is."""
    resident = reader()  # finding who is signed in also finds whom they act for
    actor: Actor = g.get("actor") or Actor.of(resident)
    return actor


def acting_scopes() -> str:
    """Return what the mandate in use opens, as one word that drawings are kept by.

    It is empty for oneself, and for a visitor.
    """
    scopes = current_actor().scopes if reader().is_authenticated else None
    return " ".join(sorted(scopes or ()))


def current_sign_in() -> int | None:
    """Return the id of the sign-in of this browser, None when nobody is signed in."""
    reader()  # finding who is signed in also finds where
    found: int | None = g.get("sign_in_id")
    return found


def charter_due() -> int | None:
    """Return the id of the last charter that whoever signed in has not agreed to, None if none.

    Whoever acts for somebody agrees for themselves: the principal is not asked by their hand.
    """
    reader()  # finding who is signed in also finds what they have to read
    found: int | None = g.get("charter_due")
    return found


def without_charter(handler: Callable[P, R]) -> Callable[P, R]:
    """Leave a page open to who has not agreed to the charter: to report, to leave, to take back."""
    handler.without_charter = True  # type: ignore[attr-defined]
    return handler


def carries_sign_in(kept: Mapping[str, object] | None) -> bool:
    """Tell whether the signed cookie of a browser holds a sign-in, which may be over by now."""
    return bool(kept and kept.get(TOKEN))


def confirmed(handler: Callable[P, R]) -> Callable[P, R]:
    """Ask for the password again, unless it was given lately: a session may have been borrowed."""

    @wraps(handler)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        first = password_first()
        return handler(*args, **kwargs) if first is None else first

    opened: Any = signed_in(guarded)
    opened.access = CONFIRMED
    return opened  # type: ignore[no-any-return]


def password_first() -> ResponseReturnValue | None:
    """Return the way to the page that asks for the password, None where it was given lately."""
    if is_confirmed():
        return None
    return redirect(url_for("residents.confirm_it_is_me", next=_way_back()), 303)


def _way_back() -> str:
    if request.method == "GET":
        return request.path
    page = keep_words()
    return page if are_kept() else url_for("residents.security")


def note_confirmed(resident: Resident) -> None:
    """Remember in this session that its owner has just proved who they are."""
    session[_CONFIRMED] = sign(_CONFIRMED, [resident.id, resident.credentials_mark])


def is_confirmed() -> bool:
    """Tell whether the owner of this session proved it lately."""
    said = unsign(_CONFIRMED, session.get(_CONFIRMED, ""), LASTS)
    return said == [current_user.id, current_user.credentials_mark]


def with_free_hands() -> None:
    """Refuse what is sent at a desk by somebody whom a measure keeps from writing."""
    refusal = current_user.refusal_by_measure
    if refusal is not None and request.method != "GET":
        raise refusal


def second_factor_first(*, staff: bool) -> ResponseReturnValue | None:
    """Return the way to the enrolment page for who must have a second factor and has none."""
    if has_second_factor(current_user) or not must_have_second_factor(current_user, staff=staff):
        return None
    if request.method == "POST":
        keep_words()
    flash(
        gettext(
            "Votre rôle touche d’autres personnes : ajoutez d’abord une deuxième preuve "
            "à votre compte, une application de codes ou une clé d’accès."
        ),
        "info",
    )
    return redirect(url_for("residents.security"), 303)


Whose: TypeAlias = Callable[..., int | None] | None


def asks_reason(
    act: str, whose: Whose = None, *, noting_as: str = ""
) -> Callable[[Callable[P, R]], Callable[..., Any]]:
    """Ask why before something of one person is seen or changed, and note each time it is seen.

    `act` is the code of a `SightKind`. The person is `resident_id` of the address, or whom `whose`
    returns for what is in it (None: nobody is concerned). Whoever said why goes on for half an
    hour, in this session. `noting_as` is what is seen, where a reason for `act` is good for more
    than that. It goes below whoever says who may call.
    """

    def declare(handler: Callable[P, R]) -> Callable[..., Any]:
        noting = notes_sight(noting_as or act, whose, asked_for=act)(handler)

        @wraps(handler)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            about_id = _concerned(whose)
            if about_id is None or reason_given(act, about_id) is not None:
                return noting(*args, **kwargs)
            onward = _way_on()
            why = url_for("residents.give_reason", act=act, resident_id=about_id, next=onward)
            return redirect(why, 303)

        guarded.asks_reason = act  # type: ignore[attr-defined]
        return guarded

    return declare


def notes_sight(
    act: str, whose: Whose = None, *, asked_for: str = ""
) -> Callable[[Callable[P, R]], Callable[..., Any]]:
    """Note each time something of one person is seen, without asking why; else as `asks_reason`."""

    def declare(handler: Callable[P, R]) -> Callable[..., Any]:
        @wraps(handler)
        def noting(*args: P.args, **kwargs: P.kwargs) -> Any:
            about_id = _concerned(whose)
            try:
                drawn: Any = handler(*args, **kwargs)
            except Changed:
                # It is shown as it was read and as it stands.
                _note(act, about_id, asked_for)
                raise
            answer = current_app.make_response(drawn)
            # A form drawn again with its mistakes shows as much as the page that it was on.
            if request.method != "HEAD" and not 300 <= answer.status_code < 400:
                _note(act, about_id, asked_for)
            return answer

        return noting

    return declare


def _concerned(whose: Whose) -> int | None:
    """Return whom the page of this request is about; None when that is whoever reads it."""
    named = request.view_args or {}
    about_id = named["resident_id"] if whose is None else whose(**named)
    return None if about_id == at_the_screen().id else about_id


def _note(act: str, about_id: int | None, asked_for: str) -> None:
    if about_id is None:
        return
    town, by = (request.view_args or {}).get("municipality_id"), at_the_screen().id
    with transaction():
        office = sights.office_of(by, town)
        sights.note(
            by, about_id, act, reason_given(asked_for or act, about_id) or "", office=office
        )


def _way_on() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else keep_words()


def note_reason(act: str, about_id: int, words: str) -> None:
    """Remember in this session why something of somebody is about to be seen or changed."""
    token = sign(_REASONS, [*_whose_reason(act, about_id), words])
    others = [one for one in session.get(_REASONS, []) if not _is_for(one, act, about_id)]
    session[_REASONS] = [*others, token][-_MOST_REASONS:]


def reason_given(act: str, about_id: int) -> str | None:
    """Return why something of somebody is seen or changed, as said lately in this session."""
    kept = (one for one in session.get(_REASONS, []) if _is_for(one, act, about_id))
    said = unsign(_REASONS, next(kept, ""), A_REASON_LASTS)
    return str(said[-1]) if isinstance(said, list) else None


def _is_for(token: str, act: str, about_id: int) -> bool:
    said = unsign(_REASONS, token, A_REASON_LASTS)
    return isinstance(said, list) and said[:-1] == _whose_reason(act, about_id)


def _whose_reason(act: str, about_id: int) -> list[str | int]:
    return [at_the_screen().id, current_sign_in() or 0, act, about_id]
