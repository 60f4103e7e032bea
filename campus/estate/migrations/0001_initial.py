import campus.core.ids
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Establishment',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('welsh_name', models.CharField(blank=True, default='', max_length=80)),
                ('active', models.BooleanField()),
                ('male', models.BooleanField()),
                ('female', models.BooleanField()),
                ('long_term_high_security', models.BooleanField(default=False)),
                ('contracted', models.BooleanField(default=False)),
                ('types', models.CharField(blank=True, default='', max_length=40)),
                ('categories', models.CharField(blank=True, default='', max_length=40)),
                ('operator', models.CharField(blank=True, default='', max_length=40)),
                ('town', models.CharField(blank=True, default='', max_length=60)),
                ('county', models.CharField(blank=True, default='', max_length=60)),
                ('postcode', models.CharField(blank=True, default='', max_length=10)),
                ('country', models.CharField(blank=True, default='', max_length=20)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z0-9]{3,6}$')), name='establishment_code_shape')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=campus.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('PROVIDER', 'Provider'), ('EMPLOYER', 'Employer'), ('LEGAL_ADVISER', 'Legal adviser')], max_length=20)),
                ('status', models.CharField(choices=[('APPLIED', 'Applied'), ('IN_REVIEW', 'In review'), ('REJECTED', 'Rejected'), ('APPROVED', 'Approved'), ('ACTIVE', 'Active'), ('SUSPENDED', 'Suspended'), ('OFFBOARDING', 'Off-boarding'), ('CLOSED', 'Closed')], default='APPLIED', max_length=20)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='organisation_name_once')],
            },
        ),
    ]
