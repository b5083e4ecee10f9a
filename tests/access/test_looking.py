"""Looking changes nothing: no page is a button, whether it is asked for whole or by its head."""

import pytest

from neighbourhood.agenda.actions import addresses
from neighbourhood.directory.actions import links as invite_links
from neighbourhood.exchanges.actions import notices
from neighbourhood.foundation.storing import drafts
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.tokens import sign
from neighbourhood.funding.gateways.pretend import BANK_PURPOSE
from neighbourhood.gatherings.models.gatherings import Occurrence
from neighbourhood.gatherings.queries.posters import token_of
from neighbourhood.loans.actions import calendars
from neighbourhood.needs.models import Need
from neighbourhood.partners import mails as partner_mails
from neighbourhood.residents import mails
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import MailboxChange
from tests.access import visitors
from tests.access.asking import LOOKING, guessed, rule_of, snapshot, url_of
from tests.access.wizards import WIZARDS, fill
from tests.support.foreign.table import FOREIGN
from verification.actions import homes
from verification.models.homes import Residency


def mailbox_change(world, person, **more) -> int:
    with world.make.writing() as session:
        moved = {"old_email": "before@example.org", "new_email": "after@example.org"}
        change = MailboxChange(resident_id=person.id, **moved, **more)
        session.add(change)
        session.flush()
        return change.id


def links(world) -> dict[str, tuple]:
    """For every route that takes a token: who reads the mail, and a token that is good."""
    invited = world.make.resident("Léa Roche", world.marcel.quartier, email="lea@example.org")
    invitation = world.staff_invitation_id(world.managed_office())
    notice, application = world.notice(world.karima), world.application(world.ines, submitted=False)
    asked = mailbox_change(world, world.marcel)
    done = mailbox_change(world, world.karima, confirmed_at=now())
    with world.make.writing() as session:
        nour = session.get_one(Resident, world.nour.id)
        newcomer = [nour.id, nour.credentials_mark, "another browser"]
        mark = session.get_one(Resident, world.marcel.id).credentials_mark
        # He will have signed in once more, to look at it.
        *who, times = mails.entering(session.get_one(Resident, world.paul.id))
        way_in = [*who, times + 1]
        home = session.query(Residency).filter_by(resident_id=world.marcel.id).one()
        order = {"key": "x", "amount_cents": 1, "label": "Don", "paid": "/", "cancelled": "/"}
        return {
            "exchanges.renew_by_mail": (world.karima, sign(notices.RENEWAL, notice.id)),
            "partners.accept_invitation": (invited, sign(partner_mails.INVITATION, invitation)),
            "partners.confirm_mailbox": (world.ines, sign(partner_mails.MAILBOX, application.id)),
            "residents.confirm_mailbox": (world.marcel, sign(mails.NEW_MAILBOX, [asked, mark])),
            "residents.not_me": (world.karima, sign(mails.NOT_ME, done)),
            "residents.confirm_email": (world.nour, sign(mails.CONFIRM, newcomer)),
            "residents.let_in": (world.paul, sign(mails.LET_IN, way_in)),
            "residents.new_password": (
                world.marcel,
                sign(mails.RESET, [world.marcel.id, mark]),
            ),
            "verification.stay_by_mail": (world.marcel, homes.stay_token(home)),
            "pretend_bank.pay": (world.karima, sign(BANK_PURPOSE, order)),
        }


def looked_at(rules):
    return [rule for rule in rules if "GET" in rule.methods]


@pytest.mark.parametrize("method", LOOKING)
@pytest.mark.parametrize("who", ["nour", "karima", "ines", "clerk", "administrator", "author"])
def test_no_page_changes_anything(app, world, rules, signed_in, who, method):
    filled = [WIZARDS[name](world) for name in WIZARDS]
    for page in filled:
        fill(world, page)
    writers = {page.makes: page.writer for page in filled}
    reader = writers[Need] if who == "author" else getattr(world, who)
    browser = signed_in(reader)
    pages, before = looked_at(rules), snapshot(app)
    assert len(pages) > 90
    for rule in pages:
        answer = browser.open(url_of(rule, guessed(rule)), method=method)
        assert answer.status_code != 500, rule
        assert method == "GET" or not answer.data, rule
    assert snapshot(app) == before


def test_a_link_of_a_mail_is_no_button(app, world, rules, signed_in):
    of_visitors, named = visitors.tokens(world)
    mailed = links(world) | {name: (world.karima, token) for name, token in of_visitors.items()}
    address = world.make.act(calendars.make_address, world.karima)
    mailed["loans.calendar_file"] = world.karima, address
    mailed["directory.invited"] = world.karima, world.make.act(invite_links.make, world.karima)
    _, address = world.make.act(addresses.make, world.karima, shows=["mine"])
    mailed["agenda.feed"] = world.karima, address
    hangs = FOREIGN["gatherings.poster"](world).values["occurrence_id"]
    with world.make.writing() as session:
        mailed["gatherings.on_poster"] = world.karima, token_of(session.get_one(Occurrence, hangs))
    led = FOREIGN["groups.led"](world)
    mailed["groups.led"] = led.owner, led.values["token"]
    tokened = {rule.endpoint for rule in looked_at(rules) if "token" in rule.arguments}
    # A card is read at a desk, to which it leads whoever keeps one.
    assert tokened - {"libraries.scan_card"} == mailed.keys()
    for endpoint, (reader, token) in mailed.items():
        rule = rule_of(app, endpoint)
        browser, url = signed_in(reader), url_of(rule, named | {"token": token})
        before = snapshot(app)
        assert [browser.open(url, method=method).status_code for method in LOOKING] == [200] * 2
        assert snapshot(app) == before, endpoint


@pytest.mark.parametrize("wizard", WIZARDS)
def test_a_preview_is_not_sent_by_looking_at_it(app, world, signed_in, wizard):
    page = WIZARDS[wizard](world)
    fill(world, page)
    browser, before = signed_in(page.writer), snapshot(app)
    head, whole = (browser.open(page.path, method=method) for method in LOOKING)
    assert (head.status_code, head.data, whole.status_code) == (200, b"", 200)
    assert snapshot(app) == before


def test_looking_at_the_first_page_forgets_no_renewal(app, world, signed_in):
    thing = FOREIGN["mandates.renew_paper"](world)
    with world.make.writing():
        renewal = {"renews": thing.values["mandate_id"], "scopes": ["post"], "days": 31}
        drafts.keep(drafts.Sheet(thing.owner.id, "paper mandate"), renewal)
    browser, before = signed_in(thing.owner), snapshot(app)
    assert [browser.open("/mandats/papier", method=one).status_code for one in LOOKING] == [200] * 2
    assert snapshot(app) == before
