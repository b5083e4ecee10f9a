"""Every refusal keeps the code and the status that scripts and phones know it by."""

import pkgutil
import re
from importlib import import_module

import messaging
import neighbourhood
import verification
from neighbourhood.foundation.errors import DomainError
from tests.support.libraries import REFUSALS as OF_TOOLS

KNOWN = {
    ("NotInSteps", "not_in_steps", 422),
    *OF_TOOLS,
    ("ConfirmsWhoSent", "confirms_who_sent", 403),
    ("AnsweredFromElsewhere", "answered_from_elsewhere", 422),
    ("NothingToLookFor", "nothing_to_look_for", 422),
    ("TooMuchUnpaid", "too_much_unpaid", 422),
    ("TooMuchUnproved", "too_much_unproved", 422),
    ("AmountsOnly", "amounts_only", 422),
    ("SecondPerson", "second_person", 403),
    ("AnotherOfTheTeam", "another_of_the_team", 403),
    ("MoreThanCovered", "more_than_covered", 422),
    ("TooMuchByVisitorsTransfer", "too_much_by_visitors_transfer", 422),
    ("WorksForPayee", "works_for_payee", 403),
    ("AnotherNumber", "another_number", 422),
    ("MoreThanRaised", "more_than_raised", 422),
    ("MoreThanThere", "more_than_there", 422),
    ("NotOfTheTown", "not_of_the_town", 403),
    ("NeedsAnother", "needs_another", 403),
    ("OfferedNoMore", "offered_no_more", 410),
    ("NoKind", "no_kind", 422),
    ("NoPart", "no_part", 422),
    ("NoPrice", "no_price", 422),
    ("AskerLeft", "asker_left", 403),
    ("NobodyProved", "nobody_proved", 403),
    ("WipedAlready", "wiped_already", 410),
    ("AnotherFileUnderWay", "another_file_under_way", 422),
    ("Restricted", "restricted", 403),
    ("ReadOnly", "read_only", 403),
    ("Suspended", "suspended", 403),
    ("Excluded", "excluded", 403),
    ("SecondPersonNeeded", "second_person_needed", 403),
    ("KnownChoice", "known_choice", 422),
    ("BadSignature", "bad_signature", 400),
    ("BeyondYou", "beyond_you", 403),
    ("BrokenDocument", "broken_document", 422),
    ("Busy", "busy", 503),
    ("TooMuchByTransfer", "too_much_by_transfer", 422),
    ("StatementUnreadable", "statement_unreadable", 422),
    ("StatementDangerous", "statement_dangerous", 422),
    ("StatementTooLong", "statement_too_long", 422),
    ("NoColumns", "no_columns", 422),
    ("CharterFirst", "charter_first", 403),
    ("FileGone", "file_gone", 410),
    ("ForAnotherMailbox", "for_another_mailbox", 403),
    ("Forbidden", "forbidden", 403),
    ("Infected", "infected", 422),
    ("GatewayDown", "gateway_down", 503),
    ("IdentityFirst", "identity_first", 403),
    ("ListUnreachable", "list_unreachable", 503),
    ("LeavesCrumbs", "leaves_crumbs", 422),
    ("Malformed", "malformed", 400),
    ("MandateOver", "mandate_over", 403),
    ("Missing", "missing", 404),
    ("NameToProve", "name_to_prove", 403),
    ("NeedsASecondReader", "second_reader", 403),
    ("NeedsAnotherAdministrator", "another_administrator", 403),
    ("NoNameToShow", "no_name_to_show", 422),
    ("NoRoom", "no_room", 503),
    ("NoLongerAnnounced", "no_longer_announced", 410),
    ("NoLongerVisible", "no_longer_visible", 410),
    ("NoticeEnded", "notice_ended", 410),
    ("NotChecked", "not_checked", 422),
    ("NotOffered", "not_offered", 404),
    ("NotVerified", "not_verified", 403),
    ("NotForOneself", "not_for_oneself", 403),
    ("NothingSaid", "empty", 422),
    ("OwnAccount", "own_account", 403),
    ("OwnThing", "own_thing", 403),
    ("TooManyReports", "too_many_reports", 429),
    ("OutsideMandate", "outside_mandate", 403),
    ("OwnRequest", "own_request", 403),
    ("PhotoRefused", "photo_refused", 422),
    ("PhotoTooLarge", "photo_too_large", 422),
    ("ResidencyExpired", "residency_expired", 403),
    ("ScannerAway", "scanner_away", 503),
    ("SearchBeingPrepared", "search_being_prepared", 503),
    ("SecondFactorFirst", "second_factor_first", 403),
    ("StreetTooShort", "street_too_short", 422),
    ("TooFewPlaces", "too_few_places", 422),
    ("TooFewSeats", "too_few_seats", 422),
    ("TooRareHere", "too_rare_here", 422),
    ("TakenMoment", "taken_moment", 422),
    ("EarlierAtHome", "earlier_at_home", 422),
    ("TooLittle", "too_little", 422),
    ("TooLong", "too_long", 422),
    ("TooMany", "too_many", 429),
    ("TooManyClaims", "too_many_claims", 429),
    ("TooManyLetters", "too_many_letters", 429),
    ("TooMuch", "too_much", 422),
    ("TooSoon", "letter_too_soon", 429),
    ("VouchedTooOften", "vouched_too_often", 429),
    ("WorksForThem", "works_for_them", 403),
    ("Wrong", "wrong", 422),
    ("ActiveFile", "active_file", 422),
    ("FileRefused", "file_refused", 422),
    ("YourOwnGift", "your_own_gift", 403),
}
AT_ODDS = """
    AccountChanged AddressSilent AllTaken AlreadyAnswered AlreadyFunded AlreadyHome
    AlreadyLookedAt AlreadyMonthly AlreadyNoted AlreadyOpen AlreadyPartner AlreadyPrepared
    AlreadyPreparing AlreadyReported AmountChanged AnswerAwaited AnsweredAlready
    AnsweredFromOutside AnsweredReview AskedAlready BasketFull BasketRefused CannotBeSet
    CannotReview CannotRunAgain CaseClosed CeilingTooLow Changed ChoiceStays ClaimDecided
    ClosedAlready ContestedAlready DaysPast DaysTaken DecidedMeanwhile DisputeSettled
    EndsBeforeItBegins EnoughAddresses EnoughBreaks EnoughCalendars EnoughForToday EnoughHellos
    EnoughLinks EnoughNotes EnoughProposed EnoughReceived EnoughThisMonth ExportClosed
    FileMovedOn GreetedAlready GroupFull GroupIsClosed HasBegun HasItAlready HearFirst
    HeldAlready IllegalMove IsAskedFor ItemHidden KnownAlready LastAdministrator LastManager
    LastMethod LendsNothingThen LineDecided ListMade LookedAtAlready MailboxFirst
    MailboxUnanswered ManagesAlone MandateGone MoneyMovedOn MovedOn NoAccount NoColleague
    NoMoreByTransfer NoMoreOfIt NoPlaceLeft NoRoomForFiles NoSeatLeft NoTransfers NoWayIn
    NobodyThere NobodyToHear NobodyToList NobodyToThank NotAccredited NotAsked NotComing
    NotEnoughSeats NotForNeighbours NotGreeted NotHomeYet NotInCircle NotMonthly NotOfThisPoll
    NotOffered NotOneOfItsDays NotRecognised NotTakenHere NotTheirsToWiden NotThoseDays NotToInvite
    NotToRest NotTrusted NothingToConfirm NothingToDo NothingToPay NothingToPublish
    NothingToVouchFor NothingToWithdraw OfferedNoLonger OneAtATime OneListAYear OpenedAlready
    OtherQuartier OtherTown OutAlready OutsideQuartiers OwnMandate OwnMandateForm PaidOutAlready
    PaperDrawn PaperNotTakenHere PaperOfNoUse PaymentUnderWay PaymentWaits PollIsClosed
    ProposedAlready QuietWord ReachIsKnown ReplacedMeanwhile RequestClosed ReviewedAlready
    RoleNotHere SameHousehold ServiceThere SinceThen SomebodyComes SomebodyDoes SomebodyWaits
    SoughtNoMore StatementTaken StillActing StoppedMeanwhile StreetFirst TakenOver TakenUp
    ThreadClosed TooFarAhead TooFewToList TooLate TooLateForAPrice TooLateToComeBack
    TooLateToContest TooLateToGoBack TooLateToSay TooManyChoices TooManyDays TooManyForms
    TooManyGiven TooManyHeld TooManyPasskeys TooManyRequests TooManySearches TooManyTransfers
    TooManyUnpaid TooNewToVouch TownIncomplete TownThere TransferAwaited TransferAwaitedHere
    TransferUnderWay UnreadableCalendar VisitorsTransferUnderWay WrongPerson YearNotOver
""".split()  # noqa: SIM905
KNOWN |= {(name, re.sub("(?!^)(?=[A-Z])", "_", name).lower(), 409) for name in AT_ODDS}


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
