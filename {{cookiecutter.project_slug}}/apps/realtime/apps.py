from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "apps.realtime"
    verbose_name = "Realtime"

    def ready(self) -> None:
        from apps.accounts import events as accounts
        from apps.events.bus import subscribe, subscribe_durably
        from apps.organizations import events as organizations
        from apps.realtime import subscribers
        from apps.realtime.offered import ACCOUNT, ORGANIZATION
        from apps.realtime.topics import register_topic

        for topic in (ACCOUNT, ORGANIZATION):
            register_topic(topic)
            for event_type in topic.events:
                subscribe_durably(event_type, subscribers.push, name="sockets")
        subscribe(accounts.PasswordChanged, subscribers.session_ended)
        subscribe(accounts.UserLoggedOut, subscribers.session_ended)
        subscribe(accounts.UserDeactivated, subscribers.session_ended)
        subscribe(organizations.MemberLeft, subscribers.member_left)
        subscribe(organizations.OrganizationDeleted, subscribers.organization_deleted)
