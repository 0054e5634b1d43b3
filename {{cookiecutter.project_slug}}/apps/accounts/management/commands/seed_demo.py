import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from apps.accounts.demo import PARTS
from apps.accounts.models import User


class Command(BaseCommand):
    help = (
        "Make a demo administrator, and what the apps have to show; print how to log in. "
        "Run again, it sets a new password, and nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default="demo@example.com")
        parser.add_argument("--password", help="default: a random one")
        parser.add_argument("--port", type=int, default=8000, help="of the printed addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("A demo user is for development settings (DEBUG) alone.")
        email, password = options["email"], options["password"] or secrets.token_urlsafe(12)
        user = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if user is None:
            user = User.objects.create_superuser(email, password)
            user.profile.display_name = "Demo"
            user.profile.save()
        else:
            user.set_password(password)
            user.is_active = user.is_staff = user.is_superuser = True
            user.closed_by_owner_at = user.deletion_due_at = None
            user.email_verified_at = user.email_verified_at or timezone.now()
            user.save()
        for name, part in PARTS.items():
            if part(user):
                self.stdout.write(f"Made what {name} shows.")
        self.stdout.write(instructions(user.email, password, options["port"]))


def instructions(email: str, password: str, port: int) -> str:
    site = f"http://localhost:{port}"
    body = json.dumps({"email": email, "password": password})
    return f"""\
E-mail:   {email}
Password: {password}
Admin:    {site}{reverse("admin:index")}
API:      {site}{reverse("swagger-ui")}

Log in:
  curl -s {site}{reverse("login")} -H 'Content-Type: application/json' -d '{body}'
Then, with the access token of the answer:
  curl -s {site}{reverse("me")} -H 'Authorization: Bearer ACCESS_TOKEN'
"""
