"""Every route and every socket event says who may call it, and is walked."""

from neighbourhood.campaigns.broadcast import NAMESPACE
from neighbourhood.foundation.extensions import csrf, socketio
from neighbourhood.foundation.web.access import ANYONE, READS, SIGNED_IN, VERIFIED, WRITES
from tests.access.asking import WAYS, access
from tests.support.foreign.table import FOREIGN

# Routes with a part that names no thing somebody could own, and why.
NOBODYS = {
    "exchanges.shared": "it leads to a page that decides, and says nothing: see test_sharing",
    "moderation.figures": "the figures of a town are public",
    "campaigns.embed": "the figures of a town are public",
    "campaigns.fund_poster": "what everybody may give to is public: see test_sharing",
    "campaigns.fund_preview": "what everybody may give to is public: see test_sharing",
    "campaigns.share": "what everybody may give to is public: see test_sharing",
    "campaigns.poster": "a poster of a town is public",
    "campaigns.preview": "the picture of a town is public",
    "campaigns.screen": "the figures of a town are public",
    "campaigns.text": "the texts about a town are public",
    "campaigns.total": "the figures of a town are public",
    "campaigns.town": "the figures of a town are public",
    "partners.town_colours": "the colour of a town is public",
    "partners.town_logo": "the logo of a town is public",
    "funding.accounts": "the accounts of a town are public",
    "funding.register_part": "the register is public: numbers, days and digests",
    "funding.forget_visitor": "the token is the right to be forgotten: test_callers forges one",
    "funding.give": "what everybody may give to is public, and nothing else is found: test_offers",
    "funding.give_as_visitor": "what everybody may give to is public",
    "funding.visitor_gifts": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_name_shown": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_not_paid": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_paper": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_receipt": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_tax_paper": "the token is the right to read what one gave: see test_visitors",
    "funding.visitor_tax_papers_list": "the token is the right to read what one gave",
    "funding.visitor_take_tax_paper_back": "the token is the right to read what one gave",
    "funding.visitor_transfer": "the token is the right to read one promise, by its link",
    "funding.give_up_visitor_transfer": "the token is the right to give one promise up",
    "funding.visitor_thanks": "the token is the right to read what one gave: see test_visitors",
    "funding.monthly_again": "the token is the right to go back: test_monthly_pages forges one",
    "funding.monthly_gift": "the token is the right to stop it: test_monthly_pages forges one",
    "funding.stop_monthly": "the token is the right to stop it: test_monthly_pages forges one",
    "feed.glimpse": "how much goes on in a quartier, in figures, is for every account",
    "openings.opening": "how many neighbours a quartier lacks is public",
    "openings.notice": "a sheet for the entrance of a building is public",
    "openings.wait": "whoever likes waits for any quartier, for themselves",
    "openings.found": "a commune of the national list is nobody’s",
    "places.quartier": "the outline of a quartier is public",
    "moderation.accept_charter": "one agrees for oneself, to what anybody may read",
    "moderation.town_charter": "the charter of a town is public",
    "exchanges.renew_by_mail": "the token is the right to renew: test_callers forges one",
    "directory.come_in": "that a quartier is there is public",
    "directory.invited": "the token is the right to read a first name: see test_inviting",
    "gatherings.on_poster": "the token is the right to read what a poster says: see test_posters",
    "loans.calendar_file": "the token is the right to read a calendar: see the tests of loans",
    "agenda.feed": "the token is the right to read a calendar: see the tests of the agenda",
    "partners.accept_invitation": "only the account it was sent to accepts: see test_team",
    "partners.confirm_mailbox": "the token is the proof: test_callers forges one",
    "pretend_bank.pay": "the token is the order: test_callers forges one",
    "residents.confirm_email": "the token is the proof: test_callers forges one",
    "residents.confirm_mailbox": "the token is the proof: test_callers forges one",
    "residents.give_reason": "why one is about to look: the page behind decides who may",
    "residents.let_in": "the token is the right to enter: test_callers forges one",
    "residents.new_password": "the token is the right to choose one: test_callers forges one",
    "residents.not_me": "the token is the right to object: test_callers forges one",
    "verification.decide": "no proof of ours has this page: its own town is tested with a toy one",
    "verification.proof_desk": "a way to prove an address is nobody’s: see test_a_new_proof",
    "verification.stay_by_mail": "the token is the right to stay: test_callers forges one",
}


def test_every_route_says_who_may_call_it(one_app, rules):
    silent = [rule.endpoint for rule in rules if not access(one_app, rule.endpoint)]
    assert not silent, f"put @anyone, @signed_in, @verified or a slice's own on: {silent}"


def test_every_socket_event_says_who_may_send_it(one_app):
    events = socketio.server.handlers["/"]
    assert {"connect", "conversation:join", "message:send", "message:read"} <= events.keys()
    # Nobody speaks in the rooms of public figures: one is let in, or not, and listens.
    public = socketio.server.handlers[NAMESPACE]
    assert {name: handler.access for name, handler in public.items()} == {"connect": ANYONE}
    assert socketio.server.handlers.keys() == {"/", NAMESPACE}
    declared = {name: getattr(handler, "access", None) for name, handler in events.items()}
    open_to = {name: who for name, who in declared.items() if who not in {SIGNED_IN, VERIFIED}}
    assert not open_to, f"declare who may send these events: {open_to}"


def test_every_socket_event_says_whether_it_reads_or_writes(one_app):
    events = socketio.server.handlers["/"]
    effects = {name: getattr(handler, "effect", None) for name, handler in events.items()}
    silent = [name for name, effect in effects.items() if effect not in {READS, WRITES}]
    assert socketio.server.handlers[NAMESPACE]["connect"].effect == READS
    assert not silent, f"put @reads or @writes on: {silent}"
    assert effects["message:send"] == WRITES


def test_only_the_webhook_goes_without_the_token_of_a_form(one_app):
    # It proves who speaks by a signature.
    assert csrf._exempt_views == {"neighbourhood.funding.webhooks.webhook"}
    assert not csrf._exempt_blueprints


def test_every_route_that_names_a_thing_is_tested_with_a_foreign_one(rules):
    naming = {rule.endpoint for rule in rules if rule.arguments - WAYS.keys()}
    unknown = sorted(naming - FOREIGN.keys() - NOBODYS.keys())
    assert not unknown, (
        f"add to FOREIGN, in tests/support/foreign/, a maker of the thing that each of these "
        f"routes names (or to NOBODYS, here, with the reason why it belongs to nobody): {unknown}"
    )
    assert FOREIGN.keys() | NOBODYS.keys() <= naming, "these routes are gone: take them out"
