from django.db import migrations, models
from django.db.models import F


def take_the_login(apps, schema_editor):
    Session = apps.get_model("accounts", "Session")
    sessions = Session.objects.using(schema_editor.connection.alias)
    sessions.update(authenticated_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_lifecycle"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="authenticated_at",
            field=models.DateTimeField(null=True, verbose_name="proved at"),
        ),
        migrations.RunPython(take_the_login, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="session",
            name="authenticated_at",
            field=models.DateTimeField(verbose_name="proved at"),
        ),
    ]
