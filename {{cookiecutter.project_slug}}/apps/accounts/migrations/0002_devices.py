from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='user_agent',
            field=models.CharField(blank=True, default='', max_length=300, verbose_name='user agent'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='session',
            name='device',
            field=models.CharField(blank=True, default='', max_length=100, verbose_name='device'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='session',
            name='login_address',
            field=models.GenericIPAddressField(blank=True, null=True, verbose_name='logged in from'),
        ),
        migrations.AddField(
            model_name='session',
            name='login_network',
            field=models.CharField(blank=True, default='', editable=False, max_length=43),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='session',
            name='last_address',
            field=models.GenericIPAddressField(blank=True, null=True, verbose_name='last used from'),
        ),
    ]
