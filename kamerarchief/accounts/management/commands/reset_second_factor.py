"""`manage.py reset_second_factor NAME`: for who lost both the app and the recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from kamerarchief.accounts import factor, log


class Command(BaseCommand):
    """Takes the second factor of an account away."""

    help = "Wist de tweede factor van een account, dat daarna een nieuwe kan instellen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="de gebruikersnaam")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Er is geen account {username}.")
        factor.remove(user)
        log.factor("reset", user)
        self.stdout.write(f"De tweede factor van {username} is gewist.")
