"""What words hear of residents."""

from neighbourhood.bulletins import queries
from neighbourhood.bulletins.actions import words
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_unsettled
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def take_down(resident: Resident) -> None:
    """Take down the words of someone whose address is proved no more."""
    for bulletin in queries.standing_words(resident):
        words.withdraw(Actor.of(resident), bulletin)
