"""What neighbours offer to lend stands on a shelf: each such notice becomes a thing.

A thing takes the number of its notice. A notice that nobody answered is nothing else by now; one
that somebody answered goes on between the two of them, and is listed no more.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = '0060'
down_revision = '0059'
branch_labels = None
depends_on = None

LENT = "subject = 'loan' AND direction = 'offer'"
MOVED = f"SELECT id FROM notice WHERE {LENT} AND status IN ('open', 'expired', 'agreed')"
ANSWERED = 'SELECT notice_id FROM reply'
WAITED_FOR = "SELECT notice_id FROM reply WHERE status IN ('offered', 'accepted')"
ALONE = f'{MOVED} AND id NOT IN ({ANSWERED})'
FACTS = """'{"days": 7, "condition": "good", "deposit": ""}'"""
# What a thing and its notice have in common.
SHARED = 'author_id, agent_id, title, body, category, photos, reach, quartier_id, cell_id, created_at, edited_at, hidden_at'
CARD = 'kind, category, title, excerpt, author_id, agent_id, partner_id, municipality_id, quartier_id, cell_id, reach, held_at, search, created_at'
# Those whose notice goes on; a later one may have the number of any other notice.
BOTH = (
    'SELECT item.id FROM item JOIN notice ON notice.id = item.id'
    ' AND notice.author_id = item.author_id AND notice.created_at = item.created_at'
    " WHERE notice.subject = 'loan' AND notice.direction = 'offer'"
)
MONTH = timedelta(days=30)


def upgrade() -> None:
    share_choices()
    run(
        f"INSERT INTO item (id, {SHARED}, condition, worth, deposit, days, renewals, status)"
        f" SELECT id, {SHARED}, 'good', '', '', 7, 1,"
        " CASE WHEN status = 'open' THEN 'on shelf' ELSE 'aside' END"
        f' FROM notice WHERE id IN ({MOVED})'
    )
    count_on('item')
    show_things()
    lead_to_things()
    # Of one photo in two places, whoever takes it away in one takes it away in the other.
    run(f"UPDATE notice SET photos = '[]' WHERE id IN ({MOVED}) AND id IN ({ANSWERED})")
    run(
        f"UPDATE notice SET status = 'done', closed_at = :now WHERE {LENT} AND status = 'open'"
        f' AND id IN ({ANSWERED}) AND id NOT IN ({WAITED_FOR})',
        now=now(),
    )
    run(f'DELETE FROM notice WHERE id IN ({ALONE})')


def show_things() -> None:
    run(f"UPDATE card SET about = 'item', facts = {FACTS} WHERE about = 'notice' AND about_id IN ({ALONE})")
    run(
        f'INSERT INTO card (id, about, about_id, listed, facts, {CARD})'
        ' SELECT (SELECT max(id) FROM card) + row_number() OVER (ORDER BY id),'
        f" 'item', about_id, listed, {FACTS}, {CARD} FROM card"
        f" WHERE about = 'notice' AND about_id IN ({MOVED})"
    )
    count_on('card')
    run(
        "UPDATE card SET kind = 'offer', listed = FALSE"
        f" WHERE about = 'notice' AND about_id IN (SELECT id FROM notice WHERE {LENT})"
    )


def lead_to_things() -> None:
    for number in numbers(ALONE):
        move_paths(f"/entraide/annonces/{number}", f"/prets/objets/{number}")
    run(f"UPDATE moderation_case SET about = 'item' WHERE about = 'notice' AND about_id IN ({ALONE})")
    run(f"DELETE FROM way_back WHERE about = 'notice' AND about_id IN ({ALONE})")


def downgrade() -> None:
    if numbers('SELECT id FROM loan'):
        raise RuntimeError('there are loans: the release before cannot keep them')
    forget_retired()
    for number in numbers(BOTH):
        go_back_to_its_notice(number)
    for number in numbers('SELECT id FROM item'):
        go_back_to_a_notice(number)
    count_on('notice')
    count_on('card')
    run(
        "UPDATE card SET kind = 'loan'"
        f" WHERE about = 'notice' AND about_id IN (SELECT id FROM notice WHERE {LENT})"
    )
    run("DELETE FROM town_choice WHERE list = 'things'")


def forget_retired() -> None:
    gone = "SELECT id FROM item WHERE status = 'retired'"
    run(f"DELETE FROM card WHERE about = 'item' AND about_id IN ({gone})")
    run(f"DELETE FROM moderation_case WHERE about = 'item' AND about_id IN ({gone})")
    run("DELETE FROM item WHERE status = 'retired'")


def go_back_to_its_notice(number: int) -> None:
    run(
        "UPDATE notice SET status = 'open', closed_at = NULL WHERE id = :id AND status = 'done'"
        ' AND how_ended IS NULL',
        id=number,
    )
    run('UPDATE notice SET photos = (SELECT photos FROM item WHERE id = :id) WHERE id = :id', id=number)
    run(
        "UPDATE card SET listed = (SELECT status = 'open' AND hidden_at IS NULL FROM notice WHERE id = :id)"
        " WHERE about = 'notice' AND about_id = :id",
        id=number,
    )
    run("DELETE FROM card WHERE about = 'item' AND about_id = :id", id=number)
    forget_thing(number)


def go_back_to_a_notice(number: int) -> None:
    taken = numbers(f'SELECT id FROM notice WHERE id = {number}')
    given = max(numbers('SELECT max(id) FROM notice')) + 1 if taken else number
    run(
        f'INSERT INTO notice (id, {SHARED}, direction, subject, status, places, taken, outcome,'
        ' particulars, expires_at, closed_at)'
        f" SELECT :given, {SHARED}, 'offer', 'loan',"
        " CASE WHEN status = 'on shelf' THEN 'open' ELSE 'expired' END, 1, 0, '', '{}', :later,"
        " CASE WHEN status = 'on shelf' THEN NULL ELSE :now END FROM item WHERE id = :id",
        given=given,
        id=number,
        later=now() + MONTH,
        now=now(),
    )
    move_paths(f"/prets/objets/{number}", f"/entraide/annonces/{given}")
    facts = """'{"replies": 0}'"""
    run(
        f"UPDATE card SET about = 'notice', about_id = :given, facts = {facts}"
        " WHERE about = 'item' AND about_id = :id",
        given=given,
        id=number,
    )
    run(
        "UPDATE moderation_case SET about = 'notice', about_id = :given"
        " WHERE about = 'item' AND about_id = :id",
        given=given,
        id=number,
    )
    forget_thing(number)


def forget_thing(number: int) -> None:
    run("DELETE FROM way_back WHERE about = 'item' AND about_id = :id", id=number)
    run('DELETE FROM item WHERE id = :id', id=number)


def move_paths(old: str, new: str) -> None:
    """Lead to where it is now what was told of it."""
    run('UPDATE notification SET path = :new, also = NULL WHERE path = :old OR also = :old', new=new, old=old)


def share_choices() -> None:
    """Let what towns changed among things looked for count among things to lend too."""
    columns = 'municipality_id, code, key, name, name_en, icon, rank, retired_at'
    run(
        f'INSERT INTO town_choice (list, "group", {columns})'
        f" SELECT 'things', 'thing', {columns} FROM town_choice"
        """ WHERE list = 'category' AND "group" = 'loan'"""
    )


def run(statement: str, **given: object) -> None:
    types = {datetime: sa.DateTime(), int: sa.BigInteger(), str: sa.String()}
    binds = [sa.bindparam(name, said, types[type(said)]) for name, said in given.items()]
    op.execute(sa.text(statement).bindparams(*binds))


def numbers(asked: str) -> list[int]:
    return list(op.get_bind().execute(sa.text(asked)).scalars())


def count_on(table: str) -> None:
    """On PostgreSQL, number the next row after the last one."""
    if op.get_bind().dialect.name == 'postgresql':
        run(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            ' HAVING max(id) IS NOT NULL'
        )


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
