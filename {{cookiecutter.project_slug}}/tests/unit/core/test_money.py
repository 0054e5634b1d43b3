import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from apps.core.money import currency_code, is_currency


@pytest.mark.parametrize("code", ["EUR", "XTS"])
def test_a_currency(code: str) -> None:
    currency_code(code)


@pytest.mark.parametrize("code", ["", "eur", "EURO", "EU", "EUR\n", "€€€", "ＥＵＲ"])
def test_what_is_no_currency(code: str) -> None:
    with pytest.raises(ValidationError):
        currency_code(code)


def test_a_constraint_names_its_column() -> None:
    assert is_currency("fee") == Q(fee__regex=r"^[A-Z]{3}$")
