"""The journal: one JSON line per request and per trouble, without anybody in it (`witnessing`)."""

import logging
import secrets
import sys
import time
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request

from neighbourhood.foundation import settings
from neighbourhood.foundation.lazily import sparingly
from neighbourhood.foundation.web import witnessing
from neighbourhood.foundation.words.masking import describe_failure, mask_event

if TYPE_CHECKING:
    import structlog
else:
    structlog = sparingly("structlog")

log = logging.getLogger("palier.request")
# These write paths, queries or whole messages at INFO.
# The engine of the database would say every row.
_TALKATIVE = (
    "sqlalchemy",
    "alembic",
    "werkzeug",
    "engineio",
    "socketio",
    "huey",
    "botocore",
    "boto3",
    "urllib3",
    "stripe",
)
_SKIPPED = {"static", "health.healthz", "health.readyz"}


def bind(app: Flask) -> None:
    """Route every logger through the masks, and note each request of `app`."""
    _route(app.extensions[settings.EXTENSION].log_level.value)
    app.log_exception = _note_failure  # type: ignore[method-assign]
    app.before_request(_open)
    app.after_request(_close)


def handler() -> logging.Handler:
    """Return a handler that writes masked JSON lines to the error output."""
    made = logging.StreamHandler(sys.stderr)
    made.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_common()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                describe_failure,
                mask_event,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        ),
    )
    made.set_name("palier")
    return made


def _common() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _route(level: str) -> None:
    root = logging.getLogger()
    for old in [known for known in root.handlers if known.get_name() == "palier"]:
        root.removeHandler(old)
    root.addHandler(handler())
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Inside a worker, what gunicorn has to say quotes paths too.
    gunicorn = logging.getLogger("gunicorn.error")
    gunicorn.handlers.clear()
    gunicorn.propagate = True
    structlog.configure(
        processors=[*_common(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _open() -> None:
    g.request_id = secrets.token_hex(6)
    g.request_started = time.monotonic()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _close(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint not in _SKIPPED:
        # The endpoint, never the path: paths hold ids and queries hold what people look for.
        log.info("request", extra=_facts(response))
    return response


def _note_failure(exc_info: Any) -> None:
    # Flask's own line quotes the path.
    log.error("request failed", exc_info=exc_info, extra={"endpoint": request.endpoint or "none"})


def _facts(response: Response) -> dict[str, Any]:
    return {
        "method": request.environ["REQUEST_METHOD"],
        "endpoint": request.endpoint or "none",
        "status": response.status_code,
        "milliseconds": round((time.monotonic() - g.request_started) * 1000, 1),
        **witnessing.caller_refused(response.status_code),
    }
