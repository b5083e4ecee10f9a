"""Whom one keeps away acts for one no more, nor the other way round."""

import pytest

from neighbourhood.mandates.actions import giving
from neighbourhood.mandates.policies import MandateGone
from neighbourhood.residents.actions import blocks
from tests.support import mandates


@pytest.fixture
def other(make, quartier):
    return make.resident("Marcel Lefèvre", quartier)


@pytest.mark.parametrize("by_agent", [True, False])
def test_a_block_ends_what_one_holds_for_the_other(make, helper, other, kept, by_agent):
    mandate_id = mandates.give(make, other, helper)
    elsewhere = mandates.give(make, other, make.resident("Inès Moreau", helper.quartier))
    one, away = (helper, other) if by_agent else (other, helper)
    make.act(blocks.block, one, other_id=away.id)
    assert not kept(mandate_id).is_live
    assert kept(elsewhere).is_live


def test_the_code_of_somebody_kept_away_serves_no_more(make, helper, other, kept):
    mandate_id = mandates.prepare(make, other)
    make.act(blocks.block, other, other_id=helper.id)
    with pytest.raises(MandateGone):
        make.act(giving.take_up, helper, kept(mandate_id))
    assert kept(mandate_id).is_prepared
