"""Whatever is written about people is sealed, or said here to be read by others anyway, and why."""

import pytest

from neighbourhood.foundation.storing.columns import number_columns, sealed_columns
from tests.support import planting

# Columns of text, in tables about people, that a dump of the database tells, by the reason.
IN_PLAIN = {
    "published to neighbours, found by searching": """
        bulletin.title bulletin.body bulletin.place bulletin.photos answer.text
        gathering.title gathering.body gathering.place gathering.cost
        occurrence.place occurrence.words supply.name snapshot.description
        card.title card.excerpt card.facts card.search invitation.title invitation.body need.title
        listing.words listing.interests listing.own_interests listing.languages listing.gives
        listing.search welcome.text hello.phrase
        item.title item.body item.worth item.deposit item.photos
        neighbour_group.title neighbour_group.body neighbour_group.charter
        need.covers need.proof_text need.thanks_text notice.title notice.body notice.outcome
        notice.particulars notice.photos
        resident.full_name resident.about""",
    "said to each other, or told of what was said": """
        conversation.subject message.text message.details message.photos notification.details
        membership.words membership.answer
        reply.text reply.answer reply.left_because absence.reason seat_request.message
        seat_request.answer thanks.text loan.text loan.answer loan_check.notes loan_check.photos
        incident_voice.text loan_word.text poll.title poll_option.words task_list.title
        task_line.words pinned_note.title pinned_note.body group_file.title group_file.alt
        coming.thanks""",
    "a mailbox, which is looked up": """
        mailbox_change.old_email mailbox_change.new_email resident.email""",
    "of an organisation and of its publications": """
        need.return_reason need_file.figures need_file.faults need_file.return_reason
        need_revision.before need_revision.after need_revision.return_reason
        partner.name partner.siret partner.mail_domain partner.suspension_reason
        partner_application.name partner_application.siret partner_application.why
        partner_application.refusal_reason
        tax_drawing.address tax_right.text tax_right.address tax_right.contact""",
    "a digest, or what is of no use without a key of ours": """
        letter_code.nonce letter_code.code_hash mandate.nonce mandate.code_hash
        passkey.credential_id passkey.public_key passkey.handle recovery_code.fingerprint
        loan_calendar.fingerprint group_link.digest invite_link.fingerprint
        calendar_address.fingerprint
        resident.password_hash sign_in.fingerprint vouch_invite.nonce vouch_invite.code_hash
        visitor.mark visitor_link.fingerprint gift_wish.browser
        borrower_card.digest
        ledger_link.nonce ledger_link.digest ledger_link.head""",
    "figures of a statement, a keyed digest, the number that the bank gives": """
        bank_line.bank_reference bank_line.mark bank_statement.counts bank_statement.faults""",
    "of a device": "passkey.name sign_in.agent",
    "of what staff did, in the name of whom: a code and an organisation": """
        sight.act sight.office""",
    "of mail that left": """
        dispatch.error dispatch.mailbox dispatch.mark""",
    "where a file is": "archive.file group_file.key proof_document.storage_key",
}
SAID = {name for names in IN_PLAIN.values() for name in names.split()}


def texts():
    """Return every column of words in a table about people, but for codes and numbers."""
    return {
        f"{table.name}.{column.name}": column
        for table in planting.personal()
        for column in planting.texts(table)
    }


def test_a_column_of_words_is_sealed_or_said_to_be_in_plain():
    sealed = {str(column) for column in sealed_columns()}
    assert set(texts()) - sealed - SAID == set(), "seal it: Sealed('table.column')"
    assert not sealed & SAID


def test_nothing_is_said_of_a_column_that_is_gone():
    known = {str(column) for table in planting.personal() for column in table.columns}
    assert known >= SAID


@pytest.mark.parametrize(
    "column",
    [
        "report.words",
        "mandate_deed.title",
        "address_claim.around",
        "draft.answers",
        "press.said",
        "staff_invitation.email",
        "bank_account.iban",
        "pay_out.document",
    ],
)
def test_what_would_hurt_most_is_among_those_sealed(column):
    assert column in {str(each) for each in sealed_columns()}


def test_each_home_of_somebody_is_among_the_sealed_numbers():
    homes = {str(each) for each in number_columns()}
    held = {str(c) for table in planting.personal() for c in table.columns}
    assert {name for name in held if name.endswith(".address_id")} == homes
