"""An amount is a decimal, and its currency a code beside it. Amounts of two currencies are never added."""

from typing import Final

from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CODE: Final = r"^[A-Z]{3}\Z"
currency_code: Final = RegexValidator(
    CODE, _("Enter the three capital letters of a currency, such as EUR."), "invalid_currency"
)


def is_currency(column: str) -> Q:
    """For a constraint: three capital letters, as ISO 4217 has them."""
    return Q(**{f"{column}__regex": r"^[A-Z]{3}$"})
