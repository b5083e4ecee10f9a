"""What those hear who put something up, or answered it: said the same way whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from neighbourhood.feed.postings import Response
from neighbourhood.foundation.words.changing import Change
from neighbourhood.notifications.actions import notify
from neighbourhood.notifications.kinds import Importance, Kind, declare
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.neighbours import called


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellings:
    """The kinds of notification that every slice with postings has.

    `changed` goes to whoever is counted on, `changed_meanwhile` to whoever only offered;
    `went_back` is by the state that was gone back on.
    """

    accepted: Kind
    declined: Kind
    changed: Kind
    changed_meanwhile: Kind
    stands: Kind
    went_back: Mapping[str, Kind]


_CHANGED = _l("Ce à quoi vous avez répondu a changé")


def declare_tellings(code: str) -> Tellings:
    """Make known what a slice tells of its postings and the answers to them."""
    changed = _l("« %(title)s » a changé")
    yes = _l("%(name)s vous dit oui : « %(title)s ». Écrivez-vous pour convenir de la suite")
    still = _l("%(name)s revient en arrière : « %(title)s » tient toujours")
    return Tellings(
        accepted=_counts(f"{code}.accepted", yes),
        declined=declare(
            f"{code}.declined",
            _l("« %(title)s » : %(answer)s"),
            importance=Importance.TELLS,
            general=_l("Une personne vous répond que ce ne sera pas possible"),
        ),
        changed=_counts(
            f"{code}.changed", _l("%(changes)s. Cela vous convient toujours ?"), changed, _CHANGED
        ),
        changed_meanwhile=_counts(
            f"{code}.changed-meanwhile", _l("%(changes)s."), changed, _CHANGED
        ),
        stands=_counts(f"{code}.stands", still, _l("« %(title)s » tient toujours")),
        went_back=_went_back(code),
    )


def _went_back(code: str) -> Mapping[str, Kind]:
    yes = _l("%(name)s revient sur son oui à « %(title)s » : votre réponse attend de nouveau")
    no = _l("%(name)s revient sur son « non » à « %(title)s » : votre réponse attend de nouveau")
    after_all = _l("Finalement, ce sera possible pour %(name)s : « %(title)s »")
    return {
        "accepted": _counts(
            f"{code}.went back on a yes", yes, _l("%(name)s revient sur son oui : « %(title)s »")
        ),
        "declined": _counts(
            f"{code}.went-back", no, _l("%(name)s revient sur son « non » : « %(title)s »")
        ),
        "withdrawn": _counts(
            f"{code}.is back", after_all, general=_l("Finalement, ce sera possible")
        ),
    }


def _counts(
    code: str,
    sentence: LazyString,
    headline: LazyString | None = None,
    general: LazyString | None = None,
) -> Kind:
    counts = Importance.COUNTS
    return declare(code, sentence, importance=counts, headline=headline, general=general)


def tell(
    given: Response, reader: Resident, kind: Kind, *, by: Actor, talk: str, **more: object
) -> None:
    """Tell one side of an answer something, seen on the posting and in their `talk`."""
    posting = given.posting
    said: dict[str, Any] = {"title": posting.title, "name": called(by.resident, reader), **more}
    notify(reader.id, kind, path=posting.path, also=talk, by=by.id, **said)


def tell_changed(
    given: Response, told: Tellings, *, by: Actor, talk: str, title: str, changes: list[Change]
) -> None:
    """Tell who answered what changed, by the title they know."""
    reader, posting = given.responder, given.posting
    name = called(by.resident, reader)
    said: dict[str, Any] = {"name": name, "title": title, "changes": changes}
    # Who is counted on is led to where they answer in one tap.
    if given.status == given.ACCEPTED:
        notify(reader.id, told.changed, path=talk, also=posting.path, by=by.id, **said)
    else:
        notify(
            reader.id,
            told.changed_meanwhile,
            path=posting.path,
            also=talk,
            by=by.id,
            **said,
        )
