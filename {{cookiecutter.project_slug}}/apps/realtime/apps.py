from django.apps import AppConfig

from apps.events.bus import subscribe


class RealtimeConfig(AppConfig):
    name = "apps.realtime"
    verbose_name = "Realtime"

    def ready(self) -> None:
        from apps.accounts import events
        from apps.realtime import subscribers

        subscribe(events.ProfileUpdated, subscribers.account_updated)
        subscribe(events.PasswordChanged, subscribers.session_ended)
        subscribe(events.UserLoggedOut, subscribers.session_ended)
        subscribe(events.UserDeactivated, subscribers.session_ended)
