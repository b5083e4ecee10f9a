"""What can be reported: each slice that publishes declares how it is loaded, named and hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.declaring import Register
from neighbourhood.foundation.words.elision import fill
from neighbourhood.moderation.models.cases import Case, HiddenFor
from neighbourhood.notifications.kinds import Importance, declare
from neighbourhood.partners.models import Partner, StaffMember
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import may_see_profile
from neighbourhood.residents.queries.blocks import are_apart

# What a title may be of: a line about a thing, an answer to it, or what one says of oneself.
MESSAGE, ANSWER, PROFILE = "message", "answer", "profile"

# Accounts, given the id of a thing: a value, or a column of ids.
Accounts = Select[int]


def accounts(column: Any, thing_id: Any, *, of: Any) -> Accounts:
    """Select the accounts that a `column` names, in the rows of the thing whose id is `of`."""
    return select(column).where(of == thing_id, column.is_not(None)).correlate_except(of.class_)


def _nobody(_thing_id: Any) -> tuple[Accounts, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reportable:
    """A kind of thing that somebody may report.

    `load` returns the thing of an id, None when there is none; every other function is given the
    thing. `title` and `excerpt` are what moderators read, `town` the municipality it belongs to
    (None: of the instance), `path` its page. `answering` selects the accounts that answer for it,
    `witnessing` others who took part and so do not judge it: both are given its id, or a column of
    ids. `sees` tells whether an account may look at it at all, and so report it. `hide` takes it
    out of every place at once, and `restore` puts it back as it was; both are harmless when done
    twice.
    """

    code: str
    one: LazyString
    load: Callable[[int], Any]
    title: Callable[[Any], str]
    excerpt: Callable[[Any], str]
    answering: Callable[[Any], tuple[Accounts, ...]]
    town: Callable[[Any], int | None]
    path: Callable[[Any], str]
    sees: Callable[[Any, Any], bool]
    hide: Callable[[Any], None]
    restore: Callable[[Any], None]
    witnessing: Callable[[Any], tuple[Accounts, ...]] = _nobody
    # Whether one person answers for it: what an organisation publishes restricts nobody's account.
    personal: bool = True
    # How its title stands to it: a variant of what is told of it, the title is its own when empty.
    within: str = ""
    # Whether neighbours read it: what is said between some is shown to those who moderate alone.
    published: bool = True

    def authors(self, thing: Any) -> set[int]:
        """Return the accounts that answer for a thing."""
        return {one for each in self.answering(thing.id) for one in db.session.scalars(each)}


REPORTABLES: Register[Reportable] = Register("kind of reportable thing")

# To who wrote it: nothing tells who reported it.
HIDDEN = declare(
    "moderation.hidden",
    _l(
        "« %(title)s » est masqué en attendant un examen, au plus tard le %(until)s. Rien n’est "
        "décidé : vous lirez ce qui l’est, et pourrez le contester"
    ),
    importance=Importance.BINDS,
    headline=_l("Un de vos textes est masqué en attendant un examen"),
    variants={
        MESSAGE: _l(
            "Un de vos messages à propos de « %(title)s » est masqué en attendant un examen, au "
            "plus tard le %(until)s. Rien n’est décidé : vous lirez ce qui l’est, et pourrez le "
            "contester"
        ),
        ANSWER: _l(
            "Votre réponse à « %(title)s » est masquée en attendant un examen, au plus tard "
            "le %(until)s. Rien n’est décidé : vous lirez ce qui l’est, et pourrez le contester"
        ),
        PROFILE: _l(
            "Votre présentation est masquée en attendant un examen, au plus tard le %(until)s. "
            "Rien n’est décidé : vous lirez ce qui l’est, et pourrez le contester"
        ),
    },
)
SHOWN_AGAIN = declare(
    "moderation.shown again",
    _l("« %(title)s » est de nouveau visible"),
    importance=Importance.BINDS,
    general=_l("Un de vos textes est de nouveau visible"),
    variants={
        MESSAGE: _l("Un de vos messages à propos de « %(title)s » est de nouveau visible"),
        ANSWER: _l("Votre réponse à « %(title)s » est de nouveau visible"),
        PROFILE: _l("Votre présentation est de nouveau visible"),
    },
)
# To those who look at it.
TO_EXAMINE = declare(
    "moderation.to examine",
    _l("Un signalement attend un examen, au plus tard le %(until)s"),
    importance=Importance.WAITS,
)
WHY_HIDDEN = {
    HiddenFor.SEVERAL: _l("masqué en attendant : plusieurs foyers l’ont signalé"),
    HiddenFor.URGENT: _l("masqué en attendant : la règle est urgente"),
    HiddenFor.PROPOSED: _l(
        "masqué jusqu’à la décision par la personne qui a proposé une mesure lourde"
    ),
}


def say_why_hidden(case: Case) -> str:
    """Say to moderators why a thing is hidden before anybody looked at it."""
    return str(WHY_HIDDEN[case.hidden_for]) if case.hidden_for else ""


def told_of_case(case: Case) -> dict[str, Any]:
    """Return how a case is named to whom it concerns: its title, and what it is the title of."""
    kind = REPORTABLES.get(case.about)
    return {"title": case.title, "variant": kind.within if kind else ""}


_TITLED = {
    MESSAGE: _l("Un message à propos de « %(title)s »"),
    ANSWER: _l("Une réponse à « %(title)s »"),
    PROFILE: _l("Le profil de %(title)s"),
}


def say_title(case: Case) -> str:
    """Name what a case is about: a line of a conversation has no title of its own."""
    told = told_of_case(case)
    named = _TITLED.get(told["variant"])
    return fill(str(named), told) if named else case.title


def thing_of(case: Case) -> Any:
    """Return what a case is about as it is now, None when it is gone."""
    return REPORTABLES[case.about].load(case.about_id) if case.about in REPORTABLES else None


def _town_of(resident: Resident) -> int | None:
    return resident.quartier.municipality_id if resident.quartier else None


def _sees_profile(viewer: Resident, resident: Resident) -> bool:
    # As on the profile itself: nobody finds out here that they are kept away.
    return may_see_profile(viewer, resident) and not are_apart(viewer.id, resident.id)


def _hide_words(resident: Resident) -> None:
    # The name and the address were proved: only what somebody wrote of themselves is hidden.
    resident.about_hidden_at = resident.about_hidden_at or now()


def _show_words(resident: Resident) -> None:
    resident.about_hidden_at = None


RESIDENT = REPORTABLES.declare(
    Reportable(
        code="resident",
        one=_l("un profil"),
        load=lambda resident_id: db.session.get(Resident, resident_id),
        title=lambda resident: resident.public_name,
        within=PROFILE,
        excerpt=lambda resident: resident.about,
        answering=lambda resident_id: (accounts(Resident.id, resident_id, of=Resident.id),),
        town=_town_of,
        path=lambda resident: f"/voisins/{resident.id}",
        sees=_sees_profile,
        hide=_hide_words,
        restore=_show_words,
    )
)


def _hide_partner(partner: Partner) -> None:
    # What it published is not shown meanwhile; its desk stays open, and no gift is lost.
    partner.hidden_at = partner.hidden_at or now()


def _show_partner(partner: Partner) -> None:
    partner.hidden_at = None


PARTNER = REPORTABLES.declare(
    Reportable(
        code="partner",
        one=_l("un organisme"),
        load=lambda partner_id: db.session.get(Partner, partner_id),
        title=lambda partner: partner.name,
        excerpt=lambda _partner: "",
        answering=lambda partner_id: (
            accounts(StaffMember.resident_id, partner_id, of=StaffMember.partner_id),
        ),
        personal=False,
        town=lambda partner: partner.municipality_id,
        path=lambda partner: f"/partenaires/{partner.id}",
        sees=lambda viewer, partner: (
            viewer.may_read
            and partner.accredited_at is not None
            and _town_of(viewer) == partner.municipality_id
        ),
        hide=_hide_partner,
        restore=_show_partner,
    )
)
