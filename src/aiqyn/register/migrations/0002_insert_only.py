"""Acts, bank entries, matches and corrections are insert-only: the database itself refuses a change.

Deletion is refused on PostgreSQL; SQLite's test runner empties tables by DELETE, so there only changes are refused.
"""

from django.db import migrations

TABLES = ("register_act", "register_bankentry", "register_paymentmatch", "register_correction")


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION register_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'insert-only table' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in TABLES:
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION register_insert_only()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'insert-only table'); END"
            )


def allow(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        on = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_insert_only{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION register_insert_only()")


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
