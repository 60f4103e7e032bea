import campus.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                ('verb', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=40)),
                ('learner_id', models.UUIDField(null=True)),
                ('details', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('learner_id__isnull', False)), fields=['learner_id', '-id'], name='audit_by_learner'), models.Index(fields=['by', '-id'], name='audit_by_user'), models.Index(fields=['subject_id', '-id'], name='audit_by_subject')],
            },
        ),
        migrations.CreateModel(
            name='Viewing',
            fields=[
                ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                ('learner_id', models.UUIDField()),
                ('page', models.CharField(max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['learner_id', '-id'], name='viewing_by_learner'), models.Index(fields=['by', '-id'], name='viewing_by_user')],
            },
        ),
    ]
