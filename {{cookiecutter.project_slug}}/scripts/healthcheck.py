"""Whether the server in this container answers: exit code 0 or 1. The image has no curl."""

import os
import sys
import urllib.error
import urllib.request

HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
PORT = os.environ.get("PORT", "8000")


def main() -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/health/live/", headers={"Host": HOST}
    )
    try:
        with urllib.request.urlopen(request, timeout=4):  # noqa: S310
            return 0
    except (OSError, urllib.error.URLError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
