# What was collected from and told to the state's systems; trials; comparisons.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0009_impound'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('neighbour', models.CharField(max_length=20, unique=True)),
                ('cursor', models.CharField(max_length=200)),
                ('collected_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NoticeMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.CharField(max_length=100)),
                ('handed_over_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Reconciliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('as_of', models.DateField()),
                ('compared_at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField()),
                ('agreeing', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ReconciliationDifference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('bound-there-free-here', 'bound-there-free-here'), ('bound-here-free-there', 'bound-here-free-there'), ('only-there', 'only-there'), ('only-here', 'only-here'), ('asleep-in-one', 'asleep-in-one'), ('dates-differ', 'dates-differ')], max_length=30)),
                ('court', models.CharField(max_length=20)),
                ('writ', models.CharField(max_length=60)),
                ('measure_kind', models.CharField(choices=[('departure-restriction', 'departure-restriction'), ('debtor-search', 'debtor-search'), ('vehicle-disposal-ban', 'vehicle-disposal-ban'), ('vehicle-detention', 'vehicle-detention')], max_length=30)),
                ('line', models.PositiveIntegerField(default=0)),
                ('column', models.CharField(max_length=20)),
                ('here', models.CharField(blank=True, max_length=40)),
                ('there', models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='ReconciliationFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='ReleaseAcknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.CharField(max_length=100)),
                ('acknowledged_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ShadowHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('purpose', models.CharField(choices=[('border-departure', 'border-departure'), ('public-service-centre', 'public-service-centre'), ('vehicle-registration', 'vehicle-registration'), ('roadside-stop', 'roadside-stop'), ('impound-lot', 'impound-lot')], max_length=30)),
                ('measure_kind', models.CharField(choices=[('departure-restriction', 'departure-restriction'), ('debtor-search', 'debtor-search'), ('vehicle-disposal-ban', 'vehicle-disposal-ban'), ('vehicle-detention', 'vehicle-detention')], max_length=30)),
                ('effect', models.CharField(choices=[('bar', 'bar'), ('hold', 'hold'), ('deliver', 'deliver')], max_length=10)),
            ],
        ),
        migrations.AddField(
            model_name='noticemessage',
            name='notice',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='message', to='register.notice'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.UniqueConstraint(fields=('digest', 'as_of'), name='one_reconciliation_a_file_and_day'),
        ),
        migrations.AddField(
            model_name='reconciliationdifference',
            name='measure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.measure'),
        ),
        migrations.AddField(
            model_name='reconciliationdifference',
            name='reconciliation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='register.reconciliation'),
        ),
        migrations.AddField(
            model_name='reconciliationfault',
            name='reconciliation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='register.reconciliation'),
        ),
        migrations.AddField(
            model_name='releaseacknowledgement',
            name='measure',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgement', to='register.measure'),
        ),
        migrations.AddIndex(
            model_name='shadowhit',
            index=models.Index(fields=['day'], name='shadow_day'),
        ),
        migrations.AddIndex(
            model_name='reconciliationdifference',
            index=models.Index(fields=['reconciliation', 'kind'], name='difference_kind'),
        ),
        migrations.AddConstraint(
            model_name='reconciliationdifference',
            constraint=models.CheckConstraint(condition=models.Q(('measure__isnull', False), ('line__gt', 0), _connector='OR'), name='difference_is_of_one_side_at_least'),
        ),
    ]
