# Powers, contests, disputes, and the words of a writ as the court wrote them.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0007_money'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=20, unique=True)),
                ('filed_at', models.DateTimeField()),
                ('filed_as', models.CharField(choices=[('person', 'person'), ('representative', 'representative'), ('owner', 'owner'), ('buyer', 'buyer')], max_length=15)),
                ('words', models.TextField()),
                ('disputed_minor', models.BigIntegerField()),
                ('due_on', models.DateField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'granted'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('reasons', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=20, unique=True)),
                ('raised_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('desk', 'desk'), ('page', 'page')], max_length=5)),
                ('words', models.TextField(blank=True)),
                ('due_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('suspended', 'suspended'), ('confirmed', 'confirmed'), ('ended', 'ended')], max_length=10)),
                ('reasons', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('contest', 'contest'), ('all', 'all')], max_length=10)),
                ('given_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WritClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('surname', models.CharField(max_length=100)),
                ('given_name', models.CharField(max_length=100)),
                ('patronymic', models.CharField(blank=True, max_length=100)),
                ('birth_date', models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name='contest',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='contest',
            name='filed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='register.person'),
        ),
        migrations.AddField(
            model_name='contest',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='register.measure'),
        ),
        migrations.AddField(
            model_name='contest',
            name='suspension',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest', to='register.suspension'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='disclosure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='register.disclosure'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='register.measure'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='suspension',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dispute', to='register.suspension'),
        ),
        migrations.AddField(
            model_name='representation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='powers_given', to='register.person'),
        ),
        migrations.AddField(
            model_name='representation',
            name='representative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='powers_held', to='register.person'),
        ),
        migrations.AddField(
            model_name='contest',
            name='representation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='register.representation'),
        ),
        migrations.AddField(
            model_name='writclaim',
            name='writ',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claimed', to='register.writ'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['due_at'], name='dispute_open'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('outcome', ''), ('suspension__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='dispute_answered_with_reasons'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('suspension__isnull', True), ('outcome', 'suspended'), _connector='OR'), name='dispute_suspends_when_it_says_so'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'desk'), ('disclosure__isnull', False)), models.Q(('channel', 'page'), ('disclosure__isnull', True)), _connector='OR'), name='dispute_at_a_desk_has_its_disclosure'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('measure',), name='one_open_dispute_a_measure'),
        ),
        migrations.AddConstraint(
            model_name='representation',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('representative')), _negated=True), name='nobody_represents_themselves'),
        ),
        migrations.AddConstraint(
            model_name='representation',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('person', 'representative'), name='one_power_a_pair'),
        ),
        migrations.AddIndex(
            model_name='contest',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['due_on'], name='contest_open'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(('disputed_minor__gte', 0)), name='disputed_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('filed_as', 'representative'), ('representation__isnull', False)), models.Q(models.Q(('filed_as', 'representative'), _negated=True), ('representation__isnull', True)), _connector='OR'), name='representative_has_a_power'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', ''), ('reasons', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', True), ('outcome', 'withdrawn')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ('granted', 'rejected')), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='contest_decided_with_reasons'),
        ),
        migrations.AddConstraint(
            model_name='contest',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('measure', 'filed_by'), name='one_open_contest_a_filer'),
        ),
    ]
