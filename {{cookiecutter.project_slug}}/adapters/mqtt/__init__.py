"""The broker of devices, behind a small interface."""

from adapters.mqtt.base import Message, NotDelivered, Transport, get_transport

__all__ = ["Message", "NotDelivered", "Transport", "get_transport"]
