"""Who may do what with a posting and the responses to it; whether it is seen is for its board."""

from neighbourhood.feed.circles import is_in
from neighbourhood.feed.postings import Posting, PutUp, Response
from neighbourhood.residents.acting import Actor


def may_put_up(actor: Actor, kind: type[PutUp]) -> bool:
    """Allow neighbours whose address is proved."""
    return actor.is_verified and actor.quartier_id is not None and actor.lets(kind.SCOPE)


def is_author(actor: Actor, posting: PutUp) -> bool:
    """Recognise the author, or who may post in their place."""
    return posting.author_id == actor.id and actor.lets(posting.SCOPE)


def may_reword(actor: Actor, posting: PutUp) -> bool:
    """Allow the author to say it otherwise, or to others: not what is in a circle they left."""
    return is_author(actor, posting) and is_in(posting.author_id, posting.reach)


def may_respond(
    actor: Actor, posting: Posting, kind: type[Response], earlier: Response | None
) -> bool:
    """Allow a verified neighbour while answers are taken; anew only after withdrawing."""
    return (
        actor.is_verified
        and actor.lets(kind.SCOPE)
        # Nor is it of who acts in somebody’s place: nobody deals with themselves by a mandate.
        and posting.author_id not in (actor.id, actor.by_id)
        and posting.takes_answers
        and posting.author.is_active
        and (earlier is None or earlier.status is earlier.WITHDRAWN)
    )


def may_accept(actor: Actor, response: Response) -> bool:
    """Allow the author, while there is room for all whom the response counts for."""
    posting = response.posting
    room = posting.status is posting.OPEN and response.counts_for <= posting.places_left
    return room and may_decline(actor, response)


def may_decline(actor: Actor, response: Response) -> bool:
    """Allow the author, as long as the response waits for an answer."""
    own = is_author(actor, response.posting)
    theirs = response.responder.id != actor.by_id
    return own and theirs and response.is_waiting and bool(response.responder.is_active)


def are_both_here(response: Response) -> bool:
    """Tell whether neither side has left: nothing is undone, and nobody thanked, alone."""
    return response.responder.is_active and bool(response.posting.author.is_active)


def may_take_back(actor: Actor, response: Response) -> bool:
    """Allow whose response it is, as long as it stands."""
    mine = response.responder.id == actor.id and actor.lets(response.SCOPE)
    return mine and response.is_live
