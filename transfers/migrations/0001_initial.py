import campus.core.ids
import django.db.models.deletion
import transfers.rules.cases
from campus.core.migrating import OneStep
from django.conf import settings
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
                        ('counts_for', models.CharField(blank=True, default='', max_length=10)),
                        ('occurred_at', models.DateTimeField(null=True)),
                        ('received_at', models.DateTimeField()),
                        ('body', models.TextField()),
                        ('body_sha256', models.CharField(max_length=64)),
                        ('state', models.CharField(choices=[('NEW', 'New'), ('APPLIED', 'Applied'), ('DUPLICATE', 'Seen before'), ('SUPERSEDED', 'Something newer is known'), ('IGNORED', 'Changes nothing'), ('PARKED', 'Cannot be read'), ('FAILED', 'Failed')], default='NEW', max_length=12)),
                        ('why', models.CharField(blank=True, default='', max_length=300)),
                        ('overruled_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('semantic_key', ''), _negated=True), fields=['semantic_key', '-received_at'], name='event_by_meaning'), models.Index(condition=models.Q(('state__in', ['PARKED', 'FAILED'])), fields=['state', '-id'], name='event_needing_a_person'), models.Index(condition=models.Q(('counts_for', ''), _negated=True), fields=['counts_for'], name='event_of_a_number')],
                        'constraints': [models.UniqueConstraint(fields=('transport', 'transport_message_id'), name='message_heard_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TransferCase',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('updated_at', models.DateTimeField()),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[(transfers.rules.cases.CaseKind['TRANSFER'], transfers.rules.cases.CaseKind['TRANSFER']), (transfers.rules.cases.CaseKind['RETURN'], transfers.rules.cases.CaseKind['RETURN'])], default=transfers.rules.cases.CaseKind['TRANSFER'], max_length=10)),
                        ('state', models.CharField(choices=[(transfers.rules.cases.CaseState['EXPECTED'], transfers.rules.cases.CaseState['EXPECTED']), (transfers.rules.cases.CaseState['DEPARTED'], transfers.rules.cases.CaseState['DEPARTED']), (transfers.rules.cases.CaseState['ARRIVED'], transfers.rules.cases.CaseState['ARRIVED']), (transfers.rules.cases.CaseState['VERIFIED'], transfers.rules.cases.CaseState['VERIFIED']), (transfers.rules.cases.CaseState['EXCEPTION'], transfers.rules.cases.CaseState['EXCEPTION']), (transfers.rules.cases.CaseState['ACCEPTED'], transfers.rules.cases.CaseState['ACCEPTED']), (transfers.rules.cases.CaseState['CLOSED'], transfers.rules.cases.CaseState['CLOSED']), (transfers.rules.cases.CaseState['RETURNED'], transfers.rules.cases.CaseState['RETURNED']), (transfers.rules.cases.CaseState['SUPERSEDED'], transfers.rules.cases.CaseState['SUPERSEDED']), (transfers.rules.cases.CaseState['CANCELLED'], transfers.rules.cases.CaseState['CANCELLED']), (transfers.rules.cases.CaseState['REVERSED'], transfers.rules.cases.CaseState['REVERSED'])], max_length=12)),
                        ('steps', models.PositiveSmallIntegerField(default=0)),
                        ('expected_on', models.DateField(null=True)),
                        ('departed_at', models.DateTimeField(null=True)),
                        ('arrived_at', models.DateTimeField(null=True)),
                        ('accepted_at', models.DateTimeField(null=True)),
                        ('overdue_at', models.DateTimeField(null=True)),
                        ('asked_at', models.DateTimeField(null=True)),
                        ('diverted', models.BooleanField(default=False)),
                        ('ended_because', models.CharField(blank=True, choices=[(transfers.rules.cases.CaseEnd['RELEASED'], transfers.rules.cases.CaseEnd['RELEASED']), (transfers.rules.cases.CaseEnd['DIED'], transfers.rules.cases.CaseEnd['DIED']), (transfers.rules.cases.CaseEnd['WITHDRAWN'], transfers.rules.cases.CaseEnd['WITHDRAWN']), (transfers.rules.cases.CaseEnd['LAPSED'], transfers.rules.cases.CaseEnd['LAPSED'])], default='', max_length=10)),
                        ('back_from', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='transfers.transfercase')),
                        ('carries', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='transfers.transfercase')),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('expected_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('from_establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_cases', to='learners.learner')),
                        ('to_establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Manifest',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('phase', models.CharField(choices=[('BEFORE', 'Before the move'), ('AFTER', 'After the move'), ('ACCEPT', 'When they were accepted')], max_length=8)),
                        ('kinds', models.JSONField()),
                        ('total', models.PositiveIntegerField()),
                        ('root', models.CharField(max_length=64)),
                        ('epoch', models.PositiveIntegerField()),
                        ('taken_at', models.DateTimeField()),
                        ('signature', models.CharField(blank=True, default='', max_length=86)),
                        ('key_id', models.CharField(blank=True, default='', max_length=43)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='manifests', to='transfers.transfercase')),
                    ],
                ),
                migrations.CreateModel(
                    name='TransferException',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('updated_at', models.DateTimeField()),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('problems', models.JSONField()),
                        ('resolved_at', models.DateTimeField(null=True)),
                        ('resolution', models.CharField(blank=True, default='', max_length=500)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='transfers.transfercase')),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('learner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
                        ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='TransferTransition',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('before', models.CharField(blank=True, default='', max_length=12)),
                        ('after', models.CharField(max_length=12)),
                        ('at', models.DateTimeField()),
                        ('epoch', models.PositiveIntegerField()),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transitions', to='transfers.transfercase')),
                        ('cause', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='transfers.movementevent')),
                    ],
                ),
                migrations.CreateModel(
                    name='RollReading',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('on', models.DateField()),
                        ('cursor', models.CharField(blank=True, default='', max_length=200)),
                        ('seen', models.JSONField(default=list)),
                        ('to_ask', models.JSONField(default=list)),
                        ('pages_read', models.BooleanField(default=False)),
                        ('started_at', models.DateTimeField()),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('read', models.PositiveIntegerField(default=0)),
                        ('changed', models.PositiveIntegerField(default=0)),
                        ('failed', models.PositiveIntegerField(default=0)),
                        ('why', models.CharField(blank=True, default='', max_length=100)),
                        ('establishment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('establishment', 'on'), name='one_reading_a_prison_a_day')],
                    },
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('arrived_at__isnull', False)), fields=['to_establishment', '-arrived_at'], name='case_arrived'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('departed_at__isnull', False)), fields=['from_establishment', '-departed_at'], name='case_departed'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('state__in', ['ARRIVED', 'VERIFIED', 'EXCEPTION'])), fields=['to_establishment', 'arrived_at', 'id'], name='case_waiting'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('state', 'EXCEPTION')), fields=['state'], name='case_in_exception'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('state', 'DEPARTED')), fields=['departed_at'], name='case_on_the_way'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('state', 'EXPECTED')), fields=['expected_on'], name='case_expected'),
                ),
                migrations.AddIndex(
                    model_name='transfercase',
                    index=models.Index(condition=models.Q(('state', 'ACCEPTED')), fields=['accepted_at'], name='case_accepted'),
                ),
                migrations.AddConstraint(
                    model_name='transfercase',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', [transfers.rules.cases.CaseState['ACCEPTED'], transfers.rules.cases.CaseState['ARRIVED'], transfers.rules.cases.CaseState['DEPARTED'], transfers.rules.cases.CaseState['EXCEPTION'], transfers.rules.cases.CaseState['EXPECTED'], transfers.rules.cases.CaseState['VERIFIED']])), fields=('learner',), name='one_open_case_a_person'),
                ),
                migrations.AddConstraint(
                    model_name='transfercase',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [transfers.rules.cases.CaseState['ACCEPTED'], transfers.rules.cases.CaseState['ARRIVED'], transfers.rules.cases.CaseState['EXCEPTION'], transfers.rules.cases.CaseState['VERIFIED']]), _negated=True), models.Q(('arrived_at__isnull', False), ('to_establishment__isnull', False)), _connector='OR'), name='arrived_case_says_where_and_when'),
                ),
                migrations.AddConstraint(
                    model_name='transfercase',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'CANCELLED'), _negated=True), models.Q(('ended_because', ''), _negated=True), _connector='OR'), name='cancelled_case_says_why'),
                ),
                migrations.AddConstraint(
                    model_name='manifest',
                    constraint=models.UniqueConstraint(fields=('case', 'phase'), name='one_count_a_phase'),
                ),
                migrations.AddConstraint(
                    model_name='transferexception',
                    constraint=models.UniqueConstraint(condition=models.Q(('resolved_at__isnull', True)), fields=('case',), name='one_open_exception'),
                ),
                migrations.AddConstraint(
                    model_name='transferexception',
                    constraint=models.CheckConstraint(condition=models.Q(('resolved_at__isnull', True), models.Q(('resolved_by__isnull', False), models.Q(('resolution', ''), _negated=True)), _connector='OR'), name='resolved_exception_says_how'),
                ),
                migrations.AddConstraint(
                    model_name='transfertransition',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('after', transfers.rules.cases.CaseState['ARRIVED']), ('before', '')), models.Q(('after', transfers.rules.cases.CaseState['DEPARTED']), ('before', '')), models.Q(('after', transfers.rules.cases.CaseState['EXPECTED']), ('before', '')), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.cases.CaseState['CLOSED']), ('before', transfers.rules.cases.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.cases.CaseState['EXCEPTION']), ('before', transfers.rules.cases.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['ACCEPTED'])), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.cases.CaseState['EXCEPTION']), ('before', transfers.rules.cases.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.cases.CaseState['VERIFIED']), ('before', transfers.rules.cases.CaseState['ARRIVED'])), models.Q(('after', transfers.rules.cases.CaseState['ARRIVED']), ('before', transfers.rules.cases.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.cases.CaseState['RETURNED']), ('before', transfers.rules.cases.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['DEPARTED'])), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.cases.CaseState['VERIFIED']), ('before', transfers.rules.cases.CaseState['EXCEPTION'])), models.Q(('after', transfers.rules.cases.CaseState['ARRIVED']), ('before', transfers.rules.cases.CaseState['EXPECTED'])), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['EXPECTED'])), models.Q(('after', transfers.rules.cases.CaseState['DEPARTED']), ('before', transfers.rules.cases.CaseState['EXPECTED'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['EXPECTED'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['EXPECTED'])), models.Q(('after', transfers.rules.cases.CaseState['ACCEPTED']), ('before', transfers.rules.cases.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.cases.CaseState['CANCELLED']), ('before', transfers.rules.cases.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.cases.CaseState['EXCEPTION']), ('before', transfers.rules.cases.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.cases.CaseState['REVERSED']), ('before', transfers.rules.cases.CaseState['VERIFIED'])), models.Q(('after', transfers.rules.cases.CaseState['SUPERSEDED']), ('before', transfers.rules.cases.CaseState['VERIFIED'])), _connector='OR'), name='transition_is_allowed'),
                ),
                migrations.AddConstraint(
                    model_name='transfertransition',
                    constraint=models.UniqueConstraint(fields=('case', 'number'), name='one_step_a_number'),
                ),
                migrations.AddConstraint(
                    model_name='transfertransition',
                    constraint=models.UniqueConstraint(fields=('case', 'cause', 'after'), name='one_cause_moves_a_case_once'),
                ),
            ]
        ),
    ]
