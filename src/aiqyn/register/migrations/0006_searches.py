# A search's deliveries, who read a case, the ground of a stop, reasons of every act.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0005_measure_names_one'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('outcome', models.CharField(choices=[('acknowledged', 'acknowledged'), ('refused', 'refused')], max_length=15)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('passed_on_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('agent', 'agent'), ('judge', 'judge'), ('prosecutor', 'prosecutor'), ('duty-officer', 'duty-officer'), ('administrator', 'administrator'), ('custodian', 'custodian')], max_length=20)),
                ('office', models.CharField(blank=True, max_length=200)),
                ('day', models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name='act',
            name='reasons',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='ground',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='delivery',
            name='disclosure',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delivery', to='register.disclosure'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='register.measure'),
        ),
        migrations.AddField(
            model_name='reading',
            name='official',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='reading',
            name='proceeding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='register.proceeding'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('proceeding', 'official', 'day'), name='one_reading_a_day'),
        ),
    ]
