"""Nothing ends in one tap without a way back.

Every form that is sent says which of the two it has: a page that asks first, or ten minutes to go
back. What ends nothing is named here, and why; a new route belongs to one of these.
"""

import re
from pathlib import Path

from neighbourhood.foundation.web.ending import ASKS_FIRST

TEMPLATES = Path(__file__).parents[2] / "templates"
ONE_TAP = re.compile(r"ui\.act\(\s*url_for\(\s*[\"']([\w.]+)[\"']")
PLAIN_FORM = re.compile(r"action=[\"']\{\{ url_for\(\s*[\"']([\w.]+)[\"']")

# It begins, says, changes or confirms something, and takes nothing away.
BEGINS = """
    exchanges.begin exchanges.category exchanges.details exchanges.edit exchanges.preview
    exchanges.precisions
    bulletins.answer bulletins.begin bulletins.edit bulletins.preview bulletins.renew bulletins.text
    directory.answer directory.greet directory.make_link directory.mine directory.my_welcome
    loans.answer_word loans.ask loans.check loans.incident loans.make_calendar loans.open_incident
    loans.propose loans.put_up_for loans.renew_loan loans.wait loans.write_word
    loans.begin loans.breaks loans.edit loans.policy loans.preview loans.put_on_shelf loans.text
    exports.answer exports.ask exchanges.still_here feed.save_search
    groups.accept groups.ask groups.ask_neighbour groups.begin groups.edit groups.enter
    groups.enter_by groups.make_link groups.preview groups.step groups.take_over groups.text
    groups.wake
    groups.add_file groups.answer_poll groups.ask_choices groups.ask_days groups.edit_list
    groups.edit_note groups.name_file groups.pin_note groups.write_list
    exchanges.reach exchanges.renew exchanges.renew_by_mail exchanges.reply
    exchanges.answer_word exchanges.say_why exchanges.still_can exchanges.thank
    exchanges.say_why_absent
    agenda.follow agenda.follow_again agenda.make_address agenda.read_now
    gatherings.add_photo gatherings.agree gatherings.agree_to_photo gatherings.answer_host
    gatherings.ask_host gatherings.attendance gatherings.begin gatherings.bring gatherings.come
    gatherings.edit gatherings.more gatherings.move gatherings.preview gatherings.public_places
    gatherings.take_over gatherings.thank gatherings.there gatherings.want gatherings.when
    gatherings.where gatherings.words
    funding.account funding.approve_pay_out funding.draw_up funding.hand_over
    funding.left funding.partner_account funding.pay_out_done funding.town_account
    funding.give funding.statements funding.take_statement pretend_bank.speak
    pretend_bank.pass_month
    pretend_bank.write_statement
    funding.give funding.give_as_visitor funding.ask_link funding.bring_over pretend_bank.speak
    funding.name_shown funding.visitor_name_shown funding.basket
    funding.tax_paper funding.visitor_tax_paper
    funding.paid_in funding.confirm_paid_in
    funding.tax_right funding.draw_tax_list funding.allow_tax_list funding.town_allows_tax_list
    invitations.ask invitations.begin invitations.details invitations.edit invitations.preview
    libraries.add_tool libraries.change libraries.close_on libraries.edit_tool libraries.make_card
    libraries.open_again libraries.renew libraries.reserve libraries.set_up
    mandates.accompany mandates.accompany_by_code mandates.give_consent mandates.give_duration
    mandates.give_scopes mandates.mandate_code mandates.paper_days mandates.paper_home
    mandates.paper_name mandates.paper_preview mandates.paper_scopes mandates.prepare_paper
    mandates.take_number
    mandates.renew_accompanied mandates.renew_paper mandates.stop_mandate mandates.take_up_mandate
    messaging.edit messaging.send
    moderation.accept_charter moderation.contest moderation.read_charter_later
    moderation.ask moderation.open_case moderation.report moderation.restrict moderation.review
    moderation.reviewers moderation.reviewing moderation.say moderation.share
    moderation.write_charter moderation.write_town_charter
    openings.found openings.send_addresses openings.send_quartiers openings.service
    openings.take_file openings.thresholds openings.households openings.type_town openings.rule
    needs.approve needs.approve_file needs.approve_revision needs.begin needs.correct needs.edit
    needs.price needs.prove needs.send_needs needs.submit needs.submit_revision needs.take_needs
    needs.rhythm needs.tell needs.thank
    notifications.follow
    packages.change packages.create packages.crisis packages.move packages.set_up
    pages.language
    partners.accept_invitation partners.approve partners.ask_again partners.begin
    partners.confirm_mailbox partners.invite partners.member partners.name_organisation
    partners.reinstate partners.run_again partners.say_why partners.send_link_again
    payments.webhook pretend_bank.pay
    residents.application residents.ask_for_key residents.ask_for_new_key residents.confirm_email
    residents.confirm_it_is_me residents.confirm_mailbox residents.edit_profile residents.forgotten
    residents.let_in residents.mailbox residents.new_key residents.new_password residents.password
    residents.rename_key residents.second_step residents.send_again
    residents.come_back residents.leave_closed residents.give_reason
    residents.sign_in residents.sign_in_with_key residents.sign_up
    rights.answer rights.ask rights.prepare rights.town_answer
    verification.accept_document verification.choose verification.confirm
    verification.confirm_person verification.decide verification.enter_code
    verification.find_mandate verification.find_mandates_at verification.find_number
    verification.find_proof verification.identity verification.make_code verification.meet_newcomer
    verification.prove_again verification.print_letters verification.print_reports
    verification.record_mandate verification.town_proofs
    partners.switches partners.town_switches partners.add_choice partners.move_choice
    partners.town_look
    verification.send_document verification.stay verification.stay_by_mail verification.vouch
"""
# It asks for a reason, a number or an answer first: a tap alone does nothing.
WORDS_FIRST = """
    people.drop_factors rights.close_for
    funding.bank_line funding.case funding.pay_out_back
    moderation.decide moderation.judge moderation.second
    needs.return_file needs.send_back needs.send_revision_back partners.refuse
    partners.suspend
    verification.not_me verification.of_person verification.refuse_document
    verification.withdraw_proof
"""
# The button that does the contrary takes its place on the same page, for as long as one likes.
TURNS_BACK = """
    exchanges.cannot exchanges.can_after_all exchanges.clear_day exchanges.keep_day
    exchanges.stand_in exchanges.step_back
    feed.want_weekly feed.want_weekly_no_more
    groups.give_task_back groups.take_task groups.task_done groups.task_not_done
    mandates.act_for mandates.act_for_accompanied mandates.stop_acting
    libraries.mend libraries.put_on_shelf
    messaging.hide_address messaging.show_address moderation.give_back moderation.take_up
    openings.wait openings.wait_no_more
    packages.offer
    partners.offer_choice
    residents.comfort residents.hours residents.seen_by_others residents.sign_out
"""
# A copy of a file that its sender still has: nothing of the town changes.
COPIES = """
    funding.drop_statement needs.drop_needs openings.drop_file
"""
# The basket of one’s own browser, of which nothing is stored: the line is chosen again as it was.
CHOSEN_AGAIN = """
    funding.leave_out funding.fit
"""
# Lists of papers, each with its own way to be printed and posted again.
PAPERS = """
    verification.mark_posted verification.print_letter_again
    verification.mark_reports_posted verification.print_report_again
    verification.hall
"""
ENDS_NOTHING = frozenset(
    f"{BEGINS} {WORDS_FIRST} {TURNS_BACK} {PAPERS} {COPIES} {CHOSEN_AGAIN}".split()
)


def sent(app) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}


def endings(app) -> dict[str, str]:
    """What each page that ends something declares."""
    views = app.view_functions.items()
    return {endpoint: view.ends for endpoint, view in views if hasattr(view, "ends")}


def methods_of(app, endpoint) -> set[str]:
    return set().union(*(rule.methods for rule in app.url_map.iter_rules(endpoint)))


def test_every_form_that_is_sent_says_whether_it_ends_something(app):
    ways_back = set(endings(app).values())
    known = ENDS_NOTHING | endings(app).keys() | ways_back
    unknown = sorted(sent(app) - known)
    assert not unknown, (
        "one tap, and no way back? Declare @asks_first, @asked_on or @undone_by (see "
        f"foundation/web/ending.py), or name it here: {unknown}"
    )


def test_what_is_said_to_end_nothing_is_there_and_declares_nothing(app):
    assert sorted(ENDS_NOTHING - sent(app)) == []
    assert sorted(ENDS_NOTHING & endings(app).keys()) == []


def test_whatever_may_be_undone_is_undone_by_a_button(app):
    undone = {end: back for end, back in endings(app).items() if back != ASKS_FIRST}
    assert len(undone) > 9
    for end, back in undone.items():
        assert "POST" in methods_of(app, back), (end, back)


def test_whatever_asks_first_has_the_page_that_asks(app):
    asking = [end for end, way in endings(app).items() if way == ASKS_FIRST]
    assert len(asking) > 15
    for end in asking:
        page = getattr(app.view_functions[end], "asked_on", end)
        assert "GET" in methods_of(app, page), (end, page)


def test_no_page_ends_in_one_tap_what_asks_first(app):
    asking = {
        end
        for end, way in endings(app).items()
        if way == ASKS_FIRST and getattr(app.view_functions[end], "asked_on", "") != end
    }
    pressed = {
        (str(page.relative_to(TEMPLATES)), endpoint)
        for page in TEMPLATES.rglob("*.html")
        for pattern in (ONE_TAP, PLAIN_FORM)
        for endpoint in pattern.findall(page.read_text("utf-8"))
    }
    assert len(pressed) > 30
    assert {one for one in pressed if one[1] in asking} == set()
