"""Every refusal keeps the code and the status that scripts and phones know it by."""

import pkgutil
from importlib import import_module

import messaging
import neighbourhood
import verification
from neighbourhood.foundation.errors import DomainError

KNOWN = {
    ("AllTaken", "all_taken", 409),
    ("AlreadyFunded", "already_funded", 409),
    ("AlreadyHome", "already_home", 409),
    ("AlreadyPartner", "already_partner", 409),
    ("AlreadyPrepared", "already_prepared", 409),
    ("AlreadyLookedAt", "already_looked_at", 409),
    ("AlreadyReported", "already_reported", 409),
    ("AnsweredAlready", "answered_already", 409),
    ("TooLateToContest", "too_late_to_contest", 409),
    ("Restricted", "restricted", 403),
    ("ReadOnly", "read_only", 403),
    ("Suspended", "suspended", 403),
    ("Excluded", "excluded", 403),
    ("ContestedAlready", "contested_already", 409),
    ("SecondPersonNeeded", "second_person_needed", 403),
    ("NotOffered", "not_offered", 409),
    ("AlreadyPreparing", "already_preparing", 409),
    ("BadSignature", "bad_signature", 400),
    ("BrokenDocument", "broken_document", 422),
    ("Busy", "busy", 503),
    ("CannotBeSet", "cannot_be_set", 409),
    ("CaseClosed", "case_closed", 409),
    ("CeilingTooLow", "ceiling_too_low", 409),
    ("Changed", "changed", 409),
    ("CharterFirst", "charter_first", 403),
    ("CannotBeSet", "cannot_be_set", 409),
    ("CannotRunAgain", "cannot_run_again", 409),
    ("ClaimDecided", "claim_decided", 409),
    ("ClosedAlready", "closed_already", 409),
    ("DecidedMeanwhile", "decided_meanwhile", 409),
    ("DisputeSettled", "dispute_settled", 409),
    ("FileGone", "file_gone", 410),
    ("ForAnotherMailbox", "for_another_mailbox", 403),
    ("Forbidden", "forbidden", 403),
    ("GatewayDown", "gateway_down", 503),
    ("IdentityFirst", "identity_first", 403),
    ("IllegalMove", "illegal_move", 409),
    ("LastAdministrator", "last_administrator", 409),
    ("LastManager", "last_manager", 409),
    ("LastMethod", "last_method", 409),
    ("LeavesCrumbs", "leaves_crumbs", 422),
    ("MailboxFirst", "mailbox_first", 409),
    ("MailboxUnanswered", "mailbox_unanswered", 409),
    ("Malformed", "malformed", 400),
    ("ManagesAlone", "manages_alone", 409),
    ("MandateGone", "mandate_gone", 409),
    ("MandateOver", "mandate_over", 403),
    ("Missing", "missing", 404),
    ("MovedOn", "moved_on", 409),
    ("NameToProve", "name_to_prove", 403),
    ("NeedsASecondReader", "second_reader", 403),
    ("NeedsAnotherAdministrator", "another_administrator", 403),
    ("NoRoom", "no_room", 503),
    ("NobodyToThank", "nobody_to_thank", 409),
    ("NoLongerVisible", "no_longer_visible", 410),
    ("NotAccredited", "not_accredited", 409),
    ("NotChecked", "not_checked", 422),
    ("NotEnoughSeats", "not_enough_seats", 409),
    ("NotTakenHere", "not_taken_here", 409),
    ("NotOffered", "not_offered", 404),
    ("NotVerified", "not_verified", 403),
    ("NothingSaid", "empty", 422),
    ("NothingToPublish", "nothing_to_publish", 409),
    ("NothingToConfirm", "nothing_to_confirm", 409),
    ("NothingToVouchFor", "nothing_to_vouch_for", 409),
    ("NothingToWithdraw", "nothing_to_withdraw", 409),
    ("OneAtATime", "one_at_a_time", 409),
    ("OtherQuartier", "other_quartier", 409),
    ("OtherTown", "other_town", 409),
    ("OwnThing", "own_thing", 403),
    ("TakenUp", "taken_up", 409),
    ("TooManyReports", "too_many_reports", 429),
    ("OutsideMandate", "outside_mandate", 403),
    ("OutsideQuartiers", "outside_quartiers", 409),
    ("OwnMandate", "own_mandate", 409),
    ("OwnMandateForm", "own_mandate_form", 409),
    ("OwnRequest", "own_request", 403),
    ("PaperNotTakenHere", "paper_not_taken_here", 409),
    ("PaperOfNoUse", "paper_of_no_use", 409),
    ("PhotoRefused", "photo_refused", 422),
    ("PhotoTooLarge", "photo_too_large", 422),
    ("QuietWord", "quiet_word", 409),
    ("ReplacedMeanwhile", "replaced_meanwhile", 409),
    ("RequestClosed", "request_closed", 409),
    ("ResidencyExpired", "residency_expired", 403),
    ("RoleNotHere", "role_not_here", 409),
    ("SameHousehold", "same_household", 409),
    ("SearchBeingPrepared", "search_being_prepared", 503),
    ("SecondFactorFirst", "second_factor_first", 403),
    ("SinceThen", "since_then", 409),
    ("StoppedMeanwhile", "stopped_meanwhile", 409),
    ("StreetFirst", "street_first", 409),
    ("StreetTooShort", "street_too_short", 422),
    ("TooFewPlaces", "too_few_places", 422),
    ("TooFewSeats", "too_few_seats", 422),
    ("TooLateForAPrice", "too_late_for_a_price", 409),
    ("TooLateToComeBack", "too_late_to_come_back", 409),
    ("TooLateToGoBack", "too_late_to_go_back", 409),
    ("TooLittle", "too_little", 422),
    ("TooLong", "too_long", 422),
    ("TooMany", "too_many", 429),
    ("TooManyClaims", "too_many_claims", 429),
    ("TooManyForms", "too_many_forms", 409),
    ("TooManyGiven", "too_many_given", 409),
    ("TooManyHeld", "too_many_held", 409),
    ("TooManyLetters", "too_many_letters", 429),
    ("TooManyPasskeys", "too_many_passkeys", 409),
    ("TooManyRequests", "too_many_requests", 409),
    ("TooMuch", "too_much", 422),
    ("TooNewToVouch", "too_new_to_vouch", 409),
    ("TooSoon", "letter_too_soon", 429),
    ("VouchedTooOften", "vouched_too_often", 429),
    ("WorksForThem", "works_for_them", 403),
    ("Wrong", "wrong", 422),
    ("WrongPerson", "wrong_person", 409),
    ("YourOwnGift", "your_own_gift", 403),
}


def test_every_refusal_says_its_code_and_its_status():
    for package in (messaging, neighbourhood, verification):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    said = {(each.__name__, each.code, each.status) for each in refusals_from(DomainError)}
    assert said == KNOWN


def refusals_from(kind):
    """Yield what derives from `kind` in the house, however far."""
    for each in kind.__subclasses__():
        if not each.__module__.startswith("tests."):
            yield each
        yield from refusals_from(each)
