"""The app as a production server runs it: `granian --interface wsgi faimi.serving:app`, or any other WSGI server."""

import gc
import multiprocessing
import os
import signal

from faimi import create_app, logs
from faimi.wsgi.request_buffering import RequestBuffering
from faimi.wsgi.request_log import RequestLog
from faimi.wsgi.single_host import SingleHost

if multiprocessing.parent_process():  # Ctrl+C reaches granian's workers too, which may hang as their parent stops them
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
_app = create_app()
logs.as_json(_app)
_app.wsgi_app = RequestBuffering(  # type: ignore[assignment, method-assign]  # Flask's place for a WSGI layer
    SingleHost(_app.wsgi_app),
    max_bytes=_app.config["MAX_CONTENT_LENGTH"],
    stall_seconds=_app.config["BODY_STALL_SECONDS"],
    threads=int(os.environ.get("GRANIAN_BLOCKING_THREADS", 4)),
    by_address=not _app.config["PROXIES"],  # else it is the proxy's
)
app = RequestLog(_app)
gc.freeze()  # what is here now stays: the collector need not look through it again and again
