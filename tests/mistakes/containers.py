"""Mistakes in the image, and in what compose starts."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

FILE = "Dockerfile"
COMPOSE = "compose.yml"
INSTALL = (
    "RUN pip install --no-compile -r requirements/production.txt -c requirements/constraints.txt\n"
)
MISTAKES = (
    Mistake(
        "everything of the build in the image",
        "D001",
        edit(
            FILE, "COPY --from=builder /venv /venv\nCOPY --from=builder /app /app\n", "COPY . .\n"
        ),
    ),
    Mistake("a root user in the image", "D002", edit(FILE, "USER 10001:10001\n")),
    Mistake(
        "a user by name, which an orchestrator cannot tell from root",
        "D002",
        edit(FILE, "USER 10001:10001\n", "USER app\n"),
    ),
    Mistake(
        "an image that does not say how it is",
        "D003",
        edit(
            FILE,
            "HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \\\n"
            '    CMD ["python", "-m", "scripts.healthcheck"]\n',
        ),
    ),
    Mistake(
        "a health check by curl, which a slim image has not",
        "D003",
        edit(
            FILE,
            'CMD ["python", "-m", "scripts.healthcheck"]',
            "CMD curl --fail http://localhost:8000/health/live/",
        ),
    ),
    Mistake(
        "the latest base image, whichever that is",
        "D004",
        edit(FILE, "FROM python:3.13-slim-trixie AS runtime", "FROM python:latest AS runtime"),
    ),
    Mistake(
        "a secret in a layer of the image",
        "D005",
        edit(FILE, "    PYTHONUNBUFFERED=1 \\\n", "    PYTHONUNBUFFERED=1 SECRET_KEY=u6Fz0q \\\n"),
    ),
    Mistake(
        "an image that installs anew with every change",
        "D006",
        (
            Edit(FILE, "COPY . .\n", ""),
            Edit(FILE, INSTALL, f"COPY . .\n{INSTALL}"),
        ),
    ),
    Mistake(
        "a server that a shell keeps the signals from",
        "D007",
        edit(
            FILE,
            'CMD ["gunicorn", "config.wsgi:application", "--config", "config/gunicorn.py"]',
            "CMD gunicorn config.wsgi:application --config config/gunicorn.py",
        ),
    ),
    Mistake(
        "the repository's history and .env in the image",
        "D008",
        edit(".dockerignore", "\n*\n", "\n"),
    ),
    Mistake(
        "a process that does not wait for its database",
        "D020",
        edit(
            COMPOSE,
            "  depends_on:\n    postgres:\n      condition: service_healthy\n    redis:\n",
            "  depends_on:\n    postgres:\n      condition: service_started\n    redis:\n",
        ),
    ),
    Mistake(
        "a database that does not say when it is ready",
        "D020",
        edit(
            COMPOSE,
            "    healthcheck:\n"
            '      test: ["CMD-SHELL", "pg_isready --username app --dbname audited"]\n',
            "    healthcheck:\n",
        ),
    ),
    Mistake(
        "a container that rules Docker",
        "D021",
        edit(
            COMPOSE,
            "    image: axllent/mailpit:v1.27\n",
            "    image: axllent/mailpit:v1.27\n"
            "    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n",
        ),
    ),
    Mistake(
        "a database that the whole network can reach",
        "D022",
        edit(
            COMPOSE,
            "    image: postgres:17\n",
            '    image: postgres:17\n    ports: ["5432:5432"]\n',
        ),
    ),
    Mistake(
        "the latest Redis, whichever that is",
        "D023",
        edit(COMPOSE, "image: redis:8", "image: redis"),
    ),
)
