"""The desk: counts, saved views, drafts, presences, canned replies, the audit, merging, and what reports measure."""

import sqlalchemy as sa
from alembic import op

from hamyar_support.persian import search_text

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

COUNT = """
    INSERT INTO ticket_counts (department_id, assignee_key, status, number)
    VALUES (NEW.department_id, coalesce(NEW.assignee_id, 0), NEW.status, 1)
    ON CONFLICT (department_id, assignee_key, status) DO UPDATE SET number = ticket_counts.number + 1;
"""
UNCOUNT = """
    UPDATE ticket_counts SET number = number - 1
    WHERE department_id = OLD.department_id AND assignee_key = coalesce(OLD.assignee_id, 0) AND status = OLD.status;
"""
SQLITE_COUNTS = (
    f"CREATE TRIGGER tickets_counted AFTER INSERT ON tickets BEGIN {COUNT} END",
    f"CREATE TRIGGER tickets_recounted AFTER UPDATE OF department_id, assignee_id, status ON tickets"
    f" BEGIN {UNCOUNT} {COUNT} END",
)
# Everybody counts in the same few rows. Counting at the end of the transaction, one after the other, nobody waits there
# for somebody who waits for them.
IN_TURN = "PERFORM pg_advisory_xact_lock('ticket_counts'::regclass::oid::bigint);"
AT_THE_END = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION"
POSTGRESQL_COUNTS = (
    f"CREATE FUNCTION count_ticket() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {IN_TURN} {COUNT} RETURN NULL; END $$",
    "CREATE FUNCTION recount_ticket() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN {IN_TURN} {UNCOUNT} {COUNT} RETURN NULL; END $$",
    f"CREATE CONSTRAINT TRIGGER tickets_counted AFTER INSERT ON tickets {AT_THE_END} count_ticket()",
    "CREATE CONSTRAINT TRIGGER tickets_recounted AFTER UPDATE OF department_id, assignee_id, status ON tickets"
    f" {AT_THE_END} recount_ticket()",
)
# What the new tables and columns hold of what was there before.
BACKFILL = (
    """
    INSERT INTO ticket_counts (department_id, assignee_key, status, number)
    SELECT department_id, coalesce(assignee_id, 0), status, count(*) FROM tickets
    GROUP BY department_id, coalesce(assignee_id, 0), status
    """,
    """
    UPDATE tickets SET first_replied_at = (
        SELECT min(messages.created_at) FROM messages JOIN users ON users.id = messages.author_id
        WHERE messages.ticket_id = tickets.id AND messages.kind = 'reply' AND users.role <> 'customer'
    )
    """,
    """
    UPDATE tickets SET closed_at = (
        SELECT max(events.created_at) FROM events
        WHERE events.ticket_id = tickets.id AND events.kind = 'status' AND events.new = 'closed'
    ) WHERE status = 'closed'
    """,
)


def _index_staff() -> None:
    """Let admins find the staff, whose words were not kept before, as they find customers."""
    staff = sa.text("SELECT id, full_name, username, email, mobile FROM users WHERE role <> 'customer'")
    words = sa.text("INSERT INTO search_entries (customer_id, internal, text) VALUES (:id, true, :text)")
    for ident, *particulars in op.get_bind().execute(staff).all():
        op.get_bind().execute(words, {"id": ident, "text": search_text(" ".join(particulars))})


def upgrade() -> None:
    op.create_table('ticket_counts',
    sa.Column('department_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assignee_key', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('status', sa.Enum('open', 'pending', 'answered', 'closed', name='status', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('department_id', 'assignee_key', 'status', name=op.f('pk_ticket_counts'))
    )
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'department', 'faq', 'reply', name='auditkind', native_enum=False, length=16), nullable=False),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('old', sa.String(length=300), nullable=False),
    sa.Column('new', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_audit_entries_actor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index('ix_audit_entries_actor', 'audit_entries', ['actor_id', 'id'])
    op.create_index('ix_audit_entries_created', 'audit_entries', ['created_at', 'id'])

    op.create_table('canned_replies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('department_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('open', 'pending', 'answered', 'closed', name='status', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('priority', sa.SmallInteger(), nullable=True),
    sa.Column('assigns_sender', sa.Boolean(), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['department_id'], ['departments.id'], name=op.f('fk_canned_replies_department_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_replies'))
    )
    op.create_table('saved_views',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_saved_views_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views'))
    )
    op.create_index('ix_saved_views_owner_id', 'saved_views', ['owner_id'])

    op.create_table('drafts',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('reply', 'note', name='messagekind', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_drafts_ticket_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_drafts_user_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'user_id', name=op.f('pk_drafts'))
    )
    op.create_table('presences',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('writing', sa.Boolean(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_presences_ticket_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_presences_user_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'user_id', name=op.f('pk_presences'))
    )
    for table, column in (
        ('events', sa.Column('old_ref', sa.BigInteger(), nullable=True)),
        ('events', sa.Column('new_ref', sa.BigInteger(), nullable=True)),
        ('events', sa.Column('batch', sa.String(length=32), nullable=True)),
        ('tickets', sa.Column('first_replied_at', sa.DateTime(timezone=True), nullable=True)),
        ('tickets', sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True)),
    ):
        op.add_column(table, column)
    # Written out, since SQLite takes a foreign key with its column only.
    for table, column in (('messages', 'came_from_id'), ('tickets', 'merged_into_id')):
        constraint = f'fk_{table}_{column}'
        op.execute(f'ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {constraint} REFERENCES tickets (id)')
        op.create_index(f'ix_{table}_{column}', table, [column])
    op.create_index('ix_users_role', 'users', ['role', 'id'])
    op.create_index('ix_users_disabled_at', 'users', ['disabled_at'])
    op.create_index('ix_events_batch', 'events', ['batch'])
    closes_or_reopens = sa.text("kind = 'status' AND (new = 'closed' OR old = 'closed')")
    op.create_index('ix_events_closings', 'events', ['created_at'], sqlite_where=closes_or_reopens, postgresql_where=closes_or_reopens)
    op.create_index('ix_tickets_waiting', 'tickets', ['waiting_key', 'id'])
    op.create_index('ix_tickets_status_waiting', 'tickets', ['status', 'waiting_key', 'id'])
    op.create_index('ix_tickets_priority', 'tickets', ['priority', 'changed_at', 'id'])
    op.create_index('ix_tickets_created', 'tickets', ['created_at'])
    op.create_index('ix_tickets_closed', 'tickets', ['closed_at'])
    for statement in BACKFILL:
        op.execute(statement)
    _index_staff()
    for statement in SQLITE_COUNTS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_COUNTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("going back would lose what was written since; restore a backup instead")
