"""Mistakes in continuous integration, whoever runs it."""

from tests.mistakes.mistake import Mistake, edit

HUB = ".github/workflows/ci.yml"
LAB = ".gitlab-ci.yml"
GITLAB = {"ci": "gitlab"}
AUDITED = "pip-audit --strict --requirement requirements/constraints.txt --no-deps"
MISTAKES = (
    Mistake(
        "GitHub: changes that nobody tests",
        "I001",
        edit(HUB, "      - run: make ci\n", "      - run: make lint\n"),
    ),
    Mistake(
        "GitHub: an action that may be another tomorrow",
        "I002",
        edit(
            HUB,
            "      - run: sudo apt-get update",
            "      - uses: actions/cache@v4\n      - run: sudo apt-get update",
        ),
    ),
    Mistake(
        "GitHub: a database that may be another tomorrow",
        "I002",
        edit(HUB, "        image: postgres:17\n", "        image: postgres:latest\n"),
    ),
    Mistake(
        "GitHub: a job that may hang for hours",
        "I003",
        edit(HUB, "    timeout-minutes: 10\n"),
    ),
    Mistake(
        "GitHub: holes that nobody looks for",
        "I004",
        edit(
            HUB,
            f"      - run: pip install pip-audit\n      - run: {AUDITED}\n",
            "      - run: pip check\n",
        ),
    ),
    Mistake(
        "GitLab: changes that nobody tests",
        "I001",
        edit(LAB, "    - make ci\n", "    - make lint\n"),
        answers=GITLAB,
    ),
    Mistake(
        "GitLab: an image that may be another tomorrow",
        "I002",
        edit(LAB, "  image: docker:28\n", "  image: docker\n"),
        answers=GITLAB,
    ),
    Mistake(
        "GitLab: a job that may hang for hours",
        "I003",
        edit(LAB, "  timeout: 10 minutes\n"),
        answers=GITLAB,
    ),
    Mistake(
        "GitLab: holes that nobody looks for",
        "I004",
        edit(
            LAB,
            f"    - pip install pip-audit\n    - {AUDITED}\n",
            "    - pip check\n",
        ),
        answers=GITLAB,
    ),
)
