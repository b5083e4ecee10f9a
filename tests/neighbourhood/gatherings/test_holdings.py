"""What is held of gatherings is, for each, what they put up, said and brought themselves."""

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.words.blotting import BLOT
from neighbourhood.gatherings.actions import afterwards
from neighbourhood.gatherings.models.coming import Coming
from neighbourhood.gatherings.models.gatherings import Gathering


def read(court, who) -> str:
    with court.make.writing():
        return repr(list(HOLDINGS["gatherings"].read(who.id)))


def erase(court, who) -> None:
    with court.make.writing():
        HOLDINGS["gatherings"].erase(who.id)


def test_one_reads_what_one_put_up_and_where_one_came(court):
    date = court.first(court.gathering(title="Un café"))
    own = court.come(court.marcel, date)
    court.has_been_held(date)
    court.act(afterwards.thank, court.marcel, own, text="Merci pour le café.")
    assert "Un café" in read(court, court.karima)
    assert "Merci pour le café" not in read(court, court.karima)
    assert "Merci pour le café" in read(court, court.marcel)


def test_whoever_is_erased_gives_their_place_to_who_waits(court):
    date = court.first(court.gathering(capacity=1))
    court.come(court.marcel, date)
    court.come(court.ines, date)
    erase(court, court.marcel)
    assert court.states(date) == {"Inès": "coming"}
    assert court.fresh(date).taken == 1


def test_of_a_gathering_to_which_others_came_only_that_there_was_one_stays(court):
    gathering = court.gathering(title="Chez Karima")
    date = court.first(gathering)
    own = court.come(court.marcel, date)
    court.has_been_held(date)
    court.act(afterwards.thank, court.marcel, own, text="Merci Karima Benali.")
    erase(court, court.karima)
    with court.make.writing() as session:
        left = session.get_one(Gathering, gathering.id)
        assert (left.title, left.body, left.place) == (BLOT, "", BLOT)
        assert left.is_cancelled
        assert "Karima" not in session.get_one(Coming, own.id).thanks
