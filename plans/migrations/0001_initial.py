import campus.core.ids
import django.db.models.deletion
import plans.rules
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
                    name='Plan',
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
                        ('status', models.CharField(choices=[(plans.rules.PlanStatus['DRAFT'], plans.rules.PlanStatus['DRAFT']), (plans.rules.PlanStatus['AGREED'], plans.rules.PlanStatus['AGREED'])], default=plans.rules.PlanStatus['DRAFT'], max_length=10)),
                        ('agreed_at', models.DateTimeField(null=True)),
                        ('agreed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('learner',), name='one_plan_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('status', 'DRAFT')), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('status', 'AGREED')), _connector='OR'), name='agreed_plan_says_when_and_by_whom')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='plans.plan')),
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
                        ('status', models.CharField(choices=[(plans.rules.PlanStatus['DRAFT'], plans.rules.PlanStatus['DRAFT']), (plans.rules.PlanStatus['AGREED'], plans.rules.PlanStatus['AGREED'])], default=plans.rules.PlanStatus['DRAFT'], max_length=10)),
                        ('agreed_at', models.DateTimeField(null=True)),
                        ('agreed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Goal',
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
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='plans.plan')),
                        ('title', models.CharField(max_length=512)),
                        ('target_on', models.DateField()),
                        ('status', models.CharField(choices=[(plans.rules.GoalStatus['ACTIVE'], plans.rules.GoalStatus['ACTIVE']), (plans.rules.GoalStatus['COMPLETED'], plans.rules.GoalStatus['COMPLETED']), (plans.rules.GoalStatus['ARCHIVED'], plans.rules.GoalStatus['ARCHIVED'])], default=plans.rules.GoalStatus['ACTIVE'], max_length=10)),
                        ('note', models.CharField(blank=True, default='', max_length=512)),
                    ],
                    options={
                        'ordering': ['created_at', 'id'],
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='GoalEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='plans.goal')),
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
                        ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.plan')),
                        ('title', models.CharField(max_length=512)),
                        ('target_on', models.DateField()),
                        ('status', models.CharField(choices=[(plans.rules.GoalStatus['ACTIVE'], plans.rules.GoalStatus['ACTIVE']), (plans.rules.GoalStatus['COMPLETED'], plans.rules.GoalStatus['COMPLETED']), (plans.rules.GoalStatus['ARCHIVED'], plans.rules.GoalStatus['ARCHIVED'])], default=plans.rules.GoalStatus['ACTIVE'], max_length=10)),
                        ('note', models.CharField(blank=True, default='', max_length=512)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Step',
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
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.goal')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=512)),
                        ('status', models.CharField(choices=[(plans.rules.StepStatus['NOT_STARTED'], plans.rules.StepStatus['NOT_STARTED']), (plans.rules.StepStatus['ACTIVE'], plans.rules.StepStatus['ACTIVE']), (plans.rules.StepStatus['COMPLETE'], plans.rules.StepStatus['COMPLETE'])], default=plans.rules.StepStatus['NOT_STARTED'], max_length=12)),
                        ('ticked_at', models.DateTimeField(null=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('confirmed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['position'],
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('goal', 'position'), name='step_has_its_place'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('status', 'COMPLETE')), models.Q(models.Q(('status', 'COMPLETE'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='done_step_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='StepEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='plans.step')),
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
                        ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=512)),
                        ('status', models.CharField(choices=[(plans.rules.StepStatus['NOT_STARTED'], plans.rules.StepStatus['NOT_STARTED']), (plans.rules.StepStatus['ACTIVE'], plans.rules.StepStatus['ACTIVE']), (plans.rules.StepStatus['COMPLETE'], plans.rules.StepStatus['COMPLETE'])], default=plans.rules.StepStatus['NOT_STARTED'], max_length=12)),
                        ('ticked_at', models.DateTimeField(null=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('confirmed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ]
        ),
    ]
