import campus.core.ids
import django.db.models.deletion
import learners.rules
from django.conf import settings
from django.db import migrations, models
from campus.core.migrating import OneStep


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0002_register'),
        ('learners', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='SharingChoice',
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
                        ('what', models.CharField(choices=[(learners.rules.SharedThing['GOALS'], learners.rules.SharedThing['GOALS']), (learners.rules.SharedThing['RESULTS'], learners.rules.SharedThing['RESULTS']), (learners.rules.SharedThing['SUPPORT'], learners.rules.SharedThing['SUPPORT']), (learners.rules.SharedThing['QUALIFICATIONS'], learners.rules.SharedThing['QUALIFICATIONS']), (learners.rules.SharedThing['COURSES'], learners.rules.SharedThing['COURSES'])], max_length=16)),
                        ('shared_with', models.CharField(choices=[(learners.rules.SharedWith['ORGANISATION'], learners.rules.SharedWith['ORGANISATION']), (learners.rules.SharedWith['EMPLOYERS'], learners.rules.SharedWith['EMPLOYERS']), (learners.rules.SharedWith['LEARNING_RECORDS_SERVICE'], learners.rules.SharedWith['LEARNING_RECORDS_SERVICE'])], max_length=28)),
                        ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                        ('given_at', models.DateTimeField()),
                        ('given_by_way', models.CharField(choices=[(learners.rules.SharedBy['KIOSK'], learners.rules.SharedBy['KIOSK']), (learners.rules.SharedBy['STAFF'], learners.rules.SharedBy['STAFF'])], max_length=6)),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('withdrawn_by_way', models.CharField(blank=True, choices=[(learners.rules.SharedBy['KIOSK'], learners.rules.SharedBy['KIOSK']), (learners.rules.SharedBy['STAFF'], learners.rules.SharedBy['STAFF'])], default='', max_length=6)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(condition=models.Q(('organisation__isnull', False), ('withdrawn_at__isnull', True)), fields=('learner', 'what', 'organisation'), name='shared_once_with_an_organisation'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True), ('withdrawn_at__isnull', True)), fields=('learner', 'what', 'shared_with'), name='shared_once_with_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('shared_with', 'ORGANISATION')), models.Q(models.Q(('shared_with', 'ORGANISATION'), _negated=True), ('organisation__isnull', True)), _connector='OR'), name='sharing_names_one_party'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by_way', '')), models.Q(('withdrawn_at__gte', models.F('given_at')), ('withdrawn_by_way__gt', '')), _connector='OR'), name='withdrawn_sharing_says_how')],
                    },
                ),
                migrations.CreateModel(
                    name='SharingChoiceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='learners.sharingchoice')),
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
                        ('what', models.CharField(choices=[(learners.rules.SharedThing['GOALS'], learners.rules.SharedThing['GOALS']), (learners.rules.SharedThing['RESULTS'], learners.rules.SharedThing['RESULTS']), (learners.rules.SharedThing['SUPPORT'], learners.rules.SharedThing['SUPPORT']), (learners.rules.SharedThing['QUALIFICATIONS'], learners.rules.SharedThing['QUALIFICATIONS']), (learners.rules.SharedThing['COURSES'], learners.rules.SharedThing['COURSES'])], max_length=16)),
                        ('shared_with', models.CharField(choices=[(learners.rules.SharedWith['ORGANISATION'], learners.rules.SharedWith['ORGANISATION']), (learners.rules.SharedWith['EMPLOYERS'], learners.rules.SharedWith['EMPLOYERS']), (learners.rules.SharedWith['LEARNING_RECORDS_SERVICE'], learners.rules.SharedWith['LEARNING_RECORDS_SERVICE'])], max_length=28)),
                        ('organisation', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='estate.organisation')),
                        ('given_at', models.DateTimeField()),
                        ('given_by_way', models.CharField(choices=[(learners.rules.SharedBy['KIOSK'], learners.rules.SharedBy['KIOSK']), (learners.rules.SharedBy['STAFF'], learners.rules.SharedBy['STAFF'])], max_length=6)),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('withdrawn_by_way', models.CharField(blank=True, choices=[(learners.rules.SharedBy['KIOSK'], learners.rules.SharedBy['KIOSK']), (learners.rules.SharedBy['STAFF'], learners.rules.SharedBy['STAFF'])], default='', max_length=6)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TimelineEvent',
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
                        ('kind', models.CharField(max_length=60)),
                        ('at', models.DateTimeField()),
                        ('subject_id', models.UUIDField(null=True)),
                        ('facts', models.JSONField(default=dict)),
                        ('together', models.UUIDField(null=True)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['learner', '-at', '-id'], name='timeline_of_a_person')],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name='identifier',
                    name='identifier_names_one_person',
                ),
                migrations.AlterField(
                    model_name='identifier',
                    name='status',
                    field=models.CharField(choices=[('ACTIVE', 'In use'), ('REPLACED', 'Replaced'), ('MERGED', 'Merged'), ('UNMATCHED', 'Unmatched')], default='ACTIVE', max_length=10),
                ),
                migrations.AlterField(
                    model_name='identifierevent',
                    name='status',
                    field=models.CharField(choices=[('ACTIVE', 'In use'), ('REPLACED', 'Replaced'), ('MERGED', 'Merged'), ('UNMATCHED', 'Unmatched')], default='ACTIVE', max_length=10),
                ),
                migrations.AddIndex(
                    model_name='identifier',
                    index=models.Index(fields=['type', 'value'], name='identifier_by_number'),
                ),
                migrations.AddConstraint(
                    model_name='identifier',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'UNMATCHED'), _negated=True), fields=('type', 'value'), name='identifier_names_one_person'),
                ),
            ]
        ),
    ]
