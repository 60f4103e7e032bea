import campus.core.ids
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from campus.core.migrating import OneStep
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('estate', '0001_initial'),
    ]

    operations = [
        OneStep(
            [
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('username', models.CharField(max_length=150, unique=True)),
                        ('email', models.EmailField(blank=True, default='', max_length=254)),
                        ('kind', models.CharField(choices=[('STAFF', 'Staff'), ('LEARNER', 'Learner'), ('PROVIDER_WORKER', 'Provider worker'), ('EMPLOYER', 'Employer'), ('SYSTEM', 'System')], max_length=20)),
                        ('given_name', models.CharField(blank=True, default='', max_length=60)),
                        ('family_name', models.CharField(blank=True, default='', max_length=60)),
                        ('is_active', models.BooleanField(default=True)),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_once'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'LEARNER'), _negated=True), models.Q(('email', ''), ('is_superuser', False)), _connector='OR'), name='learner_has_no_email'), models.CheckConstraint(condition=models.Q(('is_superuser', False)), name='nobody_is_superuser')],
                    },
                ),
                migrations.CreateModel(
                    name='Posting',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('EDU_MGR', 'Learning and skills manager'), ('TUTOR', 'Tutor'), ('NSM', 'Neurodiversity support manager'), ('CIAG', 'Careers adviser'), ('PEL', 'Prison employment lead'), ('WORK_COACH', 'Work coach'), ('KEYW', 'Key worker'), ('POM', 'Prison offender manager'), ('MODERATOR', 'Message moderator'), ('GOVERNOR', 'Governor'), ('LOCAL_ADMIN', 'Local administrator'), ('SEC', 'Security lead'), ('BROKER', 'Regional employment broker'), ('NAT_VIEW', 'National viewer'), ('NAT_STEWARD', 'Records steward'), ('NAT_REPORT', 'National reporter'), ('JOB_ADMIN', 'Job board administrator'), ('AUDITOR', 'Auditor'), ('DPO_SAR', 'Data protection officer'), ('RELEASED_VIEW', 'Released people viewer'), ('SYS_ADMIN', 'System administrator'), ('ORG_ADMIN', 'Organisation administrator'), ('ORG_MANAGER', 'Organisation manager'), ('CASEWORKER', 'Support worker'), ('CONTACT_AGENT', 'Contact agent'), ('EVIDENCE_OFFICER', 'Evidence officer'), ('REPORT_VIEWER', 'Report viewer'), ('MENTOR', 'Mentor'), ('EMPLOYER_RECRUITER', 'Employer'), ('ORG_AUDITOR', 'Organisation auditor'), ('LRN_KIOSK', 'Learner at a kiosk'), ('SVC', 'The campus itself')], max_length=20)),
                        ('establishment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.establishment')),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField(null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', False), ('organisation__isnull', True), ('role__in', ['EDU_MGR', 'TUTOR', 'NSM', 'CIAG', 'PEL', 'WORK_COACH', 'KEYW', 'POM', 'MODERATOR', 'GOVERNOR', 'LOCAL_ADMIN', 'SEC', 'BROKER'])), models.Q(('establishment__isnull', True), ('organisation__isnull', False), ('role__in', ['ORG_ADMIN', 'ORG_MANAGER', 'CASEWORKER', 'CONTACT_AGENT', 'EVIDENCE_OFFICER', 'REPORT_VIEWER', 'MENTOR', 'EMPLOYER_RECRUITER', 'ORG_AUDITOR'])), models.Q(('establishment__isnull', True), ('organisation__isnull', True), ('role__in', ['NAT_VIEW', 'NAT_STEWARD', 'NAT_REPORT', 'JOB_ADMIN', 'AUDITOR', 'DPO_SAR', 'RELEASED_VIEW', 'SYS_ADMIN', 'SVC'])), _connector='OR'), name='posting_reaches_what_its_role_reaches'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='posting_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('user', 'role', 'establishment', 'organisation'), name='posting_open_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('email', models.EmailField(max_length=254)),
                        ('given_name', models.CharField(max_length=60)),
                        ('family_name', models.CharField(max_length=60)),
                        ('role', models.CharField(max_length=20)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invited_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('token_digest', models.CharField(max_length=64, unique=True)),
                        ('accepted_at', models.DateTimeField(null=True)),
                        ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
            ]
        ),
    ]
