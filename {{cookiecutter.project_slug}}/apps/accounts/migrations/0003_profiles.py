import uuid

from django.db import migrations, models


def give_public_ids(apps, schema_editor):
    """One each: a default in the column would give all rows the same."""
    User = apps.get_model('accounts', 'User')
    rows = User.objects.using(schema_editor.connection.alias).filter(public_id=None)
    while batch := list(rows.only('pk')[:1000]):
        for user in batch:
            user.public_id = uuid.uuid4()
        User.objects.using(schema_editor.connection.alias).bulk_update(batch, ['public_id'])


def visibility(default, label):
    choices = [('everybody', 'everybody'), ('members', 'who is logged in'), ('nobody', 'nobody')]
    return models.CharField(choices=choices, default=default, max_length=9, verbose_name=label)


def constraint(field):
    return models.CheckConstraint(
        condition=models.Q((f'{field}__in', ['everybody', 'members', 'nobody'])),
        name=f'accounts_profile_{field}',
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_devices'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='public_id',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(give_public_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='user',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='profile',
            name='email_notices',
            field=models.BooleanField(default=True, help_text='Such as of a login from a new device. What needs an answer is always sent.', verbose_name='notices by e-mail'),
        ),
        migrations.AddField(
            model_name='profile',
            name='avatar',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField('profile', 'email_visibility', visibility('nobody', 'who sees the address')),
        migrations.AddField('profile', 'name_visibility', visibility('members', 'who sees the name')),
        migrations.AddField('profile', 'avatar_visibility', visibility('members', 'who sees the picture')),
        migrations.AddField('profile', 'last_seen_visibility', visibility('nobody', 'who sees the last login')),
        migrations.AddConstraint('profile', constraint('email_visibility')),
        migrations.AddConstraint('profile', constraint('name_visibility')),
        migrations.AddConstraint('profile', constraint('avatar_visibility')),
        migrations.AddConstraint('profile', constraint('last_seen_visibility')),
    ]
