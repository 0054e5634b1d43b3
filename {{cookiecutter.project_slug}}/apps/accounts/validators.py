from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_timezone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(
            _("“%(value)s” is no time zone. Use an IANA name such as Europe/Vienna."),
            code="unknown_timezone",
            params={"value": value},
        )


def validate_language(value: str) -> None:
    if value not in dict(settings.LANGUAGES):
        raise ValidationError(
            _("“%(value)s” is no language that we know. Use a code such as en or pt-br."),
            code="unknown_language",
            params={"value": value},
        )
