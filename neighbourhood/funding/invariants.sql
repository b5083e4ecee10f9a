-- What is always true of the books. Each query returns the rows that break one rule, and none
-- where it holds; SQLite and PostgreSQL read them alike. Asked by `flask --app app funding verify`,
-- by a job each hour, after every test of money and after every migration.

-- name: transfers-balance
-- The sides of a movement sum to zero.
SELECT transfer_id, sum(amount_cents) AS cents
FROM ledger_entry GROUP BY transfer_id HAVING sum(amount_cents) <> 0;

-- name: transfers-have-sides
-- Money leaves one account and comes to another.
SELECT t.id FROM ledger_transfer t
LEFT JOIN ledger_entry e ON e.transfer_id = t.id
GROUP BY t.id HAVING count(e.id) < 2;

-- name: entries-belong
-- No side without its movement, none without its account.
SELECT e.id FROM ledger_entry e
LEFT JOIN ledger_transfer t ON t.id = e.transfer_id
LEFT JOIN ledger_account a ON a.id = e.account_id
WHERE t.id IS NULL OR a.id IS NULL;

-- name: ledger-balances
-- So does the whole.
SELECT cents FROM (SELECT sum(amount_cents) AS cents FROM ledger_entry) AS whole WHERE cents <> 0;

-- name: accounts-say-what-they-are
-- The chain names accounts by their code: it says the kind, and the fund.
SELECT id FROM ledger_account
WHERE code <> CASE WHEN fund_id IS NULL THEN kind ELSE kind || ':' || fund_id END;

-- name: funds-say-what-came
-- What a fund says to have received is what the ledger says.
SELECT f.id, f.raised_cents, coalesce(-s.cents, 0) AS by_the_ledger FROM fund f
LEFT JOIN (
  SELECT a.fund_id, sum(e.amount_cents) AS cents
  FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id
  WHERE a.kind = 'fund' GROUP BY a.fund_id
) s ON s.fund_id = f.id
WHERE f.raised_cents <> coalesce(-s.cents, 0);

-- name: funds-within-bounds
-- Never less than nothing, never more than asked for.
SELECT f.id FROM fund f
JOIN ledger_account a ON a.fund_id = f.id AND a.kind = 'fund'
JOIN ledger_entry e ON e.account_id = a.id
GROUP BY f.id, f.ceiling_cents
HAVING -sum(e.amount_cents) < 0 OR -sum(e.amount_cents) > f.ceiling_cents;

-- name: funds-complete-when-full
-- A fund is complete when it has all it asks for, and then only.
SELECT id FROM fund WHERE status = 'completed' AND raised_cents <> ceiling_cents;

-- name: funds-count-their-donors
-- One donor for each pseudonym of which something counts.
SELECT f.id FROM fund f
LEFT JOIN (
  SELECT p.fund_id, count(DISTINCT p.pseudonym) AS donors
  FROM pledge p JOIN payment y ON y.pledge_id = p.id
  WHERE y.counted_cents > 0 GROUP BY p.fund_id
) d ON d.fund_id = f.id
WHERE f.donors_count <> coalesce(d.donors, 0);

-- name: gifts-are-written
-- What counts of a payment is what its movements brought to its fund.
SELECT y.id, y.counted_cents, coalesce(-s.cents, 0) AS by_the_ledger FROM payment y
LEFT JOIN (
  SELECT t.pledge_id, sum(e.amount_cents) AS cents
  FROM ledger_transfer t
  JOIN ledger_entry e ON e.transfer_id = t.id
  JOIN ledger_account a ON a.id = e.account_id
  WHERE a.kind = 'fund' GROUP BY t.pledge_id
) s ON s.pledge_id = y.pledge_id
WHERE y.counted_cents <> coalesce(-s.cents, 0);

-- name: settled-gifts-count
-- A gift that has arrived was paid, and counts.
SELECT p.id FROM pledge p LEFT JOIN payment y ON y.pledge_id = p.id
WHERE p.status = 'settled' AND coalesce(y.counted_cents, 0) <= 0;

-- name: unpaid-promises-move-nothing
-- Where nothing was paid, nothing moves.
SELECT t.id FROM ledger_transfer t
JOIN pledge p ON p.id = t.pledge_id
LEFT JOIN payment y ON y.pledge_id = p.id
WHERE y.id IS NULL OR p.status IN ('reserved', 'expired', 'cancelled');

-- name: movements-keep-their-pseudonym
-- A movement of a gift goes by the name of its donor in that fund.
SELECT t.id FROM ledger_transfer t JOIN pledge p ON p.id = t.pledge_id
WHERE t.pseudonym <> p.pseudonym;

-- name: payments-balance
-- What was paid for one gift is all accounted for: its movements sum to zero, and so do their sides.
SELECT t.pledge_id FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id
WHERE t.pledge_id IS NOT NULL GROUP BY t.pledge_id HAVING sum(e.amount_cents) <> 0;

-- name: paid-out-within-what-came
-- Nobody is paid out, or uses, more than came for a fund. Gifts may go back after that, by a bank
-- or by hand: then as much is missing, which has a case and is a loss that a person covers.
SELECT f.id FROM fund f
JOIN (
  SELECT a.fund_id,
    sum(CASE WHEN a.kind <> 'fund' THEN e.amount_cents ELSE 0 END) AS gone,
    sum(CASE WHEN a.kind = 'fund' THEN -e.amount_cents ELSE 0 END) AS came,
    sum(CASE WHEN a.kind = 'fund' AND t.pledge_id IS NOT NULL AND e.amount_cents > 0
        THEN e.amount_cents ELSE 0 END) AS taken_back
  FROM ledger_account a
  JOIN ledger_entry e ON e.account_id = a.id
  JOIN ledger_transfer t ON t.id = e.transfer_id
  WHERE a.kind IN ('fund', 'with partner', 'used') GROUP BY a.fund_id
) s ON s.fund_id = f.id
WHERE s.gone > s.came + s.taken_back;

-- name: accounts-never-beyond-nothing
-- Money with a partner, used, withheld or lost is there or not: never less than nothing. What is
-- owed, on its way back, given back by hand or paid in is never more than nothing.
SELECT a.id FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id
GROUP BY a.id, a.kind
HAVING (a.kind IN ('with partner', 'used', 'withheld', 'loss') AND sum(e.amount_cents) < 0)
  OR (a.kind IN ('owed back', 'returning', 'by hand', 'paid in') AND sum(e.amount_cents) > 0);

-- name: towns-paid-in-what-two-people-say
-- What towns paid in for losses is what two people of each found on a statement, once each.
SELECT p.id FROM cover_payment p
LEFT JOIN ledger_transfer t ON t.reference = 'paid-in:' || p.id
LEFT JOIN ledger_account a ON a.kind = 'paid in'
LEFT JOIN ledger_entry e ON e.transfer_id = t.id AND e.account_id = a.id
WHERE coalesce(-e.amount_cents, 0) <> CASE WHEN p.status = 'confirmed' THEN p.cents ELSE 0 END
UNION ALL
SELECT 0 FROM (
  SELECT coalesce(sum(-e.amount_cents), 0) AS cents
  FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.kind = 'paid in'
) AS written, (
  SELECT coalesce(sum(cents), 0) AS cents FROM cover_payment WHERE status = 'confirmed'
) AS said
WHERE written.cents <> said.cents;

-- name: links-without-gaps
-- Links are numbered from 1, one after the other.
SELECT links FROM (
  SELECT count(*) AS links, min(number) AS first, max(number) AS last FROM ledger_link
) AS chain
WHERE links > 0 AND (first <> 1 OR last <> links);

-- name: links-are-of-one-movement
-- Each of a movement that is there, none twice.
SELECT l.transfer_id FROM ledger_link l LEFT JOIN ledger_transfer t ON t.id = l.transfer_id
GROUP BY l.transfer_id HAVING count(*) > 1 OR count(t.id) = 0;
