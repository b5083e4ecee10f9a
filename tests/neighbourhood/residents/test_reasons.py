"""Why somebody looked: reasons of the house are said in the language of their reader."""

from flask_babel import force_locale

from neighbourhood.people.kinds import SEEN
from neighbourhood.residents.kinds import REASONS, SIGHTS, in_own_words, say_reason

REASON = "Demande au guichet"


def test_own_words_stay_as_they_are_and_are_never_a_reason_of_the_house(app):
    helped = SEEN.reasons[0]
    with app.test_request_context(), force_locale("en"):
        assert say_reason(REASON) == REASON
        assert say_reason(in_own_words(helped.noted())) == helped.code
        # Noted by its words, before it was by its code.
        assert say_reason("La personne demande de l’aide : urgent").endswith("help: urgent")


def test_every_reason_at_hand_is_known_by_its_code():
    given = [reason for kind in SIGHTS.values() for reason in kind.reasons]
    assert given
    assert all(REASONS[one.code] is one for one in given)
