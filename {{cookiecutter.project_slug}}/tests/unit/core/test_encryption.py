import pytest
from django.conf import LazySettings

from apps.core.encryption import Undecipherable, decrypt, encrypt


def test_there_and_back() -> None:
    hidden = encrypt("größer", purpose="a")

    assert "größer" not in hidden
    assert hidden != encrypt("größer", purpose="a")
    assert decrypt(hidden, purpose="a") == "größer"


def test_for_another_purpose_it_is_nothing() -> None:
    with pytest.raises(Undecipherable):
        decrypt(encrypt("text", purpose="a"), purpose="b")


def test_a_new_key_still_reads_what_the_old_one_wrote(settings: LazySettings) -> None:
    hidden = encrypt("text", purpose="a")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 5

    assert decrypt(hidden, purpose="a") == "text"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Undecipherable):
        decrypt(hidden, purpose="a")


def test_what_nobody_encrypted() -> None:
    with pytest.raises(Undecipherable):
        decrypt("text", purpose="a")
