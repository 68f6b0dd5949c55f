"""What Alembic runs: on the connection, and in the transaction, that ``migrate`` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),  # only to write a new revision
    transactional_ddl=True,
    compare_type=True,
    user_module_prefix="",  # Instant, imported by the template,
)
with context.begin_transaction():
    context.run_migrations()
