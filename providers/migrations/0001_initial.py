import campus.core.ids
import django.db.models.deletion
from django.conf import settings
from campus.core.migrating import OneStep
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0001_initial'),
        ('learners', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='ProviderProfile',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='provider_profile', to='estate.organisation')),
                        ('summary', models.CharField(max_length=300)),
                        ('about', models.CharField(blank=True, default='', max_length=2000)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_rows', to='learners.learner')),
                        ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='estate.organisation')),
                        ('worker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                        ('purpose', models.CharField(max_length=120)),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, choices=[('DONE', 'DONE'), ('WORKER_CHANGED', 'WORKER_CHANGED'), ('PERSON_ASKED', 'PERSON_ASKED'), ('PROVIDER_ASKED', 'PROVIDER_ASKED'), ('SECURITY', 'SECURITY')], default='', max_length=16)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['worker', 'organisation'], name='assignment_of_worker'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['organisation', 'learner'], name='assignment_of_provider')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('learner', 'worker', 'organisation'), name='worker_assigned_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_because', '')), models.Q(('ended_at__gte', models.F('started_at')), ('ended_because__in', ['DONE', 'PERSON_ASKED', 'PROVIDER_ASKED', 'SECURITY', 'WORKER_CHANGED'])), _connector='OR'), name='ended_assignment_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='AssignmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='providers.assignment')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('learner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='learners.learner')),
                        ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.organisation')),
                        ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('purpose', models.CharField(max_length=120)),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, choices=[('DONE', 'DONE'), ('WORKER_CHANGED', 'WORKER_CHANGED'), ('PERSON_ASKED', 'PERSON_ASKED'), ('PROVIDER_ASKED', 'PROVIDER_ASKED'), ('SECURITY', 'SECURITY')], default='', max_length=16)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
    ]
