"""What the demonstration leaves out: after these, every table has rows and every state is seen.

Each builder is given a `Stage` and works in a transaction of its own, as those of `stage` do.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from messaging.actions.releases import hide_address, show_address
from messaging.actions.talking import send_message
from messaging.models import Conversation, Level, Member
from messaging.policies import first_shown
from messaging.queries.conversations import thread_of
from neighbourhood.exchanges.actions import absences, notices, replies, standing_in, timing, words
from neighbourhood.exchanges.days import next_days
from neighbourhood.exchanges.models.days import StandIn
from neighbourhood.exchanges.models.notices import HowEnded
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.drafts import Sheet, keep
from neighbourhood.foundation.storing.switched_off import SwitchedOff
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Invitation, Side
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.kinds import DEEDS, Deed
from neighbourhood.mandates.models import Mandate, MandateDeed, MandateReport
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.mandates.queries.mandates import held_by, live_of
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.second_factors import renew_recovery_codes
from neighbourhood.residents.models.second_factors import SpentChallenge
from neighbourhood.timebank.kinds import TIME
from tests.support.mandates import ALL
from tests.support.release_agenda import agenda
from tests.support.release_gatherings import gatherings
from tests.support.release_gifts import gifts, itself, returned_need
from tests.support.release_groups import groups
from tests.support.release_lately import late
from tests.support.release_loans import loans
from tests.support.staging.people import Stage
from tests.support.wordings import a_couscous, a_shelf
from verification.actions.claims import give_up
from verification.actions.desk import read_aloud
from verification.actions.household import print_codes
from verification.actions.oversight import withdraw_proof
from verification.models.claims import AddressClaim, ClaimStatus, ForbiddenMethod, WrongTry
from verification.models.homes import WithdrawalReason

ANSWERS = {"subject": "service", "category": "diy", "title": "Monter une étagère", "places": 1}
EVERYTHING = giving.Terms(scopes=ALL, days=31)


def ended_mandates(stage: Stage) -> None:
    """End a mandate in each of the ways one ends, by a code and by a form."""
    for way, principal in enumerate(("sophie", "hassan", "admin")):
        giver, agent = itself(stage, principal), itself(stage, "helene.marchand")
        mandate = giving.give(giver, terms=EVERYTHING)
        if way == 0:
            ending.give_up(giver, mandate)
            continue
        giving.take_up(agent, mandate)
        if way == 1:
            ending.revoke(agent, mandate)
            continue
        mandate.begins_at = now() - timedelta(days=32)
        mandate.ends_at = now() - timedelta(days=1)
        db.session.flush()
        ending.expire_mandates()


def deeds(stage: Stage) -> None:
    """Have an agent act in every table that says who signed, and write every deed."""
    (mandate,) = [
        one for one in held_by(stage.people["karima"]) if one.is_live and not one.organisation
    ]
    mandate.scopes_given = sorted(ALL)
    db.session.flush()
    _act(stage, as_held_by(mandate, stage.people["karima"]))
    journal = live_of(stage.people["therese.lemaire"].id)[0]
    db.session.add_all(_line(one, deed) for one in (mandate, journal) for deed in DEEDS.values())


def _act(stage: Stage, marcel: Actor) -> None:
    friend = itself(stage, "hassan")
    notice = notices.publish(
        marcel,
        direction=Direction.ASK,
        wording=_wording(),
    )
    reply = replies.reply(friend, notice, text="Je viens samedi.")
    replies.accept(marcel, reply)
    notices.finish(marcel, notice)
    words.write(marcel, reply, text="Merci pour l’étagère.")
    offered = notices.publish(
        friend,
        direction=Direction.OFFER,
        wording=_wording(),
    )
    replies.reply(marcel, offered, text="Volontiers.")
    table = invitations.publish(marcel, side=Side.HOST, wording=a_couscous())
    invitations.accept(marcel, invitations.ask(friend, table, message="Avec joie.", seats=1))
    invitations.ask(marcel, _table_of(friend), message="Nous serons deux.", seats=2)
    thread = thread_of("reply", reply.id)
    said = UUID(int=2026)
    send_message(marcel, thread.id, text="À samedi.", client_id=str(said))


def endings(stage: Stage) -> None:
    """End notices, tables and what was answered to them in the ways the story leaves out."""
    host, guest = itself(stage, "sophie"), itself(stage, "karima")
    notice = notices.publish(host, direction=Direction.ASK, wording=_wording())
    replies.withdraw_reply(guest, replies.reply(guest, notice, text="Je peux."))
    notices.finish(host, notice, how=HowEnded.NOBODY_CAME, reason="Je l’ai fait seule.")
    table = _table_of(host)
    invitations.decline(host, invitations.ask(guest, table, message="Puis-je ?", seats=1))
    invitations.cancel(host, table)
    full = _table_of(host)
    seat = invitations.ask(guest, full, message="Nous sommes quatre.", seats=4)
    invitations.accept(host, seat)
    left = _table_of(guest)
    invitations.withdraw(host, invitations.ask(host, left, message="Avec joie.", seats=1))
    over = _table_of(guest)
    over.held_at = now() - timedelta(hours=1)
    db.session.flush()
    invitations.close(over.id)


def single_days(stage: Stage) -> None:
    """Miss one day of a lift of every week, stand in for it, and leave another out."""
    author, helper, other = (itself(stage, who) for who in ("sophie", "hassan", "karima"))
    kept = {"rhythm": "weekly", "moments": ["mon.morning", "thu.evening"]}
    weekly = a_shelf(expires_at=now() + notices.LASTS, particulars=kept)
    notice = notices.publish(author, direction=Direction.ASK, wording=weekly)
    given = replies.reply(helper, notice, text="Chaque semaine.")
    spare = replies.reply(other, notice, text="Moi aussi.")
    replies.accept(author, given)
    first, second, *_ = next_days(notice)
    absence = absences.cannot(helper, given, day=first)
    absences.say_why(helper, absence, reason="Je suis malade.")
    absences.call(absence.id)
    stand_in = db.session.scalars(select(StandIn).where(StandIn.reply_id == spare.id)).one()
    standing_in.offer(other, stand_in)
    standing_in.accept(author, stand_in)
    absences.clear_day(author, notice, day=second)


def noted_time(stage: Stage) -> None:
    """Note the time of a help, as in a town with a time bank."""
    helped, helper = itself(stage, "karima"), itself(stage, "hassan")
    db.session.add(SwitchedOff(code=TIME, municipality_id=helped.resident.quartier.municipality_id))
    db.session.flush()
    notice = notices.publish(helped, direction=Direction.ASK, wording=_wording())
    given = replies.reply(helper, notice, text="Je peux.")
    replies.accept(helped, given)
    notices.finish(helped, notice)
    helped.resident.switched_off = frozenset()
    timing.note_time(helped, given, minutes=45)


def _wording() -> notices.Wording:
    return a_shelf(body="Une petite heure.", expires_at=now() + notices.LASTS)


def _table_of(host: Actor) -> Invitation:
    return invitations.publish(host, side=Side.HOST, wording=a_couscous())


def _line(mandate: Mandate, deed: Deed) -> MandateDeed:
    return MandateDeed(
        mandate_id=mandate.id,
        agent_id=mandate.agents[0].agent_id,
        deed=deed.code,
        title="Monter une étagère",
        path="/entraide/1",
    )


def journals(stage: Stage) -> None:
    """Have the journals of a month made; one is printed, one has left."""
    month = (now().date().replace(day=1) - timedelta(days=1)).replace(day=1)
    for mandate in db.session.scalars(select(Mandate).where(Mandate.begins_at.is_not(None))):
        db.session.add(MandateReport(mandate_id=mandate.id, month=month))
    db.session.flush()
    printed = list(db.session.scalars(select(MandateReport).order_by(MandateReport.id).limit(2)))
    for report in printed:
        report.printed_at = now()
    printed[0].posted_at = now()


def drafts(stage: Stage) -> None:
    """Leave every form of several pages half answered."""
    karima, until = itself(stage, "karima"), (now() + timedelta(days=7)).date().isoformat()
    for direction in Direction:
        keep(Sheet(karima.id, f"notice {direction}"), ANSWERS | {"until": until})
    for side in Side:
        keep(Sheet(karima.id, f"invitation {side}"), {"occasion": "sunday", "seats": 3})
    keep(Sheet(itself(stage, "marcel").id, f"notice {Direction.ASK}"), {"subject": "loan"})


def releases(stage: Stage) -> None:
    """Have somebody show a door and take it back."""
    marcel = itself(stage, "marcel")
    theirs = select(Conversation.id).join(Member, Member.conversation_id == Conversation.id)
    theirs = theirs.where(Member.resident_id == marcel.id, Conversation.many.is_(False))
    thread = db.session.scalars(theirs).first()
    # Where the street would give the door away, it is never shown alone.
    for level in (first_shown(marcel), Level.DOOR):
        show_address(marcel, thread, level=level)
    hide_address(marcel, thread)


def codes(stage: Stage) -> None:
    """Have codes printed, read aloud and mistyped; have a town take no documents."""
    lived_in = Quartier.id.in_(select(Address.quartier_id))
    told = db.session.scalars(select(Quartier).where(lived_in).order_by(Quartier.id.desc())).first()
    print_codes(told)
    read_aloud(itself(stage, "mairie"), next(stage.doors))
    renew_recovery_codes(itself(stage, "double"))
    for method in ("household", "desk"):
        db.session.add(WrongTry(resident_id=stage.people["awa.konate"].id, method=method))
    db.session.add(ForbiddenMethod(municipality_id=told.municipality_id, method="document"))
    db.session.add(SpentChallenge(fingerprint="0" * 64))


def proofs(stage: Stage) -> None:
    """Have one proof given up, and another taken back."""
    give_up(itself(stage, "gabriel.teixeira"))
    taken_back = select(AddressClaim).where(
        AddressClaim.resident_id == stage.people["bastien"].id,
        AddressClaim.status == ClaimStatus.CONFIRMED,
    )
    withdraw_proof(
        itself(stage, "admin"),
        db.session.scalars(taken_back).one(),
        reason=WithdrawalReason.UNKNOWN_THERE,
    )


BUILDERS = (
    gifts, returned_need, ended_mandates, deeds, endings, loans,
    journals, drafts, releases, codes, proofs, single_days, noted_time, gatherings, groups,
    agenda, late,
)  # fmt: skip
