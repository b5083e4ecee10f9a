"""The ready words fit who one is, what is offered or asked for, and where it stands."""

import pytest

from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.kinds.endings import REASONS
from neighbourhood.exchanges.kinds.words import GENTLE_DECLINES, SUGGESTIONS
from neighbourhood.exchanges.models.subjects import Direction, Subject

NEEDED = "Je n’en ai plus besoin<"


def chips(page):
    """Return what stands between the typing box and the talk."""
    return page.partition("data-phrases")[2].partition("<form")[0]


@pytest.mark.parametrize(
    ("direction", "subject", "said"),
    [
        (Direction.ASK, Subject.SERVICE, "Je retire ma demande"),
        (Direction.ASK, Subject.LOAN, "J’ai trouvé une autre solution."),
        (Direction.OFFER, Subject.SERVICE, "Je ne peux plus le proposer."),
    ],
)
def test_how_and_why_it_ended_is_said_from_ones_own_side(town, karima, direction, subject, said):
    notice = town.notice(direction=direction, subject=subject)
    town.accept(town.reply(notice, town.marcel))
    page = karima.get(f"{notice.path}/terminer").text
    assert said in page
    assert (NEEDED in page) is (direction is Direction.ASK)


@pytest.mark.parametrize("direction", list(Direction))
def test_a_gentle_no_fits_what_was_offered_or_asked(town, karima, direction):
    notice = town.notice(direction=direction)
    reply = town.reply(notice, town.marcel)
    page = karima.get(f"/entraide/reponses/{reply.id}/decliner").text
    asks = direction is Direction.ASK
    assert ("merci de proposer" in page) is asks
    assert ("merci de demander" in page) is not asks
    assert "a proposé son aide" not in page


def test_every_kind_of_notice_has_its_words():
    assert (
        set(GENTLE_DECLINES)
        == set(REASONS)
        == set(SUGGESTIONS)
        == {"ask", "offer", "borrow", "give", "seek"}
    )
    assert all(len(set(map(str, said))) == 3 for said in [*REASONS.values(), *SUGGESTIONS.values()])


def test_the_words_of_a_conversation_follow_who_one_is_and_what_became_of_it(
    town, karima, marcel, act
):
    notice = town.notice()
    reply = town.reply(notice, town.marcel)
    talk = f"/messages/a-propos/reply/{reply.id}"

    def both():
        return [chips(one.get(talk, follow_redirects=True).text) for one in (karima, marcel)]

    hers, his = both()
    assert "Pas cette fois" in hers
    assert "Pas cette fois" not in his
    town.accept(reply)
    for said in both():
        assert "changer de jour" in said
        assert "Pas cette fois" not in said
    act(notices.withdraw, town.karima, notice)
    for said in both():
        assert "une autre fois" in said
        assert "Quand cela" not in said


def test_once_a_no_was_said_nobody_is_asked_when(town, karima, marcel, act):
    reply = town.reply(town.notice(), town.marcel)
    act(replies.decline, town.karima, reply, answer="Pas cette fois.")
    for one in (karima, marcel):
        page = one.get(f"/messages/a-propos/reply/{reply.id}", follow_redirects=True).text
        assert "Quand cela" not in chips(page)
        assert "Oui, avec plaisir" not in chips(page)
