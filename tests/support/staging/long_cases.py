"""Names and texts as long as they get, and a quartier with nothing in it."""

from datetime import timedelta

from messaging.actions.talking import send_message
from messaging.queries.conversations import thread_of
from neighbourhood.exchanges.actions import notices, replies
from neighbourhood.exchanges.models.notices import TITLE_LIMIT
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.invitations import actions as invitations
from neighbourhood.invitations.models import Occasion, Side
from neighbourhood.partners.actions.accrediting import accredit, suspend
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import PartnerKind, StaffRole
from neighbourhood.places.models import Municipality, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.staging.people import Stage
from tests.support.wordings import a_ladder, a_shelf

LONG_NAME = "Marie-Alexandrine de La Rochefoucauld-Montmorency-Beauvoisin"
ONE_WORD = "Maximilienne Llanfairpwllgwyngyllgogerychwyrndrobwllllantysi"
LONG_TITLE = "Anticonstitutionnellement" * 4 + "-en-un-seul-mot-ici"
LONG_WORDS = "Voir https://exemple.example/" + "cheminsansfin" * 12
LONG_PLACE = "Saint-Germain-des-Fossés-et-de-la-Haute-Vallée-du-Moulin"


def long_cases(stage: Stage) -> dict[str, str]:
    """Add two people with names as long as they get, and what they say to each other."""
    here = stage.quartier(LONG_PLACE, "01901", f"Villeneuve-{LONG_PLACE}")
    author, reader = stage.person(LONG_NAME, "longue"), stage.person(ONE_WORD, "lecteur")
    for number, one in enumerate((author, reader), 1):
        one.about = f"{LONG_WORDS} {LONG_NAME}"
        stage.home(one, here, number)
    notice = notices.publish(Actor.of(author), direction=Direction.ASK, wording=_long_notice())
    reply = replies.reply(Actor.of(reader), notice, text=f"{LONG_WORDS} {LONG_TITLE}")
    thread = thread_of("reply", reply.id)
    for text in (LONG_WORDS, "Oui.", f"{LONG_TITLE} {LONG_WORDS}"):
        send_message(Actor.of(author), thread.id, text=text)
        send_message(Actor.of(reader), thread.id, text=f"{text} {LONG_NAME}")
    ending = notices.publish(Actor.of(author), direction=Direction.ASK, wording=_ending_notice())
    helped = replies.reply(Actor.of(reader), ending, text="Je l’apporte dimanche.")
    replies.accept(Actor.of(author), helped)
    table = invitations.publish(Actor.of(author), side=Side.HOST, wording=_long_table())
    seat = invitations.ask(Actor.of(reader), table, message=LONG_WORDS, seats=2)
    partner = _long_partner(author, here.municipality, stage.people["admin"])
    return {
        "long_notice": notice.path,
        "long_thanks": f"/entraide/reponses/{reply.id}/merci",
        "long_decline": f"/entraide/reponses/{reply.id}/decliner",
        "long_conversation": f"/messages/{thread.id}",
        "ending": ending.path,
        "renewal": f"/entraide/prolonger/{sign(notices.RENEWAL, ending.id)}",
        "too_early": f"/entraide/prolonger/{sign(notices.RENEWAL, notice.id)}",
        "long_invitation": table.path,
        "long_seat": f"/messages/a-propos/seat/{seat.id}",
        "long_profile": f"/voisins/{author.id}",
        "closed_partner": f"/administration/partenaires/{partner.id}",
    }


def _long_notice() -> notices.Wording:
    return a_shelf(
        title=LONG_TITLE[:TITLE_LIMIT],
        body=f"{LONG_WORDS}\n\n{LONG_TITLE}",
        expires_at=now() + notices.LASTS,
    )


def _ending_notice() -> notices.Wording:
    return a_ladder(
        title="Une échelle pour dimanche",
        body="Pour cueillir des pommes.",
        expires_at=now() + timedelta(days=2),
        places=2,
    )


def _long_table() -> invitations.Wording:
    return invitations.Wording(
        occasion=Occasion.SUNDAY,
        held_at=now() + timedelta(days=3),
        seats=8,
        title=LONG_TITLE[:TITLE_LIMIT],
        body=LONG_WORDS,
        reach=Reach.QUARTIER,
    )


def _long_partner(manager: Resident, town: Municipality, closer: Resident):
    partner = accredit(town, name=LONG_TITLE, kind=PartnerKind.ASSOCIATION)
    name_staff(partner, manager, role=StaffRole.MANAGE)
    suspend(Actor.of(closer), partner, reason=LONG_WORDS)
    return partner


def empty_cases(stage: Stage) -> dict[str, str]:
    """Add the first neighbour of a quartier: nothing there yet, for her."""
    alone = stage.person("Lucie Premier", "seule")
    stage.home(alone, stage.quartier("Les Champs-Neufs", "01902", "Neuville"), 1)
    return {}
