"""The figures that must come to the same before and after an upgrade, asked of both."""

from collections.abc import Mapping
from typing import NamedTuple


class Sums(NamedTuple):
    """Two ways to ask the same figures: of the tables as they were, and as they are."""

    then: str
    now: str


_ACCOUNTS = (
    "SELECT a.code, count(*), sum(e.amount_cents) FROM ledger_account a"
    " JOIN ledger_entry e ON e.account_id = a.id GROUP BY a.code"
)
_ACCOUNTS_NOW = (
    "SELECT replace(a.code, 'fund:', 'need:'), count(*), sum(e.amount_cents) FROM ledger_account a"
    " JOIN ledger_entry e ON e.account_id = a.id GROUP BY a.code"
)
_TRANSFERS = (
    "SELECT t.kind, p.id, p.need_id, p.donor_id, sum(abs(e.amount_cents)) FROM ledger_transfer t"
    " JOIN ledger_entry e ON e.transfer_id = t.id JOIN pledge p ON p.id = t.pledge_id"
    " GROUP BY 1, 2, 3, 4"
)
_GIVEN = " JOIN need n ON n.fund_id = p.fund_id JOIN donor_pseudonym d ON d.pseudonym = p.pseudonym"
_TRANSFERS_NOW = (
    "SELECT t.kind, p.id, n.id, d.resident_id, sum(abs(e.amount_cents)) FROM ledger_transfer t"
    " JOIN ledger_entry e ON e.transfer_id = t.id JOIN pledge p ON p.id = t.pledge_id"
    f"{_GIVEN} GROUP BY 1, 2, 3, 4"
)
_NEEDS = "SELECT id, target_cents, raised_cents, donors_count, status FROM need"
_NEEDS_NOW = (
    "SELECT n.id, n.target_cents, coalesce(f.raised_cents, 0), coalesce(f.donors_count, 0),"
    " n.status FROM need n LEFT JOIN fund f ON f.id = n.fund_id"
)
_HELD = (
    "SELECT a.need_id, sum(e.amount_cents) FROM ledger_account a"
    " JOIN ledger_entry e ON e.account_id = a.id WHERE a.need_id IS NOT NULL GROUP BY a.need_id"
)
_HELD_NOW = (
    "SELECT n.id, sum(e.amount_cents) FROM ledger_account a JOIN need n ON n.fund_id = a.fund_id"
    " JOIN ledger_entry e ON e.account_id = a.id GROUP BY n.id"
)
_PLEDGES = (
    "SELECT need_id, status, count(*), sum(amount_cents) FROM pledge GROUP BY need_id, status"
)
_DONORS = "SELECT donor_id, status, sum(amount_cents) FROM pledge GROUP BY 1, 2"
_PLEDGES_NOW = (
    f"SELECT n.id, p.status, count(*), sum(p.amount_cents) FROM pledge p{_GIVEN} GROUP BY 1, 2"
)
_DONORS_NOW = (
    f"SELECT d.resident_id, p.status, sum(p.amount_cents) FROM pledge p{_GIVEN} GROUP BY 1, 2"
)
_AGENTS = (
    "SELECT m.principal_id, a.agent_id, m.status FROM mandate m"
    " JOIN mandate_agent a ON a.mandate_id = m.id"
)
_ACCOMPANIED = (
    "SELECT m.principal_id, p.partner_id, m.organisation FROM mandate m"
    " JOIN partner_mandate p ON p.mandate_id = m.id"
)
_ACCOMPANIED_NOW = (
    "SELECT m.principal_id, m.partner_id, p.name FROM mandate m"
    " JOIN partner p ON p.id = m.partner_id"
)
_DRAFTS = (
    "SELECT resident_id, 'notice ' || direction, count(*) FROM draft GROUP BY 1, 2"
    " UNION ALL"
    " SELECT resident_id, 'invitation ' || side, count(*) FROM invitation_draft GROUP BY 1, 2"
)
_DRAFTS_NOW = "SELECT resident_id, form, count(*) FROM draft GROUP BY 1, 2"
_JOURNALS = "SELECT mandate_id, agent_id, title, count(*) FROM mandate_deed GROUP BY 1, 2, 3"
# News of one gift led to its receipt, and lead to the list of gifts; others stay as they were.
_NEWS = (
    "SELECT id, resident_id, kind, CASE WHEN path LIKE '/solidarite/mes-dons/%'"
    " THEN '/solidarite/mes-dons' ELSE path END FROM notification"
)
_NEWS_NOW = "SELECT id, resident_id, kind, path FROM notification"

# What must come to the same, then and now.
FIGURES: Mapping[str, Sums] = {
    "each account of the ledger": Sums(then=_ACCOUNTS, now=_ACCOUNTS_NOW),
    "each transfer": Sums(then=_TRANSFERS, now=_TRANSFERS_NOW),
    "what each need raised": Sums(then=_NEEDS, now=_NEEDS_NOW),
    "what the ledger holds for each need": Sums(then=_HELD, now=_HELD_NOW),
    "pledges by need": Sums(then=_PLEDGES, now=_PLEDGES_NOW),
    "pledges by donor": Sums(then=_DONORS, now=_DONORS_NOW),
    "who acts for whom": Sums(then=_AGENTS, now=_AGENTS),
    "whom partners accompany": Sums(then=_ACCOMPANIED, now=_ACCOMPANIED_NOW),
    "whose drafts of which form": Sums(then=_DRAFTS, now=_DRAFTS_NOW),
    "the journals of mandates": Sums(then=_JOURNALS, now=_JOURNALS),
    "where news lead": Sums(then=_NEWS, now=_NEWS_NOW),
}
