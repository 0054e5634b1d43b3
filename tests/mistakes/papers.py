"""Mistakes in what is written beside the code: pages, requirements, the Makefile."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, added, deleted, edit

MISTAKES = (
    Mistake(
        "no help for who is in trouble",
        "P001",
        deleted("docs/troubleshooting.md", "# Troubleshooting\n"),
        also=("P005",),
    ),
    Mistake(
        "a variable that nobody knows of",
        "P002",
        edit(
            "config/settings/parts/mail.py",
            "EMAIL_TIMEOUT = 10",
            'EMAIL_TIMEOUT = env.int("EMAIL_PATIENCE", default=10)',
        ),
    ),
    Mistake(
        "a variable that nothing reads any more",
        "P002",
        (
            Edit(
                "config/settings/parts/logging.py",
                'LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")',
                'LOG_LEVEL = "INFO"',
            ),
            Edit(
                "config/settings/production.py",
                '        "LOG_LEVEL": rule.one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),\n',
                "",
            ),
        ),
        at="docs/configuration.md",
    ),
    Mistake(
        "an example of a variable that is none",
        "P003",
        edit(".env.example", "\nSECRET_KEY=\n", "\nSECRET_KEY=\nSTRIPE_KEY=\n"),
    ),
    Mistake(
        "two decisions of one number",
        "P004",
        added("docs/decisions/0001-money.md", "# 1. Money\n\n## Decision\n\nDecimals.\n"),
        at="docs/decisions/0001-processes.md",
    ),
    Mistake(
        "a link that leads nowhere",
        "P005",
        edit(
            "README.md",
            "a program can tell ([docs/audit.md](docs/audit.md))",
            "a program can tell ([docs/audit.md](docs/audits.md))",
        ),
    ),
    Mistake(
        "a target of make that the README does not know",
        "P007",
        edit(
            "Makefile",
            ".PHONY: format\n",
            "shell: ## A shell\n\tpython manage.py shell\n\n.PHONY: format\n",
        ),
        at="README.md",
    ),
    Mistake(
        "any version of a package",
        "R001",
        edit("requirements/base.txt", "pyotp==2.12.0", "pyotp>=2.12"),
    ),
    Mistake(
        "a package that the constraints do not know",
        "R002",
        edit("requirements/base.txt", "pyotp==2.12.0", "pyotp==2.12.0\nstripe==14.0.0"),
    ),
    Mistake(
        "pytest in production",
        "R003",
        edit(
            "requirements/production.txt",
            "-r base.txt\n",
            "-r base.txt\npytest==9.2.0\n",
        ),
    ),
)
