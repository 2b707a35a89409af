"""Exit 0 when the site on this machine answers /healthz, as the container's HEALTHCHECK."""

import os
import sys
from urllib.request import Request, urlopen

port = os.environ.get("SAHELAPP_BIND", "127.0.0.1:8000").rpartition(":")[2]
# Django answers only to the names it knows.
host = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost").split(",")[0]
try:
    with urlopen(Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host}), timeout=4) as answer:
        sys.exit(answer.status != 200)
except OSError as error:
    sys.exit(f"not healthy: {error}")
