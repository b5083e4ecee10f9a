"""One person, as those who run the site see them, and what they may do for them."""

from typing import cast

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from neighbourhood.foundation.errors import Forbidden, Missing
from neighbourhood.foundation.storing import dispatches
from neighbourhood.foundation.storing.database import transaction
from neighbourhood.foundation.web.ending import Ending, asks_first
from neighbourhood.foundation.web.signposts import way_if_any
from neighbourhood.foundation.web.throttling import limit, spend
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import works_for_town
from neighbourhood.people import actions, mails, policies
from neighbourhood.people.access import looking_after
from neighbourhood.people.forms import ReasonForm, member_of
from neighbourhood.people.kinds import HELPS, MATTERS, SEEN, Help
from neighbourhood.people.views.blueprint import bp
from neighbourhood.residents.access import asks_reason, current_actor, password_first, reason_given
from neighbourhood.residents.models.residents import Resident

# What somebody loses by it; any other help only leaves, or is noted.
_ENDING = (Help.SESSIONS, Help.FACTORS)
_MOST_MAILS = 5
# Of links and codes to one mailbox, whoever asks for them.
_MAILS_TO_ONE = "4 per hour; 10 per day"


@bp.get("/administration/personnes/<int:resident_id>")
@looking_after
@asks_reason(SEEN.code)
def show(person: Resident) -> ResponseReturnValue:
    """Show how an account stands, and what may be done."""
    refusal = policies.refusal_to_act(current_user, person)
    return render_template(
        "neighbourhood/people/show.html",
        person=person,
        back_to=way_to_list(person),
        refusal=refusal().say() if refusal else None,
        helps=policies.helps_for(current_user, person),
        matters=[said for each in MATTERS.values() for said in each.said(person)],
        mails=dispatches.lately_to(person.id, _MOST_MAILS),
        ways={} if refusal else _ways(person),
    )


def _ways(person: Resident) -> dict[str, str | None]:
    """Return where upper slices restrict an account, close it, or look at its proof."""
    if not person.is_active:
        return {}
    town = person.quartier.municipality_id if person.quartier else None
    closing = {"municipality_id": town, "resident_id": person.id}
    return {
        "restrict": way_if_any("restrict", resident_id=person.id)
        if _may(StaffRole.MODERATE, town)
        else None,
        "close": way_if_any("close account", **closing) if town else None,
        "proof": way_if_any("proofs of a person", resident_id=person.id)
        if _may(StaffRole.VERIFY, town)
        else None,
    }


def _may(role: StaffRole, town: int | None) -> bool:
    here = town is not None and works_for_town(current_user, town, role)
    return current_user.is_administrator or here


def way_to_list(person: Resident) -> str:
    """Return the list that a reader comes from."""
    if current_user.is_administrator or person.quartier is None:
        return url_for("people.index")
    return url_for("people.town", municipality_id=person.quartier.municipality_id)


def _known(word: str) -> Help:
    found = member_of(Help, word)
    if found is None or found is Help.FACTORS:
        raise Missing
    return found


def _before_help(person: Resident, word: str) -> Ending:
    help_ = _known(word)
    words = HELPS[help_]
    if help_ not in policies.helps_for(current_user, person):
        raise policies.refusal_to_act(current_user, person) or policies.NothingToDo
    return Ending(
        title=str(words.question),
        happens=(gettext("Compte de %(name)s.", name=person.full_name), *map(str, words.happens)),
        word=str(words.word),
        harmless=help_ not in _ENDING,
        back=(url_for("people.show", resident_id=person.id), person.full_name),
    )


@bp.route("/administration/personnes/<int:resident_id>/aider/<word>", methods=["GET", "POST"])
@looking_after
@limit("60 per hour")
@asks_reason(SEEN.code)
@asks_first(_before_help)
def give_help(person: Resident, word: str) -> ResponseReturnValue:
    """Send a link again, sign somebody out everywhere, note that their mail comes back."""
    help_ = _known(word)
    if help_ in (Help.CONFIRM, Help.PASSWORD):
        spend(_MAILS_TO_ONE, "people, mail", str(person.id))
    _do(person.id, help_)
    return redirect(url_for("people.show", resident_id=person.id), 303)


def _do(person_id: int, help_: Help, reason: str | None = None) -> None:
    reason = reason or reason_given(SEEN.code, person_id)
    if not reason:
        raise Forbidden
    with transaction():
        held = actions.give_help(current_actor(), person_id, help_, reason=reason)
        mails.write(held, help_, reason=reason)
    flash(str(HELPS[help_].done))


def _for_administrators(resident_id: int) -> int:
    """Return whom it concerns; for staff of a town the page is not there, and asks nothing."""
    if not current_user.is_administrator:
        raise Missing
    return resident_id


@bp.route(
    "/administration/personnes/<int:resident_id>/retirer-deuxieme-preuve", methods=["GET", "POST"]
)
@looking_after
@limit("20 per hour")
@asks_reason(SEEN.code, _for_administrators)
def drop_factors(person: Resident) -> ResponseReturnValue:
    """Let somebody in by the password alone, who lost their second factor; for a reason."""
    if Help.FACTORS not in policies.helps_for(current_user, person):
        raise policies.refusal_to_act(current_user, person) or policies.NothingToDo
    first = password_first()
    if first is not None:
        return first
    form = ReasonForm()
    if form.validate_on_submit():
        _do(person.id, Help.FACTORS, cast("str", form.reason.data))
        return redirect(url_for("people.show", resident_id=person.id), 303)
    page = render_template(
        "neighbourhood/people/drop_factors.html",
        person=person,
        form=form,
        words=HELPS[Help.FACTORS],
    )
    return page, 422 if form.errors else 200
