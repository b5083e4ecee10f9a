"""A link is worth a word from a new account alone: proving an address again makes none."""

from datetime import timedelta

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.moderation.caution import Caution
from neighbourhood.moderation.quiet import WORDS, quiet_words


@pytest.mark.parametrize(("age", "told"), [(200, False), (2, True)])
def test_how_old_an_account_is_counts_and_not_its_last_proof(app, make, age, told):
    marcel = make.resident("Marcel Dupont")
    with make.writing() as session:
        held = session.merge(marcel)
        held.created_at, held.verified_at = now() - timedelta(days=age), now()
    with app.test_request_context():
        said = quiet_words(held, "Regardez https://exemple.fr/x")
        assert (str(WORDS[Caution.LINK]) in said) is told
