"""Seats of conversations that were left before people could come back to one."""

from sqlalchemy import Engine, text


def let_some_leave(engine: Engine) -> None:
    """Have two be kept apart, which closed what they said to each other, and one be erased."""
    with engine.begin() as connection:
        of = "UPDATE member SET left_at = joined_at WHERE conversation_id"
        connection.execute(text(f"{of} = (SELECT min(id) FROM conversation)"))
        last = "id = (SELECT max(id) FROM member)"
        connection.execute(text(f"UPDATE member SET left_at = joined_at WHERE {last}"))


def assert_conversations_are_still_of_two(engine: Engine) -> None:
    """Who had left by then, kept apart or erased, is gone; nobody is new to what was shown."""
    with engine.connect() as connection:
        seats = "SELECT conversation_id FROM member GROUP BY conversation_id HAVING count(*) = 2"
        of_two = connection.execute(text(seats)).scalars().all()
        every = connection.execute(text("SELECT id FROM conversation WHERE NOT many")).scalars()
        assert sorted(of_two) == sorted(every) != []
        gone = connection.scalar(text("SELECT count(*) FROM member WHERE left_at IS NOT NULL"))
        back = connection.scalar(text("SELECT count(*) FROM member WHERE back_at IS NOT NULL"))
        assert (gone, back) == (3, 0)
