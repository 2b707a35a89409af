"""gunicorn's settings. Pages are bound by Python and templates, so processes count and threads cover waiting."""

import os

bind = os.environ.get("SAHELAPP_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("SAHELAPP_WORKERS", os.cpu_count() or 2))
threads = int(os.environ.get("SAHELAPP_THREADS", "4"))
timeout = 60
graceful_timeout = 30
keepalive = 15
# Heartbeats on disk stall workers when the disk is busy.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# No access log: who read what when is nobody's business. Errors go to stderr.
accesslog = None
errorlog = "-"
