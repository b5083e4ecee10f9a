"""What is held of groups: what an editor wrote is theirs, and who is erased is named nowhere."""

from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.groups.actions import answering, papers, tasks
from neighbourhood.groups.models.members import Membership

WORDS = "Vous pourrez revenir cet été."


def removed(yard, group):
    """Have Karima remove Inès with words, and return what is between Inès and the group."""
    seat = yard.seat(group, yard.ines)
    yard.act(answering.remove, yard.karima, group, seat, words=f"{WORDS} Karima Benali")
    return seat


def test_a_copy_holds_what_an_editor_wrote_to_others_and_not_to_whom(yard, group):
    removed(yard, group)
    with yard.make.writing():
        copy = list(HOLDINGS["groups"].read(yard.karima.id))
    assert {"table": "membership", "answer": f"{WORDS} Karima Benali"} in copy
    assert sum(row["table"] == "membership" for row in copy) == 2


def test_what_an_editor_wrote_names_them_no_more_once_they_are_erased(yard, group):
    seat = removed(yard, group)
    with yard.make.writing():
        HOLDINGS["groups"].erase(yard.karima.id)
    with yard.make.writing() as session:
        answer = session.get_one(Membership, seat.id).answer
    assert answer.startswith(WORDS)
    assert "Benali" not in answer


def test_who_is_erased_is_named_no_more_in_what_others_wrote_in_their_groups(yard, group):
    named = "Demandez à Marcel Dupont."
    other = yard.group()
    notes = [
        yard.act(papers.pin, yard.karima, where, title="La clé", body=named)
        for where in (group, other)
    ]
    wanted = tasks.Wanted(title="Le repas", lines=((named, 1),))
    line = yard.act(tasks.write, yard.karima, group, wanted=wanted).lines[0]
    with yard.make.writing():
        HOLDINGS["groups"].erase(yard.marcel.id)
    assert "Dupont" not in yard.fresh(notes[0]).body
    assert "Dupont" not in yard.fresh(line).words
    assert yard.fresh(notes[1]).body == named
