"""Whoever decides too early reads it in the form, and loses no word."""

from tests.support.carried import press
from tests.support.news import plain

REASONS = {"rule": "scam", "facts": "Il demande un virement.", "because": "La charte l’interdit."}


def test_a_heavy_measure_without_hearing_first_is_a_mistake_in_the_form_that_keeps_the_words(
    town, desk, report, signed_in
):
    moderator, way = signed_in(town.odile), f"/moderation/dossiers/{report.case_id}"
    said = {"outcome": "suspended", "days": "30", **REASONS}
    page = press(moderator, f"{way}/decider", data=said)
    assert page.status_code == 422
    form = plain(page.text).partition("<form")[2]
    assert "demandez d’abord son point de vue à la personne concernée" in form
    assert f'href="{way}/point-de-vue"' in form
    assert "Il demande un virement." in form
    asking = {"rule": "scam", "days": "5", "question": ""}
    assert press(moderator, f"{way}/point-de-vue", data=asking).status_code == 303
    assert "Il demande un virement." in moderator.get(f"{way}/decider").text
    early = press(moderator, f"{way}/decider", data=said)
    assert early.status_code == 422
    assert "a encore le temps de répondre" in plain(early.text)
    assert f'href="{way}/point-de-vue"' not in early.text
    assert town.case(report).is_open
