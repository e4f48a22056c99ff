# Charges, plans, references of several debts, refunds, wages withheld.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0006_searches'),
    ]

    operations = [
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fee', 'fee'), ('cost', 'cost')], max_length=10)),
                ('amount_minor', models.BigIntegerField()),
                ('reasons', models.TextField()),
                ('charged_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='PaymentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_at', models.DateTimeField()),
                ('monthly_minor', models.BigIntegerField()),
                ('first_due', models.DateField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reasons', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='PaymentReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=25, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_minor', models.BigIntegerField()),
                ('ordered_at', models.DateTimeField()),
                ('paid_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.CharField(max_length=200)),
                ('withheld_on', models.DateField()),
                ('amount_minor', models.BigIntegerField()),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='paymentmatch',
            name='one_match_an_entry_and_debt',
        ),
        migrations.AddField(
            model_name='bankentry',
            name='returns',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returned_by', to='register.bankentry'),
        ),
        migrations.AddField(
            model_name='paymentmatch',
            name='part',
            field=models.CharField(choices=[('claim', 'claim'), ('fees', 'fees')], default='claim', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='paymentmatch',
            constraint=models.UniqueConstraint(fields=('entry', 'proceeding', 'part'), name='one_match_an_entry_and_debt'),
        ),
        migrations.AddField(
            model_name='charge',
            name='charged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='charge',
            name='proceeding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='register.proceeding'),
        ),
        migrations.AddField(
            model_name='paymentplan',
            name='agreed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='paymentplan',
            name='proceeding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='register.proceeding'),
        ),
        migrations.AddField(
            model_name='paymentreference',
            name='organisation',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payment_reference', to='register.organisation'),
        ),
        migrations.AddField(
            model_name='paymentreference',
            name='person',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payment_reference', to='register.person'),
        ),
        migrations.AddField(
            model_name='refund',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='register.bankentry'),
        ),
        migrations.AddField(
            model_name='refund',
            name='ordered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.official'),
        ),
        migrations.AddField(
            model_name='withholding',
            name='proceeding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='register.proceeding'),
        ),
        migrations.AddField(
            model_name='withholding',
            name='settled_by',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='register.bankentry'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0), ('amount_minor__lte', 1000000000000000)), name='charge_in_range'),
        ),
        migrations.AddConstraint(
            model_name='paymentplan',
            constraint=models.CheckConstraint(condition=models.Q(('monthly_minor__gt', 0)), name='plan_pays_something'),
        ),
        migrations.AddConstraint(
            model_name='paymentplan',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('proceeding',), name='one_open_plan'),
        ),
        migrations.AddConstraint(
            model_name='paymentreference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person__isnull', True)), _connector='OR'), name='reference_of_one_debtor'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='refund_of_something'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('paid_at__isnull', True), ('paid_at__gte', models.F('ordered_at')), _connector='OR'), name='refund_ordered_then_paid'),
        ),
        migrations.AddConstraint(
            model_name='withholding',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='something_was_withheld'),
        ),
    ]
