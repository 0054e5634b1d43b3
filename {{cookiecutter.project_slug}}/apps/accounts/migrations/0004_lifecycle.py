import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('requested_at', models.DateTimeField(verbose_name='requested at')),
                ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='ready at')),
                ('expires_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='expires at')),
                ('file', models.CharField(blank=True, editable=False, max_length=100)),
            ],
            options={
                'verbose_name': 'data export',
                'verbose_name_plural': 'data exports',
                'ordering': ['-requested_at'],
            },
        ),
        migrations.CreateModel(
            name='EmailChange',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='email_change', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('new_email', models.EmailField(max_length=254, verbose_name='new e-mail address')),
                ('nonce', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('requested_at', models.DateTimeField(verbose_name='requested at')),
                ('old_confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed by the old address at')),
                ('new_confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed by the new address at')),
            ],
            options={
                'verbose_name': 'change of e-mail address',
                'verbose_name_plural': 'changes of e-mail addresses',
            },
        ),
        migrations.AddField(
            model_name='user',
            name='closed_by_owner_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='They can open it again by a mailed link; what staff has closed they cannot.', null=True, verbose_name='closed by owner at'),
        ),
        migrations.AddField(
            model_name='user',
            name='deletion_due_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='deletion due at'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(condition=models.Q(('deletion_due_at__isnull', False)), fields=['deletion_due_at'], name='accounts_user_deletion_due'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_active', False), models.Q(('closed_by_owner_at', None), ('deletion_due_at', None)), _connector='OR'), name='accounts_user_open_or_closed'),
        ),
        migrations.AddField(
            model_name='dataexport',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='emailchange',
            constraint=models.CheckConstraint(condition=models.Q(('old_confirmed_at', None), ('new_confirmed_at', None), _connector='OR'), name='accounts_emailchange_waits'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.UniqueConstraint(condition=models.Q(('ready_at', None)), fields=('user',), name='accounts_dataexport_one_waits'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expires_at', None), ('file', ''), ('ready_at', None)), models.Q(('expires_at__isnull', False), ('ready_at__isnull', False), models.Q(('file', ''), _negated=True)), _connector='OR'), name='accounts_dataexport_ready_matches'),
        ),
    ]
