from rest_framework import serializers

from apps.realtime.tickets import LIFETIME


class TicketSerializer(serializers.Serializer):
    ticket = serializers.CharField(read_only=True, help_text="For `/ws/?ticket=`. Works once.")
    expires_in = serializers.IntegerField(
        read_only=True, default=LIFETIME, help_text="Seconds until it expires."
    )
