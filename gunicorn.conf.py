"""How gunicorn serves Palier: one worker of many greenlets; to grow, start several of these."""

import os
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

# The same instance as the `flask` command: what the environment says wins.
load_dotenv(Path(__file__).with_name(".env"))

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = 1
worker_class = "gevent"
worker_connections = 5000  # each open page with a conversation holds one
keepalive = 5
graceful_timeout = 5  # live connections never end by themselves: do not wait for them longer
control_socket_disable = True
# Several servers share one port, each with its own queue of connections: with `workers = 2` all
# the long-lived ones land on whichever worker was quicker.
reuse_port = bool(os.environ.get("REDIS_URL"))
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
accesslog = None  # addresses of people and what they look for are nobody's business
errorlog = "-"
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Say where the site answers, once it can; do the slow work here when settings say so."""
    # Through the application: importing ours here would come before gevent has patched sockets.
    worker.wsgi.extensions["palier.refuse_unless_ready"]()
    worker.consumer = worker.wsgi.extensions["palier.start_jobs"]()
    if worker.age == 1:  # later ones take the place of one that died
        address = os.environ.get("BASE_URL") or f"http://{bind}"
        print(f"Palier is on {address} (Ctrl-C stops it)", flush=True)  # noqa: T201


def worker_exit(_server: object, worker: Any) -> None:
    """Let the job under way finish before the process ends."""
    if getattr(worker, "consumer", None) is not None:
        worker.consumer.stop(graceful=True)
