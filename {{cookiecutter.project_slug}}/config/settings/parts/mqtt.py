"""Devices: which broker they and we meet at, and how long what they say is kept."""

from config.env import env

MQTT_URL = env.str("MQTT_URL", default="")
# Without a broker nothing comes, and what is published goes nowhere.
MQTT_TRANSPORT = (
    "adapters.mqtt.paho.PahoTransport" if MQTT_URL else "adapters.mqtt.memory.MemoryTransport"
)
MQTT_TOPIC_PREFIX = env.str("MQTT_TOPIC_PREFIX", default="devices")
MQTT_GROUP = "{{ cookiecutter.project_slug }}"  # of bridges that share the load
DEVICE_LOG_DAYS = 30
