"""Somebody whose every value is a canary: planted in every row that is theirs, found anywhere.

What is planted follows from the tables: a new column of text is planted unless it is named here.
"""

import json
from collections.abc import Iterator, Mapping
from functools import singledispatch
from itertools import count
from pathlib import Path

from sqlalchemy import JSON, Column, LargeBinary, String, Table, and_, or_, select, update
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.exc import IntegrityError

from messaging.models import MessageKind
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.foundation.storing.database import Base, db
from neighbourhood.foundation.storing.sealed import Sealed, SealedJson

CANARY = "zyzzogeton"
NAME = "Karima Zyzzogeton"
MAILBOX = "zyzzogeton-7319@valbourg.example"
# Words of a written list, numbers of ours, or names of what is no person.
CODES = frozenset(
    """about about_kind audience browser content_type deed endpoint form kind language
    method path also reach reference client_id pseudonym questions roles rule scopes tab
    insee day key said location payment_reference category page topic sought access sort
    zone shows""".split()  # noqa: SIM905
)
# Words that others still need: these keep their place, without the name in them.
KEPT = frozenset(
    """message.text message.details conversation.subject need.title need.covers
    need.return_reason need.proof_text need.thanks_text need_revision.before
    need_revision.after need_revision.return_reason proof_withdrawal.words money_case.word
    partner.suspension_reason reply.text reply.answer reply.left_because loan.text
    loan.answer loan_check.notes incident_voice.text loan_word.text neighbour_group.title
    neighbour_group.body neighbour_group.charter poll.title poll_option.words
    task_list.title task_line.words pinned_note.title pinned_note.body seat_request.message
    seat_request.answer answer.text thanks.text coming.thanks mandate_deed.title
    partner_application.refusal_reason partner_application.why notification.details
    address_claim.around need_file.return_reason pay_out.word""".split()  # noqa: SIM905
)
# Of an organisation, not of whoever works there; and places of files, planted as files are.
NOT_THEIRS = frozenset(
    """partner.name partner.siret partner.mail_domain partner_application.name archive.file
    partner_application.siret proof_document.storage_key export.code export.file need_file.waiting
    need_file.figures need_file.faults pay_out.document tax_drawing.address""".split()  # noqa: SIM905
)
# Rows that point to somebody and are of somebody else.
OF_OTHERS = frozenset(
    """partner pledge payment ledger_transfer ledger_entry ledger_link sight sight_names
    visitor visitor_link monthly_gift monthly_turn bank_account bank_line bank_statement
    basket basket_line tax_right tax_line time_transfer time_entry time_note""".split()  # noqa: SIM905
)
# Which of several people a row is of, where more than one is named in it.
OWNERS = ("resident_id", "author_id", "greeter_id", "helper_id", "owner_id", "voucher_id",
          "principal_id", "applicant_id", "agent_id", "reporter_id", "concerned_id", "by_id",
          "asked_by_id", "borrower_id", "opened_by_id", "seeker_id", "made_by_id")  # fmt: skip
# The rows that hang on another row of theirs.
PARENTS = {
    "letter_code": "claim_id", "vouch_invite": "claim_id", "circle_alert": "claim_id",
    "proof_document": "claim_id", "mandate_report": "mandate_id", "absence": "reply_id",
    "trust": "by_id", "handover": "membership_id", "poll_option": "poll_id",
    "poll_pick": "answer_id", "task_line": "list_id", "stand_in": "reply_id",
    "day_off": "notice_id", "loan_day": "loan_id", "message_wording": "message_id",
    "occurrence": "gathering_id", "supply": "gathering_id",
}  # fmt: skip


def personal() -> list[Table]:
    """Return the tables that hold something about people, what is pointed to first."""
    held = {name for holding in HOLDINGS.values() for name in holding.tables}
    return [table for table in Base.metadata.sorted_tables if table.name in held]


def owner_of(table: Table) -> Column | None:
    """Return the column that says whose a row is."""
    names = [name for name in OWNERS if name in table.c]
    return table.c[names[0]] if names else None


def ties(table: Table) -> list[Column]:
    """Return every column of a table that points to people."""
    return [
        column
        for column in table.columns
        if any(key.column.table.name == "resident" for key in column.foreign_keys)
    ]


def of(table: Table, resident_id: int):
    """Tell in SQL which rows are theirs."""
    if table.name == "resident":
        return table.c.id == resident_id
    if table.name in PARENTS:
        (key,) = table.c[PARENTS[table.name]].foreign_keys
        parent = key.column.table
        return table.c[PARENTS[table.name]].in_(select(parent.c.id).where(of(parent, resident_id)))
    if table.name == "staff_invitation":
        # The mailbox is sealed: SQL cannot ask for it.
        asked = db.session.execute(select(table.c.id, table.c.email))
        return table.c.id.in_([number for number, email in asked if email == MAILBOX])
    if table.name == "gift_wish":
        pledge, owner = (Base.metadata.tables[name] for name in ("pledge", "donor_pseudonym"))
        gifts = select(pledge.c.id).join(owner, owner.c.pseudonym == pledge.c.pseudonym)
        return table.c.pledge_id.in_(gifts.where(owner.c.resident_id == resident_id))
    if table.name == "conversation":
        member = Base.metadata.tables["member"]
        joined = select(member.c.conversation_id).where(member.c.resident_id == resident_id)
        return table.c.id.in_(joined)
    owner = owner_of(table)
    return owner == resident_id if owner is not None else None


def tied(table: Table, resident_id: int):
    """Tell in SQL which rows name them in any place."""
    named = [column == resident_id for column in ties(table)]
    theirs = of(table, resident_id)
    asked = named if theirs is None else [*named, theirs]
    return or_(*asked) if asked else None


def give_rows(resident_id: int) -> list[str]:
    """Make one row of each table theirs; return the tables of which none could be."""
    return [table.name for table in personal() if not _gives(table, resident_id)]


def _gives(table: Table, resident_id: int) -> bool:
    theirs = of(table, resident_id)
    if theirs is None or table.name in OF_OTHERS:
        return True
    if db.session.execute(select(table).where(theirs).limit(1)).first():
        return True
    column, value = owner_of(table), resident_id
    if table.name in PARENTS:
        column = table.c[PARENTS[table.name]]
        (key,) = column.foreign_keys
        parent = key.column.table
        value = db.session.scalar(select(parent.c.id).where(of(parent, resident_id)).limit(1))
    for row in db.session.execute(select(*table.primary_key.columns)).all():
        mine = and_(
            *(each == got for each, got in zip(table.primary_key.columns, row, strict=True))
        )
        try:
            with db.session.begin_nested():
                db.session.execute(update(table).where(mine).values({column.name: value}))
        except IntegrityError:
            continue
        return True
    return False


def texts(table: Table) -> Iterator[Column]:
    """Yield the columns that hold words, or bytes."""
    for column in table.columns:
        words = isinstance(column.type, String | JSON | LargeBinary | Sealed)
        free = words or column.name == "full_name"
        if free and not isinstance(column.type, SqlEnum) and not column.foreign_keys:
            said = f"{table.name}.{column.name}"
            if column.name not in CODES and said not in NOT_THEIRS:
                yield column


def plant(resident_id: int) -> set[str]:
    """Plant canaries in whatever is theirs; return the columns (`table.column`) that hold one."""
    planted, numbers = set(), count(1)
    for table in personal():
        where = tied(table, resident_id)
        if where is None or table.name in OF_OTHERS:
            continue
        theirs = of(table, resident_id)
        own = set() if theirs is None else set(db.session.execute(_keys(table).where(theirs)).all())
        for row in db.session.execute(select(table).where(where)).mappings().all():
            keys = table.primary_key.columns
            is_own = tuple(row[key.name] for key in keys) in own
            words = {
                column.name: _word(column, row[column.name], next(numbers), is_own=is_own)
                for column in texts(table)
                if not _is_code(column, row)
            }
            values = {name: word for name, word in words.items() if word is not None}
            planted |= {f"{table.name}.{name}" for name in values}
            mine = and_(*(key == row[key.name] for key in keys))
            if values:
                db.session.execute(update(table).where(mine).values(values))
    return planted


def _is_code(column: Column, row: Mapping) -> bool:
    """Tell whether a line of a conversation is the code of a moment, not words."""
    return str(column) == "message.text" and row["kind"] == MessageKind.MOMENT


def _keys(table: Table):
    return select(*table.primary_key.columns)


def _word(column: Column, before: object, number: int, *, is_own: bool) -> object:
    said = f"{column.table.name}.{column.name}"
    if said in {"resident.full_name", "staff_invitation.email"}:
        return None
    words = f"{CANARY}{number:04}"
    if said in KEPT or not is_own:
        words = f"Dites à Karima Zyzzogeton ({MAILBOX}) que {NAME} viendra."
    if isinstance(column.type, LargeBinary):
        return words.encode()
    if isinstance(column.type, JSON | SealedJson):
        return {**before, "name": words} if isinstance(before, dict) else None
    if before is None and said not in {"draft.answers", "message.details"}:
        return None
    return words[: getattr(column.type, "longest", None) or column.type.length]


@singledispatch
def _read(value: object) -> str:
    return str(value)


@_read.register(bytes)
@_read.register(memoryview)
def _(value: bytes) -> str:
    return bytes(value).decode("latin-1")


@_read.register(dict)
@_read.register(list)
def _(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def found_in_tables() -> set[str]:
    """Return every column of every table in which a canary is left, whatever its type."""
    return {
        f"{table.name}.{column}"
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(table.select()).mappings()
        for column, value in row.items()
        if CANARY in _read(value).lower()
    }


def found_in_files(folder: Path) -> set[str]:
    """Return the files under `folder` that hold a canary in their name or their bytes."""
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file()
        and (CANARY in file.name.lower() or CANARY.encode() in file.read_bytes().lower())
    }
