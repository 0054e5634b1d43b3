"""What is run inside of a variant."""

FORTH = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
BACK = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

for app in sorted(MigrationLoader(connection).migrated_apps):
    call_command("migrate", app, "zero", verbosity=0)
"""
URGENCY = """
from config.celery import app

with app.connection_for_write() as connection:
    queues = [queue(connection.default_channel) for queue in app.amqp.queues.values()]
    for queue in queues:
        queue.delete()  # whatever an earlier release has left there
        queue.declare()
        for priority in (0, 9, 4):
            app.send_task("proof", (priority,), queue=queue.name, priority=priority)
        messages = [queue.get() for _ in range(3)]
        print(queue.name, [message.payload[0][0] for message in messages])
        for message in messages:
            message.ack()
"""
REFUSE = """
from config.celery import app

with app.connection_for_write() as connection:
    connection.Producer().publish({"no": "task"}, routing_key="default")
"""
WAITING = """
from apps.rejected.queue import rejected
from config.celery import app

with app.connection_for_write() as connection:
    print("waiting:", rejected(connection).queue_declare(passive=True).message_count)
"""
