"""Insert-only tables again: SQLite rebuilds a table to alter it and drops its triggers; and new tables that never change.

Charges, acknowledgements and the counts of a trial are written once, as bank entries and matches are.
"""

from django.db import migrations

KEPT = ("register_act", "register_bankentry", "register_paymentmatch", "register_correction")
NEW = ("register_charge", "register_shadowhit", "register_releaseacknowledgement")


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in NEW:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION register_insert_only()"
            )
        return
    for table in KEPT + NEW:
        schema_editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_insert_only BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'insert-only table'); END"
        )


def allow(apps, schema_editor):
    for table in NEW:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_insert_only{on}")


class Migration(migrations.Migration):
    dependencies = [("register", "0010_neighbours")]
    operations = [migrations.RunPython(forbid, allow)]
