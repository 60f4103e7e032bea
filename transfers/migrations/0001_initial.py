import campus.core.ids
import django.db.models.deletion
import transfers.rules
from django.conf import settings
from campus.core.migrating import OneStep
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0001_initial'),
        ('learners', '0001_initial'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='MovementEvent',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('transport', models.CharField(max_length=20)),
                        ('transport_message_id', models.CharField(max_length=100)),
                        ('semantic_key', models.CharField(blank=True, default='', max_length=64)),
                        ('event_type', models.CharField(blank=True, default='', max_length=100)),
                        ('prison_number', models.CharField(blank=True, default='', max_length=10)),
                        ('occurred_at', models.DateTimeField(null=True)),
                        ('received_at', models.DateTimeField()),
                        ('body', models.TextField()),
                        ('body_sha256', models.CharField(max_length=64)),
                        ('state', models.CharField(choices=[('NEW', 'New'), ('APPLIED', 'Applied'), ('DUPLICATE', 'Seen before'), ('SUPERSEDED', 'Something newer is known'), ('IGNORED', 'Changes nothing'), ('PARKED', 'Cannot be read'), ('FAILED', 'Failed')], default='NEW', max_length=12)),
                        ('why', models.CharField(blank=True, default='', max_length=300)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('semantic_key', ''), _negated=True), fields=['semantic_key', '-received_at'], name='event_by_meaning'), models.Index(condition=models.Q(('state__in', ['PARKED', 'FAILED'])), fields=['state', '-id'], name='event_needing_a_person')],
                        'constraints': [models.UniqueConstraint(fields=('transport', 'transport_message_id'), name='message_heard_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TransferCase',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_cases', to='learners.learner')),
                        ('from_establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('to_establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('state', models.CharField(choices=[(transfers.rules.CaseState['DEPARTED'], transfers.rules.CaseState['DEPARTED']), (transfers.rules.CaseState['ARRIVED'], transfers.rules.CaseState['ARRIVED']), (transfers.rules.CaseState['VERIFIED'], transfers.rules.CaseState['VERIFIED']), (transfers.rules.CaseState['EXCEPTION'], transfers.rules.CaseState['EXCEPTION']), (transfers.rules.CaseState['ACCEPTED'], transfers.rules.CaseState['ACCEPTED']), (transfers.rules.CaseState['CLOSED'], transfers.rules.CaseState['CLOSED']), (transfers.rules.CaseState['RETURNED'], transfers.rules.CaseState['RETURNED']), (transfers.rules.CaseState['SUPERSEDED'], transfers.rules.CaseState['SUPERSEDED']), (transfers.rules.CaseState['CANCELLED'], transfers.rules.CaseState['CANCELLED'])], max_length=12)),
                        ('departed_at', models.DateTimeField(null=True)),
                        ('arrived_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('arrived_at__isnull', False)), fields=['to_establishment', '-arrived_at'], name='case_arrived'), models.Index(condition=models.Q(('state', 'EXCEPTION')), fields=['state'], name='case_in_exception')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [transfers.rules.CaseState['ACCEPTED'], transfers.rules.CaseState['ARRIVED'], transfers.rules.CaseState['DEPARTED'], transfers.rules.CaseState['EXCEPTION'], transfers.rules.CaseState['VERIFIED']])), fields=('learner',), name='one_open_case_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='TransferTransition',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transitions', to='transfers.transfercase')),
                        ('before', models.CharField(blank=True, default='', max_length=12)),
                        ('after', models.CharField(max_length=12)),
                        ('cause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='transfers.movementevent')),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField()),
                        ('epoch', models.PositiveIntegerField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after', transfers.rules.CaseState['ARRIVED']), ('before', '')), models.Q(('after', transfers.rules.CaseState['DEPARTED']), ('before', '')), models.Q(('after', transfers.rules.CaseState['CANCELLED']), ('before', transfers.rules.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.CaseState['CLOSED']), ('before', transfers.rules.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.CaseState['SUPERSEDED']), ('before', transfers.rules.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.CaseState['CANCELLED']), ('before', transfers.rules.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.CaseState['EXCEPTION']), ('before', transfers.rules.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.CaseState['SUPERSEDED']), ('before', transfers.rules.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.CaseState['VERIFIED']), ('before', transfers.rules.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.CaseState['ARRIVED']), ('before', transfers.rules.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.CaseState['CANCELLED']), ('before', transfers.rules.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.CaseState['RETURNED']), ('before', transfers.rules.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.CaseState['SUPERSEDED']), ('before', transfers.rules.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.CaseState['CANCELLED']), ('before', transfers.rules.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.CaseState['SUPERSEDED']), ('before', transfers.rules.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.CaseState['VERIFIED']), ('before', transfers.rules.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.CaseState['ACCEPTED']), ('before', transfers.rules.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.CaseState['CANCELLED']), ('before', transfers.rules.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.CaseState['EXCEPTION']), ('before', transfers.rules.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.CaseState['SUPERSEDED']), ('before', transfers.rules.CaseState['VERIFIED'])), _connector='OR'), name='transition_is_allowed'), models.UniqueConstraint(fields=('case', 'cause', 'after'), name='one_cause_moves_a_case_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Manifest',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='manifests', to='transfers.transfercase')),
                        ('phase', models.CharField(choices=[('BEFORE', 'Before the move'), ('AFTER', 'After the move')], max_length=8)),
                        ('kinds', models.JSONField()),
                        ('total', models.PositiveIntegerField()),
                        ('root', models.CharField(max_length=64)),
                        ('epoch', models.PositiveIntegerField()),
                        ('taken_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'phase'), name='one_count_a_phase')],
                    },
                ),
                migrations.CreateModel(
                    name='TransferException',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='transfers.transfercase')),
                        ('learner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
                        ('problems', models.JSONField()),
                        ('resolved_at', models.DateTimeField(null=True)),
                        ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('resolution', models.CharField(blank=True, default='', max_length=500)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('resolved_at__isnull', True)), fields=('case',), name='one_open_exception'), models.CheckConstraint(condition=models.Q(('resolved_at__isnull', True), models.Q(('resolved_by__isnull', False), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='resolved_exception_says_how')],
                    },
                ),
            ]
        ),
    ]
