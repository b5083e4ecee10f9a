"""Who may write, approve and prove a need, and who may read it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Forbidden, Wrong
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.funding.policies import takes_gifts_of
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.models import EDITABLE, PUBLISHED, Need, NeedStatus
from neighbourhood.needs.versions import NeedRevision, RevisionOf
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.staffing import has_role
from neighbourhood.places.models import Municipality
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import is_of_one_home

# What one need may ask for.
SMALLEST_CENTS = 10_00
LARGEST_CENTS = 5_000_00
# The code of the switch under which needs are written, read and given to, and of the one under
# which everybody reads the open ones and gives.
NEEDS, NEEDS_FOR_ALL = "needs", "needs-for-all"
# How many gave is told of so many at least: of one, whoever knows them would read what they gave.
FEWEST_TOLD = 3


class NeedsASecondReader(Forbidden):
    """Somebody who wrote in a text, or lives with who did, asked to approve it."""

    code = "second_reader"
    sentence = _l(
        "Un texte est relu par une personne qui n’y a rien écrit, et qui n’habite pas à l’adresse "
        "de quelqu’un qui y a écrit. Une ou un autre collègue doit le relire."
    )


class MovedOn(IllegalMove):
    """The need is no longer at the point where this can be done."""

    sentence = _l("Ce besoin a changé entre-temps. Rechargez la page pour voir où il en est.")


class FileMovedOn(IllegalMove):
    """The file is no longer at the point where this can be done."""

    sentence = _l("Ce fichier a changé entre-temps. Rechargez la page pour voir où il en est.")


class ConfirmsWhoSent(Forbidden):
    """Somebody asked to have a file written that a colleague sent, and could then read it."""

    code = "confirms_who_sent"
    sentence = _l(
        "Un fichier est confirmé par la personne qui l’a envoyé. Si elle n’est pas là, envoyez-le "
        "vous-même : une ou un autre collègue le relira."
    )


class AnotherFileUnderWay(Wrong):
    """A file of the same partner is being written: two at once would close each other’s needs."""

    sentence = _l(
        "Un autre fichier est en cours d’enregistrement. Attendez qu’il soit terminé, puis "
        "confirmez de nouveau."
    )


class NotChecked(Wrong):
    """A question of the checklist was left without an answer."""

    sentence = _l(
        "Répondez à chaque question avant d’envoyer : c’est ce qui protège la personne. "
        "Cochez chaque ligne après avoir relu le texte."
    )


class TooRareHere(Wrong):
    """A published need was to be of a kind that too few households could have where it is shown."""

    code = "too_rare_here"
    sentence = _l(
        "Trop peu de foyers pourraient avoir un besoin de cette sorte, là où il est montré : on le "
        "reconnaîtrait. Gardez la sorte du besoin, ou retirez-le et écrivez-le de nouveau."
    )


def may_write(resident: Resident, partner: Partner) -> bool:
    """Staff who publish in the partner’s name."""
    return has_role(resident, partner, StaffRole.PUBLISH)


def wrote_in(resident: Resident, text: Need | NeedRevision) -> bool:
    """Whether words of `resident` may stand in a text, whoever touched it last.

    Four eyes read what is published: nobody approves a text in which they wrote. In a team of two
    who both wrote, a third colleague reads it, or it is given up and one of them begins again from
    what is published: the text that begins there has one writer, and the other one reads it.
    """
    return resident.id in writers_of(text)


def writers_of(text: Need | NeedRevision) -> set[int]:
    """Return the ids of everyone who wrote in a text since it was begun."""
    return {writer.id for writer in hands_in(text)}


def hands_in(text: Need | NeedRevision) -> Sequence[Resident]:
    """Return everyone who wrote in a text since it was begun, the last one first."""
    return text.author, *(each for each in text.writers if each.id != text.author_id)


def reads_apart(resident: Resident, text: Need | NeedRevision) -> bool:
    """Someone who wrote nothing in a text and lives with nobody who did: the other two eyes."""
    return not is_of_one_home(resident, writers_of(text))


def reads_file_apart(resident: Resident, file: NeedFile) -> bool:
    """Someone who did not have a file written, and does not live with who did."""
    return not is_of_one_home(resident, [file.author_id])


def may_confirm_file(resident: Resident, file: NeedFile) -> bool:
    """Whoever sent it, and stands for what it says: it is read by another person afterwards."""
    return file.is_checked and file.author_id == resident.id


def may_judge_file(resident: Resident, file: NeedFile) -> bool:
    """Someone who reads it apart, while the file waits to be read."""
    return file.is_submitted and reads_file_apart(resident, file)


def is_second_reader(resident: Resident, need: Need) -> bool:
    """Someone who reads it apart, while the need waits to be read."""
    return need.status is NeedStatus.SUBMITTED and reads_apart(resident, need)


def is_editable(need: Need) -> bool:
    """Only what nobody has been asked to approve yet may be rewritten."""
    return need.status in EDITABLE


def concerns(actor: Actor, need: Need) -> bool:
    """Neighbours of its town, while the partner that vouches for it is accredited."""
    quartier = actor.quartier
    return (
        need.status is NeedStatus.OPEN
        and need.partner.accredited_at is not None
        and quartier is not None
        and quartier.municipality_id == need.quartier.municipality_id
    )


def is_offered_to_all(need: Need) -> bool:
    """Whether everybody may read and fund a need: its town is open, and says so by its switches.

    No more is told to everybody than to neighbours.
    """
    is_open = need.status is NeedStatus.OPEN and need.partner.accredited_at is not None
    return is_open and _is_shown_to_all(need)


def was_offered_to_all(need: Need) -> bool:
    """Whether a need that everybody could read and fund is funded, or was taken back, since."""
    ended = (NeedStatus.FUNDED, NeedStatus.PROVED, NeedStatus.WITHDRAWN)
    return need.status in ended and need.published_at is not None and _is_shown_to_all(need)


def _is_shown_to_all(need: Need) -> bool:
    is_hidden = need.hidden_at is not None or need.partner.hidden_at is not None
    return not is_hidden and offers_to_all(need.quartier.municipality)


def offers_to_all(town: Municipality) -> bool:
    """Whether a town is open, and lets everybody read its needs and give."""
    return town.is_open and codes_in(town.id).isdisjoint({NEEDS, NEEDS_FOR_ALL})


def may_fund(actor: Actor, need: Need) -> bool:
    """Whom funding lets give: neighbours whom it concerns, and all to what is offered to all."""
    if need.fund is None or not takes_gifts_of(actor, need.fund):
        return False
    return (actor.is_verified and concerns(actor, need)) or is_offered_to_all(need)


def may_revise(need: Need, about: RevisionOf) -> bool:
    """Allow a proof once the money is there, another version of whatever neighbours read."""
    if about is RevisionOf.PROOF:
        return need.status in (NeedStatus.FUNDED, NeedStatus.PROVED)
    if about is RevisionOf.THANKS:
        return may_thank(need)
    return need.status in PUBLISHED


def may_thank(need: Need) -> bool:
    """Allow one word of thanks, once, where the money is there and somebody gave it to this need.

    Whoever gave to a package has not chosen this need, and is told of none.
    """
    is_met = need.status in (NeedStatus.FUNDED, NeedStatus.PROVED)
    return is_met and need.donors_count > 0 and not need.thanks_text


def reads_a_revision(resident: Resident, revision: NeedRevision) -> bool:
    """Someone who reads it apart, while it waits to be read."""
    return revision.is_submitted and reads_apart(resident, revision)
