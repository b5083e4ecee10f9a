"""Loans between two neighbours, which nobody else is to know of."""

from datetime import timedelta

from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import answering, asking, handing, incidents, words
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import IncidentKind
from neighbourhood.loans.models.loans import Loan
from tests.support.foreign.things import Thing, asked_by
from tests.support.foreign.world import World


def asked(world: World) -> Loan:
    """Inès asks Marcel for a thing, for today and tomorrow."""
    with world.make.writing():
        first = today()
    days = {"first_day": first, "last_day": first + timedelta(days=1)}
    return world.make.act(
        asking.ask, world.ines, world.item(world.marcel), text="Puis-je ?", **days
    )


def out(world: World) -> Loan:
    """The same, once the thing has left."""
    loan = asked(world)
    world.make.act(answering.accept, world.marcel, loan)
    world.make.act(handing.hand_over, world.marcel, loan)
    return loan


@asked_by("loans.accept", "loans.decline", "loans.put_back_loan", "loans.loan", "loans.loan_file")
def request_to_another(world: World) -> Thing:
    """What one neighbour asked another."""
    return Thing({"loan_id": asked(world).id}, world.marcel, world.karima)


@asked_by("loans.withdraw")
def request_of_another(world: World) -> Thing:
    """What somebody else asked, and may take back."""
    return Thing({"loan_id": asked(world).id}, world.ines, world.karima)


@asked_by("loans.call_off", "loans.hand_over")
def agreed_between_others(world: World) -> Thing:
    """What two agreed, and has not left yet."""
    loan = asked(world)
    world.make.act(answering.accept, world.marcel, loan)
    return Thing({"loan_id": loan.id}, world.marcel, world.karima)


@asked_by("loans.take_in", "loans.open_incident")
def thing_out_with_another(world: World) -> Thing:
    """A thing that is with somebody else."""
    return Thing({"loan_id": out(world).id}, world.marcel, world.karima)


@asked_by("loans.renew_loan", "loans.say_back")
def thing_borrowed_by_another(world: World) -> Thing:
    """A thing that somebody else has."""
    return Thing({"loan_id": out(world).id}, world.ines, world.karima)


@asked_by("loans.not_back")
def thing_said_to_be_back(world: World) -> Thing:
    """A thing that somebody else said they brought back."""
    loan = out(world)
    world.make.act(handing.say_back, world.ines, loan)
    return Thing({"loan_id": loan.id}, world.marcel, world.karima)


@asked_by("loans.check")
def state_of_what_is_out(world: World) -> Thing:
    """The state of a thing, which the two note."""
    return Thing({"loan_id": out(world).id, "moment": "out"}, world.marcel, world.karima)


@asked_by("loans.check_photo")
def photo_of_a_state(world: World) -> Thing:
    """A photo of the state of a thing."""
    loan, key = out(world), world.photo_key()
    photos = [{"key": key, "description": ""}]
    noted = {"moment": CheckMoment.OUT, "notes": "", "photos": photos}
    check = world.make.act(handing.check, world.marcel, loan, **noted)
    values = {"loan_id": loan.id, "check_id": check.id, "name": key.rpartition("/")[2]}
    return Thing(values, world.ines, world.karima)


def told(world: World):
    """Marcel says that his thing came to harm, and Inès tells it too."""
    loan = out(world)
    said = {"kind": IncidentKind.BROKEN, "text": "La poignée."}
    return world.make.act(incidents.open_incident, world.marcel, loan, **said)


@asked_by("loans.incident", "loans.take_back_incident")
def trouble_of_others(world: World) -> Thing:
    """What went wrong between two others."""
    return Thing({"incident_id": told(world).id}, world.marcel, world.karima)


@asked_by("loans.agree", "loans.end_incident")
def proposal_to_another(world: World) -> Thing:
    """A way out that one of two others proposed."""
    incident = told(world)
    world.make.act(incidents.tell_account, world.ines, incident, text="Elle était fendue.")
    world.make.act(incidents.propose, world.ines, incident, text="Je la répare.")
    return Thing({"incident_id": incident.id}, world.marcel, world.karima)


@asked_by("loans.write_word")
def words_after_a_loan(world: World) -> Thing:
    """A loan that is over, after which the two may write to each other."""
    loan = out(world)
    world.make.act(handing.take_in, world.marcel, loan)
    return Thing({"loan_id": loan.id}, world.ines, world.karima)


@asked_by("loans.answer_word")
def word_to_another(world: World) -> Thing:
    """Words of one of two others to the other, which may be answered."""
    loan = out(world)
    world.make.act(handing.take_in, world.marcel, loan)
    word = world.make.act(words.write, world.ines, loan, text="Merci.")
    world.make.act(words.write, world.marcel, loan, text="Merci à vous.")
    return Thing({"word_id": word.id}, world.marcel, world.karima)


@asked_by("loans.ask", "loans.wait", "loans.wait_no_more")
def thing_lent_elsewhere(world: World) -> Thing:
    """A thing lent to the whole of another town."""
    return Thing({"item_id": world.item(world.paul).id}, world.rosa, world.karima)
