"""Whoever wants to become a partner without an account is told why they must sign in."""

import pytest


@pytest.mark.parametrize("page", ["", "/organisme", "/contact"])
def test_the_way_to_a_partner_through_sign_in_says_why_and_leads_back(visitor, page):
    answer = visitor.get(f"/partenaires/rejoindre{page}")
    assert answer.status_code == 302
    assert "next=%2Fpartenaires%2Frejoindre" in answer.location or (
        "next=/partenaires/rejoindre" in answer.location
    )
    assert "Pour demander à devenir partenaire" in visitor.get(answer.location).text
