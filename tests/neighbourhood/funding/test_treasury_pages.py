"""The money desk of a town and of a partner, as people press their way through it."""

import re

import pytest

from neighbourhood.funding.models.paying import PayOutStatus
from neighbourhood.funding.models.provider import ReversalStatus
from tests.neighbourhood.funding.test_covering import hear
from tests.support.treasury import OF_PARTNER, OF_TOWN

READ = re.compile(r'name="read" value="([0-9a-f]+)"')


@pytest.fixture
def here(office):
    return f"/administration/communes/{office.quartier.municipality_id}/argent"


def read_on(page):
    return READ.findall(page.text)[0]


def test_from_two_numbers_to_a_file_for_the_bank(bare_till, office, funded, signed_in, here):
    author, first, second = (
        signed_in(office.author),
        signed_in(bare_till.first),
        signed_in(bare_till.second),
    )
    number = {"holder": "Centre social", "iban": "FR76 9999 9000 0100 0000 0000 212"}
    assert author.post(f"/partenaires/{office.partner.id}/compte", data=number).status_code == 303
    assert first.post(f"{here}/compte", data={**number, "iban": OF_TOWN}).status_code == 303
    for account, iban in ((1, OF_PARTNER), (2, OF_TOWN)):
        page = second.get(f"{here}/comptes/{account}")
        sent = second.post(f"{here}/comptes/{account}", data={"iban": iban, "read": read_on(page)})
        assert sent.status_code == 303
    partner = f"{here}/partenaires/{office.partner.id}"
    read = read_on(first.get(partner))
    assert first.post(f"{partner}/verser", data={"read": read}).status_code == 303
    assert first.post(f"{partner}/verser", data={"read": read}).status_code == 409, "pressed twice"
    pay_out = f"{here}/versements/1"
    assert "Accorder ce versement" not in first.get(pay_out).text
    read = read_on(second.get(pay_out))
    assert second.post(f"{pay_out}/accorder", data={"read": read}).status_code == 303
    read = read_on(first.get(pay_out))
    sent = {"version": "pain.001.001.09", "read": read}
    assert first.post(f"{pay_out}/remettre", data=sent).status_code == 303
    assert first.post(f"{pay_out}/remettre", data=sent).status_code == 409, "the file is made once"
    assert first.post(f"{pay_out}/verse", data={"day": "2099-01-01"}).status_code == 422
    with office.app.app_context():
        assert bare_till.where(funded) == (15000, 15000, 0)


def test_a_pay_out_of_which_the_money_is_gone_is_given_up(till, office, other, signed_in, here):
    gift = office.give(other, office.open(target_cents=5000), 5000)
    drawn, second = till.draw_up(), signed_in(till.second)
    path = f"{here}/versements/{drawn.id}"
    read = read_on(second.get(path))
    hear(office, gift, ReversalStatus.LOST, 5000)
    refused = second.post(f"{path}/accorder", data={"read": read})
    assert refused.status_code == 409
    assert f'href="{path}">Revenir au versement' in refused.text
    page = second.get(path).text
    assert "n’est plus tout là" in page
    assert "Accorder ce versement" not in page
    assert "Abandonner" in page


@pytest.mark.parametrize("typed", ["FR76 9999 9000 0100 0000 0000 213", "Karima", ""])
def test_a_number_with_a_slip_is_sent_back(bare_till, office, signed_in, typed):
    client = signed_in(office.author)
    sent = {"holder": "Centre social", "iban": typed}
    assert client.post(f"/partenaires/{office.partner.id}/compte", data=sent).status_code == 422


@pytest.mark.parametrize(
    "slip",
    [
        {"holder": "\N{GRINNING FACE}"},
        {"holder": "\N{NUMERO SIGN}"},
        {"bic": "AGRIFR11"},
        {"bic": "AGRIFR1O"},
        {"bic": "\N{CJK UNIFIED IDEOGRAPH-7530}"},
    ],
)
def test_what_no_bank_could_read_is_sent_back_before_money_waits_for_it(
    bare_till, office, signed_in, slip
):
    client = signed_in(office.author)
    sent = {"holder": "Centre social", "iban": OF_PARTNER, "bic": "AGRIFRPP", **slip}
    assert client.post(f"/partenaires/{office.partner.id}/compte", data=sent).status_code == 422


@pytest.mark.parametrize("holder", ["Zoë & Fils", "L’Étoile", "田中"])
def test_any_name_that_a_bank_can_read_is_taken(bare_till, office, signed_in, holder):
    client = signed_in(office.author)
    sent = {"holder": holder, "iban": OF_PARTNER, "bic": "AGRIFRPP"}
    assert client.post(f"/partenaires/{office.partner.id}/compte", data=sent).status_code == 303


def test_no_page_shows_a_number_in_full_and_no_journal(
    till, office, funded, signed_in, here, caplog
):
    pay_out = till.done()
    staff, town = signed_in(office.author), signed_in(till.second)
    pages = [
        staff.get(f"/partenaires/{office.partner.id}/versements"),
        *(
            town.get(f"{here}{path}")
            for path in (
                "",
                "/comptes/1",
                "/comptes/2",
                f"/partenaires/{office.partner.id}",
                f"/versements/{pay_out.id}",
                f"/versements/{pay_out.id}/revenu",
                f"/besoins/{funded.fund_id}",
            )
        ),
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    said = "".join(page.text for page in pages) + caplog.text
    for number in (OF_PARTNER, OF_TOWN):
        assert number not in said
        assert number[4:14] not in said.replace(" ", "")
    assert "FR•• •••• 0212" in said


def test_what_was_paid_stands_where_its_partner_reads_it(till, office, funded, signed_in):
    till.handed_over()
    page = signed_in(office.author).get(f"/partenaires/{office.partner.id}/versements").text
    assert "en route vers votre compte" in page
    assert funded.title in page


def test_a_pay_out_of_another_town_is_not_there(till, funded, signed_in, open_office):
    pay_out = till.draw_up()
    elsewhere = open_office("Ailleurs").quartier.municipality_id
    page = signed_in(till.first).get(
        f"/administration/communes/{elsewhere}/argent/versements/{pay_out.id}"
    )
    assert page.status_code == 404
    assert till.now(pay_out).status is PayOutStatus.DRAWN_UP
