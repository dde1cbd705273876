"""Commands: `flask --app wsgi …`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from . import courier, demo, keeping, letters, logs, security
from .extensions import begin_write, db
from .logs import Event
from .models import Department, PasswordReset, User
from .models.words import Role
from .person_forms import IdentityForm, NewPassword
from .smtp import Unreachable


class NewPersonForm(IdentityForm):
    password = NewPassword(_l("Password"))


def init_app(app: Flask) -> None:
    app.cli.add_command(create_user)
    for command in (fill_with_demo_data, make_backup, restore_backup, verify_everything, sweep_leftovers):
        app.cli.add_command(command)
    for command in (issue_reset_link, send_mail):
        app.cli.add_command(command)


# What `backup` ends with where something is wrong, and there is a backup all the same.
INCOMPLETE = 3


@click.command("create-user")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--email", required=True)
@click.option("--full-name", required=True)
@click.option("--department", "departments", multiple=True, help="A department's name; for agents, repeatable.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@with_appcontext
def create_user(
    username: str, role: str, email: str, full_name: str, departments: tuple[str, ...], password: str
) -> None:
    """Make an account. An agent with no department named serves all of them."""
    typed = {"username": username, "email": email, "full_name": full_name, "password": password}
    with force_locale("en"):
        form = NewPersonForm(MultiDict(typed))
        if not form.validate():
            raise click.ClickException(
                " ".join(f"{form[name].label.text}: {form.errors[name][0]}" for name in form.errors)
            )
    password_hash = security.hash_password(password)
    begin_write()
    user = User.create(form.username.data, form.email.data, form.full_name.data, password_hash, role=Role(role))
    for name in departments:
        found = db.session.scalar(select(Department).where(Department.name == name))
        if found is None:
            raise click.ClickException(f"There is no department {name!r}.")
        user.departments.append(found)
    db.session.commit()
    click.echo(f"{user.username} ({user.role}) was made.")


@click.command("reset-link")
@click.argument("username")
@with_appcontext
def issue_reset_link(username: str) -> None:
    """Print a link by which USERNAME (or whoever has that e-mail) chooses a new password, once, within an hour."""
    begin_write()
    user = User.named(username)
    if user is None or not user.is_active:
        raise click.ClickException(f"There is no account {username!r} that is not disabled.")
    link = letters.reset_address(PasswordReset.issue(user))
    db.session.commit()
    click.echo(link)
    if link.startswith("/"):
        click.echo("HAMYAR_BASE_URL is not set: put the site's address before it.", err=True)


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send the mails that are due, once; the server does so by itself."""
    try:
        sent, failed = courier.deliver()
    except Unreachable as error:
        raise click.ClickException(f"No mail can be sent: {error}") from None
    click.echo(f"{sent} mails were sent, {failed} were not.")


@click.command("demo")
@with_appcontext
def fill_with_demo_data() -> None:
    """Fill an empty database with believable data; leaves any other database alone."""
    for line in demo.load():
        click.echo(line)


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def make_backup(folder: Path) -> None:
    """Copy database and attachments into an empty FOLDER, while the site runs.

    Ends with 3 where the backup was made, but for files that the storage has no more as they were sent.
    """
    manifest = _told(lambda: keeping.backup(folder))
    left_out = manifest.left_out
    level = logging.ERROR if left_out else logging.INFO
    logs.event(Event.BACKUP_MADE, level, files=len(manifest.files), left_out=len(left_out), revision=manifest.revision)
    click.echo(f"Backed up the database and {len(manifest.files)} files into {folder}.")
    for key, fault in left_out.items():
        click.echo(f"Not in it, since it is {fault} in the storage: {key}")
    if left_out:
        click.echo("Files are left out: `verify` names the messages that they belong to.", err=True)
        click.get_current_context().exit(INCOMPLETE)


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def restore_backup(folder: Path) -> None:
    """Bring the backup in FOLDER back, into an empty database and storage."""
    manifest = _told(lambda: keeping.restore(folder))
    logs.event(Event.BACKUP_RESTORED, files=len(manifest.files), made_at=manifest.created_at)
    for key, fault in manifest.left_out.items():
        click.echo(f"Not in it, since it was {fault} when the backup was made: {key}")
    click.echo(f"Restored the backup of {manifest.created_at}. Run `db upgrade` next, then `verify`.")


@click.command("verify")
@with_appcontext
def verify_everything() -> None:
    """Check database, files and hashes; names what is wrong, and fails then."""
    faults = keeping.verify()
    logs.event(Event.VERIFIED, logging.ERROR if faults else logging.INFO, faults=len(faults))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} things are wrong.")
    click.echo("All is well.")


@click.command("sweep")
@with_appcontext
def sweep_leftovers() -> None:
    """Remove stored bytes that belong to nothing; run it once a day."""
    removed = keeping.sweep()
    logs.event(Event.SWEPT, files=removed)
    click.echo(f"Removed {removed} files that belonged to nothing.")


def _told(work: Callable[[], keeping.Manifest]) -> keeping.Manifest:
    try:
        return work()
    except keeping.BackupError as error:
        logs.event(Event.BACKUP_FAILED, logging.ERROR)
        raise click.ClickException(str(error)) from None
