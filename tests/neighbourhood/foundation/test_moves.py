from enum import StrEnum

from neighbourhood.foundation.storing.moves import Stands


class Bread(StrEnum):
    DOUGH = "dough"
    BAKED = "baked"
    BURNT = "burnt"


class Loaf:
    is_dough = Stands(Bread.DOUGH)
    is_out_of_the_oven = Stands(Bread.BAKED, Bread.BURNT)

    def __init__(self, status: Bread) -> None:
        self.status = status


def test_a_predicate_tells_whether_a_thing_stands_at_one_of_its_statuses():
    assert Loaf(Bread.DOUGH).is_dough
    assert not Loaf(Bread.DOUGH).is_out_of_the_oven
    assert Loaf(Bread.BURNT).is_out_of_the_oven


def test_a_predicate_follows_the_status():
    loaf = Loaf(Bread.DOUGH)
    loaf.status = Bread.BAKED
    assert not loaf.is_dough
    assert loaf.is_out_of_the_oven
