"""Commands: `flask --app wsgi …`."""

from __future__ import annotations

import click
from flask import Flask
from sqlalchemy import select

from . import demo, security
from .extensions import begin_write, db
from .models import Department, User
from .models.words import Role


def init_app(app: Flask) -> None:
    app.cli.add_command(create_user)
    app.cli.add_command(fill_with_demo_data)


@click.command("create-user")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--email", required=True)
@click.option("--full-name", required=True)
@click.option("--department", "departments", multiple=True, help="A department's name; for agents, repeatable.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def create_user(
    username: str, role: str, email: str, full_name: str, departments: tuple[str, ...], password: str
) -> None:
    """Make an account. An agent with no department named serves all of them."""
    if len(password) < security.PASSWORD_MIN_LENGTH:
        raise click.ClickException(f"The password needs {security.PASSWORD_MIN_LENGTH} characters or more.")
    password_hash = security.hash_password(password)
    begin_write()
    if User.key_is_taken(username=username) or User.key_is_taken(email=email):
        raise click.ClickException("Somebody has this username or e-mail already.")
    user = User.create(username, email, full_name, password_hash, role=Role(role))
    for name in departments:
        found = db.session.scalar(select(Department).where(Department.name == name))
        if found is None:
            raise click.ClickException(f"There is no department {name!r}.")
        user.departments.append(found)
    db.session.commit()
    click.echo(f"{user.username} ({user.role}) was made.")


@click.command("demo")
def fill_with_demo_data() -> None:
    """Fill an empty database with believable data; leaves any other database alone."""
    for line in demo.load():
        click.echo(line)
