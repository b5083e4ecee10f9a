"""A gift by card with Stripe: the pay page, what is said of it, the way back; on one stack."""

import pytest
from playwright.sync_api import expect

from tests.support import palier, people, stripe_server
from tests.support.stripe_says import WEBHOOK_SECRET
from tests.support.waiting import until

pytestmark = pytest.mark.browser

REFUNDS = (
    "from app import create_app; from neighbourhood.funding import jobs;"
    "create_app().app_context().push(); jobs.send_refunds()"
)


@pytest.fixture(scope="module")
def stripe():
    with stripe_server.running() as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory, demonstration, stripe):
    """The demonstration town, which takes cards through Stripe."""
    settings = {
        "PAYMENTS": "stripe",
        "STRIPE_API": stripe.url,
        "STRIPE_SECRET_KEY": stripe_server.SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    folder = tmp_path_factory.mktemp("stripe-town")
    with palier.embedded(folder, town=demonstration, **settings) as site:
        stripe.tell(f"{site.base_url}/paiements/webhook")
        yield site
    assert not site.failures(), site.failures()


def test_a_card_is_refused_then_pays_and_what_was_paid_comes_back(visitor, site, stripe):
    staff = people.sign_in(visitor(), "hassan", "/partenaires")
    people.press(staff, "Besoins")
    staff.locator("section[aria-labelledby=open] .rows a").first.click()
    desk = staff.url
    people.press(staff, "Voir la page publique")

    hers = people.sign_in(visitor(), "karima", staff.url.partition(site.base_url)[2])
    hers.locator("[name=suggested]").first.click()
    hers.wait_for_url(f"{stripe.url}/**")
    hers.get_by_role("button", name="refused").click()
    expect(hers.locator("body")).to_have_text("Your card was declined.")
    hers.go_back()
    hers.get_by_role("button", name="Pay", exact=True).click()
    hers.wait_for_url(f"{site.base_url}/**")
    thanks = hers.url
    has_heard(hers, "bien arrivés")

    staff.goto(desk)
    staff.locator("summary", has_text="Retirer ce besoin").click()
    people.press(staff, "Retirer et rendre les dons")
    people.press(staff, "Retirer et rendre les dons")
    expect(staff.locator("main")).to_contain_text("Les dons déjà faits seront rendus")
    site.python("-c", REFUNDS)
    [refund] = stripe.read("refunds")["data"]
    payment = stripe.read(f"payment_intents/{refund['payment_intent']}")
    assert refund["amount"] == payment["amount"]
    assert payment["metadata"]["pledge"] in thanks
    has_heard(hers, "Votre don vous est rendu")
    until(lambda: len(stripe.told()) == 5, otherwise="not every message was sent")
    assert stripe.told() == {
        "payment_intent.payment_failed": "successfully delivered",
        "payment_intent.succeeded": "successfully delivered",
        "checkout.session.completed": "successfully delivered",
        "refund.created": "successfully delivered",
        "charge.refunded": "successfully delivered",
    }


def has_heard(page, words):
    """Look again until the page says so: a message comes when it comes."""
    until(lambda: words in page.reload().text(), otherwise=f"never read: {words}")
