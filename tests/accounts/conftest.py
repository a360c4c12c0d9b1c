"""What the tests of accounts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from pytest_django.fixtures import Settings

_hashed: list[str] = []


class Counting(MD5PasswordHasher):
    """A hasher that notes each password it is given."""

    def encode(self, password: str, salt: str) -> str:
        _hashed.append(password)
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings: Settings) -> Iterator[list[str]]:
    """The passwords that are hashed during a test, which is what takes time."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    yield _hashed
    _hashed.clear()


@pytest.fixture
def guarded(settings: Settings) -> None:
    """Who may publish must show a second factor, as the settings are by themselves."""
    settings.SECOND_FACTOR = True
