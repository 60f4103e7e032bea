import campus.core.ids
import django.db.models.deletion
from django.conf import settings
from campus.core.migrating import OneStep
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='OutboxMessage',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('topic', models.CharField(max_length=64)),
                        ('key', models.CharField(help_text='Messages of one key are sent in the order they were written.', max_length=100)),
                        ('body', models.JSONField()),
                        ('created_at', models.DateTimeField()),
                        ('available_at', models.DateTimeField()),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('locked_until', models.DateTimeField(null=True)),
                        ('woken_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('dead_at', models.DateTimeField(null=True)),
                        ('discarded_at', models.DateTimeField(null=True)),
                        ('last_error', models.TextField(blank=True, default='')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('dead_at__isnull', True), ('sent_at__isnull', True)), fields=['available_at', 'id'], name='outbox_waiting'), models.Index(condition=models.Q(('dead_at__isnull', True), ('sent_at__isnull', True)), fields=['key', 'id'], name='outbox_order'), models.Index(condition=models.Q(('dead_at__isnull', False)), fields=['dead_at'], name='outbox_dead')],
                    },
                ),
                migrations.CreateModel(
                    name='Consumed',
                    fields=[
                        ('message_id', models.UUIDField(primary_key=True, serialize=False)),
                        ('consumed_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='SubmittedForm',
                    fields=[
                        ('token', models.UUIDField(primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('result_url', models.CharField(max_length=500)),
                        ('at', models.DateTimeField(db_index=True)),
                    ],
                ),
            ]
        ),
    ]
