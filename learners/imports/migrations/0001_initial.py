import campus.core.ids
import django.db.models.deletion
import learners.imports.rules
from django.conf import settings
from django.db import migrations, models
from campus.core.migrating import OneStep


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0002_register'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('importer', models.CharField(max_length=40)),
                        ('file_name', models.CharField(max_length=120)),
                        ('state', models.CharField(choices=[(learners.imports.rules.BatchState['CHECKED'], learners.imports.rules.BatchState['CHECKED']), (learners.imports.rules.BatchState['RUNNING'], learners.imports.rules.BatchState['RUNNING']), (learners.imports.rules.BatchState['DONE'], learners.imports.rules.BatchState['DONE']), (learners.imports.rules.BatchState['STOPPED'], learners.imports.rules.BatchState['STOPPED']), (learners.imports.rules.BatchState['CANCELLED'], learners.imports.rules.BatchState['CANCELLED'])], default=learners.imports.rules.BatchState['CHECKED'], max_length=10)),
                        ('posting_id', models.UUIDField(null=True)),
                        ('columns', models.JSONField(default=list)),
                        ('good', models.PositiveIntegerField(default=0)),
                        ('look', models.PositiveIntegerField(default=0)),
                        ('refused', models.PositiveIntegerField(default=0)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('stopped_because', models.CharField(blank=True, default='', max_length=200)),
                        ('cleared_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created_at_establishment', '-created_at'], name='imports_of_a_prison'), models.Index(condition=models.Q(('cleared_at__isnull', True)), fields=['created_at'], name='imports_to_clear')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('state__in', ['CHECKED', 'CANCELLED'])), models.Q(('confirmed_at__isnull', False), ('finished_at__isnull', True), ('state__in', ['RUNNING', 'STOPPED'])), models.Q(('confirmed_at__isnull', False), ('finished_at__isnull', False), ('state', 'DONE')), _connector='OR'), name='import_says_when_it_ran')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='imports.importbatch')),
                        ('number', models.PositiveIntegerField()),
                        ('cells', models.JSONField(default=dict)),
                        ('about', models.CharField(blank=True, default='', max_length=140)),
                        ('verdict', models.CharField(choices=[(learners.imports.rules.Verdict['GOOD'], learners.imports.rules.Verdict['GOOD']), (learners.imports.rules.Verdict['LOOK'], learners.imports.rules.Verdict['LOOK']), (learners.imports.rules.Verdict['REFUSED'], learners.imports.rules.Verdict['REFUSED'])], max_length=8)),
                        ('reasons', models.JSONField(default=list)),
                        ('state', models.CharField(choices=[(learners.imports.rules.RowState['WAITING'], learners.imports.rules.RowState['WAITING']), (learners.imports.rules.RowState['DONE'], learners.imports.rules.RowState['DONE']), (learners.imports.rules.RowState['REFUSED'], learners.imports.rules.RowState['REFUSED'])], default=learners.imports.rules.RowState['WAITING'], max_length=8)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['batch', 'number'], name='import_rows_waiting'), models.Index(fields=['batch', 'verdict', 'number'], name='import_rows_by_verdict')],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once')],
                    },
                ),
            ]
        ),
    ]
