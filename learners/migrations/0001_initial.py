import campus.core.ids
import django.db.models.deletion
import django.db.models.functions.text
import learners.rules
from django.conf import settings
from campus.core.migrating import OneStep
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='Learner',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='learner', to=settings.AUTH_USER_MODEL)),
                        ('given_name', models.CharField(max_length=60)),
                        ('family_name', models.CharField(max_length=60)),
                        ('preferred_name', models.CharField(blank=True, default='', max_length=60)),
                        ('date_of_birth', models.DateField(null=True)),
                        ('sex', models.CharField(blank=True, choices=[('M', 'Male'), ('F', 'Female')], default='', max_length=1)),
                        ('release_on', models.DateField(null=True)),
                        ('legal_status', models.CharField(choices=[(learners.rules.LegalStatus['RECALL'], learners.rules.LegalStatus['RECALL']), (learners.rules.LegalStatus['DEAD'], learners.rules.LegalStatus['DEAD']), (learners.rules.LegalStatus['INDETERMINATE_SENTENCE'], learners.rules.LegalStatus['INDETERMINATE_SENTENCE']), (learners.rules.LegalStatus['SENTENCED'], learners.rules.LegalStatus['SENTENCED']), (learners.rules.LegalStatus['CONVICTED_UNSENTENCED'], learners.rules.LegalStatus['CONVICTED_UNSENTENCED']), (learners.rules.LegalStatus['CIVIL_PRISONER'], learners.rules.LegalStatus['CIVIL_PRISONER']), (learners.rules.LegalStatus['IMMIGRATION_DETAINEE'], learners.rules.LegalStatus['IMMIGRATION_DETAINEE']), (learners.rules.LegalStatus['REMAND'], learners.rules.LegalStatus['REMAND']), (learners.rules.LegalStatus['UNKNOWN'], learners.rules.LegalStatus['UNKNOWN']), (learners.rules.LegalStatus['OTHER'], learners.rules.LegalStatus['OTHER'])], default=learners.rules.LegalStatus['UNKNOWN'], max_length=30)),
                        ('current_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('cell', models.CharField(blank=True, default='', max_length=20)),
                        ('placement_epoch', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['current_establishment', 'family_name', 'given_name', 'id'], name='learner_list'), models.Index(fields=['current_establishment', 'release_on', 'id'], name='learner_by_release'), models.Index(django.db.models.functions.text.Upper('family_name'), django.db.models.functions.text.Upper('given_name'), name='learner_by_name')],
                    },
                ),
                migrations.CreateModel(
                    name='LearnerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='learners.learner')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('given_name', models.CharField(max_length=60)),
                        ('family_name', models.CharField(max_length=60)),
                        ('preferred_name', models.CharField(blank=True, default='', max_length=60)),
                        ('date_of_birth', models.DateField(null=True)),
                        ('sex', models.CharField(blank=True, choices=[('M', 'Male'), ('F', 'Female')], default='', max_length=1)),
                        ('release_on', models.DateField(null=True)),
                        ('legal_status', models.CharField(choices=[(learners.rules.LegalStatus['RECALL'], learners.rules.LegalStatus['RECALL']), (learners.rules.LegalStatus['DEAD'], learners.rules.LegalStatus['DEAD']), (learners.rules.LegalStatus['INDETERMINATE_SENTENCE'], learners.rules.LegalStatus['INDETERMINATE_SENTENCE']), (learners.rules.LegalStatus['SENTENCED'], learners.rules.LegalStatus['SENTENCED']), (learners.rules.LegalStatus['CONVICTED_UNSENTENCED'], learners.rules.LegalStatus['CONVICTED_UNSENTENCED']), (learners.rules.LegalStatus['CIVIL_PRISONER'], learners.rules.LegalStatus['CIVIL_PRISONER']), (learners.rules.LegalStatus['IMMIGRATION_DETAINEE'], learners.rules.LegalStatus['IMMIGRATION_DETAINEE']), (learners.rules.LegalStatus['REMAND'], learners.rules.LegalStatus['REMAND']), (learners.rules.LegalStatus['UNKNOWN'], learners.rules.LegalStatus['UNKNOWN']), (learners.rules.LegalStatus['OTHER'], learners.rules.LegalStatus['OTHER'])], default=learners.rules.LegalStatus['UNKNOWN'], max_length=30)),
                        ('current_establishment', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.establishment')),
                        ('cell', models.CharField(blank=True, default='', max_length=20)),
                        ('placement_epoch', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Identifier',
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
                        ('type', models.CharField(choices=[(learners.rules.IdentifierType['PRISON_NUMBER'], learners.rules.IdentifierType['PRISON_NUMBER']), (learners.rules.IdentifierType['ULN'], learners.rules.IdentifierType['ULN']), (learners.rules.IdentifierType['CRN'], learners.rules.IdentifierType['CRN'])], max_length=20)),
                        ('value', models.CharField(max_length=20)),
                        ('status', models.CharField(choices=[('ACTIVE', 'In use'), ('REPLACED', 'Replaced'), ('MERGED', 'Merged')], default='ACTIVE', max_length=10)),
                        ('source', models.CharField(blank=True, default='', max_length=40)),
                        ('valid_from', models.DateField(null=True)),
                        ('valid_to', models.DateField(null=True)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('type', 'value'), name='identifier_names_one_person'), models.UniqueConstraint(condition=models.Q(('status', 'ACTIVE'), ('type', 'ULN')), fields=('learner',), name='one_uln_in_use_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('type', 'PRISON_NUMBER'), _negated=True), ('value__regex', '^[A-Z][0-9]{4}[A-Z]{2}$'), _connector='OR'), name='prison_number_shape'), models.CheckConstraint(condition=models.Q(models.Q(('type', 'ULN'), _negated=True), ('value__regex', '^[1-9][0-9]{9}$'), _connector='OR'), name='uln_shape')],
                    },
                ),
                migrations.CreateModel(
                    name='IdentifierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='learners.identifier')),
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
                        ('type', models.CharField(choices=[(learners.rules.IdentifierType['PRISON_NUMBER'], learners.rules.IdentifierType['PRISON_NUMBER']), (learners.rules.IdentifierType['ULN'], learners.rules.IdentifierType['ULN']), (learners.rules.IdentifierType['CRN'], learners.rules.IdentifierType['CRN'])], max_length=20)),
                        ('value', models.CharField(max_length=20)),
                        ('status', models.CharField(choices=[('ACTIVE', 'In use'), ('REPLACED', 'Replaced'), ('MERGED', 'Merged')], default='ACTIVE', max_length=10)),
                        ('source', models.CharField(blank=True, default='', max_length=40)),
                        ('valid_from', models.DateField(null=True)),
                        ('valid_to', models.DateField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
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
                        ('establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('status', models.CharField(choices=[(learners.rules.PlacementStatus['IN'], learners.rules.PlacementStatus['IN']), (learners.rules.PlacementStatus['IN_TRANSIT'], learners.rules.PlacementStatus['IN_TRANSIT']), (learners.rules.PlacementStatus['AT_COURT'], learners.rules.PlacementStatus['AT_COURT']), (learners.rules.PlacementStatus['ROTL'], learners.rules.PlacementStatus['ROTL']), (learners.rules.PlacementStatus['RESTRICTED_PATIENT'], learners.rules.PlacementStatus['RESTRICTED_PATIENT']), (learners.rules.PlacementStatus['RELEASED'], learners.rules.PlacementStatus['RELEASED']), (learners.rules.PlacementStatus['DECEASED'], learners.rules.PlacementStatus['DECEASED'])], max_length=20)),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('movement_seq', models.PositiveIntegerField(null=True)),
                        ('provisional', models.BooleanField(default=False)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['establishment', 'learner'], name='placement_open_here')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('learner',), name='one_open_placement_a_person'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='placement_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', True), ('status__in', ['RELEASED', 'DECEASED'])), models.Q(models.Q(('status__in', ['RELEASED', 'DECEASED']), _negated=True), ('establishment__isnull', False)), _connector='OR'), name='placement_is_somewhere_unless_out')],
                    },
                ),
                migrations.CreateModel(
                    name='Device',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('establishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('label', models.CharField(max_length=60)),
                        ('kind', models.CharField(choices=[(learners.rules.DeviceKind['CELL'], learners.rules.DeviceKind['CELL']), (learners.rules.DeviceKind['CLASSROOM'], learners.rules.DeviceKind['CLASSROOM'])], default=learners.rules.DeviceKind['CELL'], max_length=10)),
                        ('key_digest', models.CharField(max_length=64, unique=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='KioskSecret',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('learner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='kiosk_secret', to='learners.learner')),
                        ('pin_hash', models.CharField(blank=True, default='', max_length=200)),
                        ('must_change', models.BooleanField(default=True)),
                        ('code_hash', models.CharField(blank=True, default='', max_length=200)),
                        ('code_expires_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SignInAttempt',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('learner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
                        ('number_digest', models.CharField(max_length=64)),
                        ('device', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.device')),
                        ('at', models.DateTimeField()),
                        ('succeeded', models.BooleanField()),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('succeeded', False)), fields=['number_digest', '-at'], name='attempt_by_number')],
                    },
                ),
                migrations.CreateModel(
                    name='SignInRelease',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('updated_at_establishment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('lock_version', models.PositiveIntegerField(default=1)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.learner')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='KioskSession',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kiosk_sessions', to='learners.learner')),
                        ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learners.device')),
                        ('started_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField()),
                        ('placement_epoch', models.PositiveIntegerField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, choices=[('SIGNED_OUT', 'Signed out'), ('IDLE', 'Left alone too long'), ('OVER', 'Open too long'), ('MOVED', 'Moved to another prison'), ('ELSEWHERE', 'Signed in somewhere else'), ('STAFF', 'Ended by staff'), ('DEVICE', 'Device no longer enrolled')], default='', max_length=12)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('learner',), name='one_kiosk_session_a_person')],
                    },
                ),
                migrations.CreateModel(
                    name='KioskPreference',
                    fields=[
                        ('learner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='kiosk_preference', serialize=False, to='learners.learner')),
                        ('text_size', models.PositiveSmallIntegerField(choices=[(100, '100%'), (115, '115%'), (130, '130%'), (150, '150%')], default=100)),
                        ('tint', models.CharField(choices=[('cream', 'Cream'), ('white', 'White'), ('blue', 'Blue'), ('high-contrast', 'High contrast')], default='cream', max_length=15)),
                        ('language', models.CharField(default='en-gb', max_length=5)),
                    ],
                ),
            ]
        ),
    ]
