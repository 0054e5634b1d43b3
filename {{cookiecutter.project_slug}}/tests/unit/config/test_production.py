import pytest

from config.settings import validation as rule
from config.settings.outside import named_addresses, pairs
from tests.unit.config.production import COMPLETE, manage

GOOD_SECRET = COMPLETE["SECRET_KEY"]


def test_it_starts_with_a_complete_environment_and_passes_the_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_it_names_every_missing_variable_in_one_message() -> None:
    # A dotenv file fills in what is not set, so what is missing is set to blanks.
    done = manage("check", **dict.fromkeys(COMPLETE, " "))

    assert done.returncode == 1
    for name in COMPLETE:
        assert f"  {name} is missing" in done.stderr


def test_it_names_missing_and_malformed_variables_together() -> None:
    done = manage(
        "check",
        SECRET_KEY="change-me",
        REDIS_URL=" ",
        ALLOWED_HOSTS="*",
        TRUSTED_PROXIES="0.0.0.0/0",
        HEALTH_OUTSIDE_URLS="https://pay.test/ping",
    )

    assert done.returncode == 1
    assert "  SECRET_KEY is a placeholder" in done.stderr
    assert "  REDIS_URL is missing" in done.stderr
    assert "  ALLOWED_HOSTS must not allow every host" in done.stderr
    assert "  TRUSTED_PROXIES must not trust every address" in done.stderr
    assert "  HEALTH_OUTSIDE_URLS must be pairs such as payments=https://" in done.stderr
    assert "change-me" not in done.stderr


def test_one_secret_for_two_purposes_is_refused() -> None:
    done = manage("check", JWT_SIGNING_KEY=GOOD_SECRET)

    assert done.returncode == 1
    assert "  JWT_SIGNING_KEY must differ from SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    ("check", "value", "problem"),
    [
        (rule.secret, GOOD_SECRET, None),
        (rule.secret, "a" * 60, "is too weak: at least 50 random characters"),
        (rule.secret, "short", "is too weak: at least 50 random characters"),
        (
            rule.secret,
            "development-only-key-that-production-refuses-to-start-with",
            "is a placeholder",
        ),
        (rule.address("redis"), "redis://h:6379/0", None),
        (rule.address("redis"), "redis://h:port/0", "is malformed"),
        (rule.address("redis"), "http://h", "must start with redis://"),
        (rule.address("redis"), "redis://", "names no host"),
        (rule.address("redis"), "redis://u:<password>@h", "is a placeholder"),
        (rule.address("postgres", needs_path=True), "postgres://h", "names no database"),
        (rule.address("postgres"), "postgres://u:postgres@h/d", "carries a default password"),
        (rule.address("https", needs_user=True), "https://h/1", "names no key"),
        (rule.https_origin, "https://app.acme.test", None),
        (rule.https_origin, "http://app.acme.test", "must start with https://"),
        (rule.https_origin, "https://localhost", "is a placeholder"),
        (rule.https_origin, "https://app.acme.test/path", "must be scheme and host alone"),
        (rule.host, ".acme.test", None),
        (rule.host, "https://acme.test", "holds 'https://acme.test', which is no host name"),
        (rule.host, "api.example.com", "is a placeholder"),
        (rule.mailbox, "Acme <noreply@acme.test>", None),
        (rule.mailbox, "noreply", "holds 'noreply', which is no e-mail address"),
        (rule.mailbox, "noreply@example.com", "is a placeholder"),
        (rule.absolute_path, "/data/media", None),
        (rule.absolute_path, "media", "must be an absolute path"),
        (rule.media_url, "/media/", None),
        (rule.media_url, "https://files.acme.test/", None),
        (rule.media_url, "https://files.acme.test", "must end with /"),
        (rule.media_url, "http://files.acme.test/", "must start with https://"),
        (rule.anymail_backend, "anymail.backends.postmark.EmailBackend", None),
        (
            rule.anymail_backend,
            "django.core.mail.backends.console.EmailBackend",
            "must be one of anymail's: anymail.backends.<provider>.EmailBackend",
        ),
        (
            rule.anymail_backend,
            "anymail.backends.console.EmailBackend",
            "must be one of anymail's: anymail.backends.<provider>.EmailBackend",
        ),
        (rule.network, "10.0.0.0/8", None),
        (
            rule.network,
            "10.0.0.0/33",
            "holds '10.0.0.0/33', which is no network such as 10.0.0.0/8",
        ),
        (rule.network, "0.0.0.0/0", "must not trust every address"),
        (rule.whole_number(1), "4", None),
        (rule.whole_number(1), "0", "must be a whole number of at least 1"),
        (rule.whole_number(1), "many", "must be a whole number of at least 1"),
        (rule.truth_value, "True", None),
        (rule.truth_value, "maybe", "must be one of true, false, 1, 0, yes, no, on, off"),
        (rule.each(rule.host), "a.acme.test, b.acme.test", None),
        (rule.each(rule.host), "a.acme.test,*", "must not allow every host"),
        (named_addresses, "pay=https://u:b7Kq2@pay.test/a?b=c, maps-eu=http://maps.test", None),
        (
            named_addresses,
            "https://pay.test/?a=b",
            "must be pairs such as payments=https://host/path, with commas between",
        ),
        (named_addresses, "pay=https://pay.test,pay=https://p.test", "holds a name twice"),
        (named_addresses, "pay=ftp://pay.test", "must start with https://, http://"),
        (named_addresses, "pay=", "must start with https://, http://"),
    ],
)
def test_rules(check: rule.Rule, value: str, problem: str | None) -> None:
    assert check(value) == problem


def test_other_systems_have_names() -> None:
    assert pairs("") == []
    assert pairs(" pay=https://pay.test/a?b=c ,maps=http://maps.test,") == [
        ("pay", "https://pay.test/a?b=c"),
        ("maps", "http://maps.test"),
    ]


def test_errors_are_reported_once_sentry_has_an_address() -> None:
    done = manage(
        "shell",
        "-c",
        "import sentry_sdk; print(sentry_sdk.get_client().dsn)",
        SENTRY_DSN="https://key@sentry.acme.test/1",
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("https://key@sentry.acme.test/1")


def test_mail_by_a_providers_api_needs_no_mail_server() -> None:
    done = manage(
        "shell",
        "-c",
        "from django.conf import settings; print(settings.EMAIL_BACKEND, settings.ANYMAIL)",
        EMAIL_URL=None,
        EMAIL_BACKEND="anymail.backends.postmark.EmailBackend",
        ANYMAIL_POSTMARK_SERVER_TOKEN="b7Kq2mXw9",
    )

    assert done.returncode == 0, done.stderr
    backend, options = done.stdout.strip().splitlines()[-1].split(" ", 1)
    assert backend == "anymail.backends.postmark.EmailBackend"
    assert "'POSTMARK_SERVER_TOKEN': 'b7Kq2mXw9'" in options


def test_mail_on_the_terminal_is_refused() -> None:
    done = manage("check", EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend")

    assert done.returncode == 1
    assert "  EMAIL_BACKEND must be one of anymail's" in done.stderr
