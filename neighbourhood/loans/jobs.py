"""What time does to loans."""

from neighbourhood.foundation.outside.jobs import periodic
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import handing, reminding, waiting, words
from neighbourhood.loans.queries import loans as queries
from neighbourhood.loans.queries import waiting as waits
from neighbourhood.loans.queries import words as words_after


@periodic(minute="*/5")
def look_at_waiting() -> None:
    """Tell whose turn it is that a thing is free; nobody waits for what is lent no more."""
    each_in_turn(waits.in_vain(now()), waiting.pass_on)
    each_in_turn(waits.over(now()), waiting.pass_on)
    each_in_turn(waits.to_call(now()), waiting.call)


@periodic(minute="23")
def look_at_loans() -> None:
    """Remind of what waits and of what is to come home, and close kindly what nobody answered."""
    each_in_turn(queries.to_close(now()), reminding.close_unanswered)
    each_in_turn(queries.to_remind_of_answer(now()), reminding.remind_of_answer)
    each_in_turn(queries.never_handed(today()), reminding.close_never_handed)
    each_in_turn(queries.to_confirm(now()), handing.confirm_alone)
    each_in_turn(words_after.to_open(now()), words.open_alone)
    each_in_turn(queries.to_remind_of_return(today()), reminding.remind_of_return)
