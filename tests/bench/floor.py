"""The floor: what the same server can do at best for a bare Flask view that asks the database and renders the rows.

Each view looks up the login session, reads its rows with one ORM query, and renders them with a minimal template.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_hex

from flask import Flask, render_template, session
from jinja2 import DictLoader
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hamyar_support.config import configure
from hamyar_support.counters import Counters
from hamyar_support.extensions import db
from hamyar_support.models import LoginSession, Message, Ticket, User
from hamyar_support.models.conversation import PAGE_SIZE as MESSAGES_SHOWN
from hamyar_support.models.paging import PAGE_SIZE as TICKETS_SHOWN
from hamyar_support.models.words import Status

TEMPLATES = {
    "list.html": """<!doctype html><title>My requests</title><ul>{% for t in tickets %}
<li><a href="/tickets/{{ t.code }}">{{ t.subject }}</a> {{ t.status }} {{ t.department.name }} {{ t.changed_at }}</li>
{% endfor %}</ul>""",
    "queue.html": """<!doctype html><title>Queue</title><ul>{% for t in tickets %}
<li><a href="/tickets/{{ t.code }}">{{ t.subject }}</a> {{ t.status }} {{ t.customer.full_name }}
{{ t.department.name }} {{ t.assignee.full_name }} {{ t.waiting_since }}</li>{% endfor %}</ul>""",
    "ticket.html": """<!doctype html><title>Request</title><ol>{% for m in messages %}
<li id="message-{{ m.id }}">{{ m.author.full_name }} {{ m.created_at }} {{ m.html }}</li>{% endfor %}</ol>""",
    "login.html": """<!doctype html><title>Log in</title><form method="post">
<input type="hidden" name="token" value="{{ token }}">
<label>Username <input name="username"></label><label>Password <input name="password" type="password"></label>
<button>Log in</button></form>""",
}

app = Flask(__name__)
configure(app)
app.jinja_loader = DictLoader(TEMPLATES)  # type: ignore[assignment]
db.init_app(app)
# The server's own bookkeeping asks for them; nothing here counts.
app.extensions["counters"] = Counters([("log_lines_lost",)])


@app.get("/list")
def tickets() -> str:
    wanted = select(Ticket).where(Ticket.customer_id == _user().id).options(joinedload(Ticket.department))
    newest = wanted.order_by(Ticket.changed_at.desc(), Ticket.id.desc()).limit(TICKETS_SHOWN)
    return render_template("list.html", tickets=db.session.scalars(newest))


@app.get("/ticket/<code>")
def ticket(code: str) -> str:
    ticket = select(Ticket.id).where(Ticket.code == code, Ticket.customer_id == _user().id).scalar_subquery()
    wanted = select(Message).where(Message.ticket_id == ticket).options(joinedload(Message.author))
    newest = db.session.scalars(wanted.order_by(Message.id.desc()).limit(MESSAGES_SHOWN)).all()
    return render_template("ticket.html", messages=newest[::-1])


@app.get("/queue")
def queue() -> str:
    _user()
    people = joinedload(Ticket.department), joinedload(Ticket.customer), joinedload(Ticket.assignee)
    waiting = (
        select(Ticket).where(Ticket.status == Status.OPEN).options(*people).order_by(Ticket.waiting_key, Ticket.id)
    )
    return render_template("queue.html", tickets=db.session.scalars(waiting.limit(TICKETS_SHOWN)))


@app.get("/constant")
def constant() -> str:
    return f"nothing new for {_user().id}"


@app.get("/login")
def login() -> str:
    # A form that nobody can forge needs a token, and the session that keeps it.
    session["token"] = token_hex(16)
    return render_template("login.html", token=session["token"])


def _user() -> User:
    token_hash = sha256(session["_user_id"].encode()).hexdigest()
    wanted = select(LoginSession).where(LoginSession.token_hash == token_hash).options(joinedload(LoginSession.user))
    return db.session.scalars(wanted).one().user
