"""flask --app wsgi send-mail: one round of the outbox by hand."""

from __future__ import annotations

from flask import Flask

from .post import MailServer, queue


def test_it_sends_what_is_due_and_says_how_many(app: Flask, mail_server: MailServer) -> None:
    queue(app)
    queue(app, recipient="nobody")
    result = app.test_cli_runner().invoke(args=["send-mail"])
    assert (result.exit_code, result.output) == (0, "1 mails were sent, 1 were not.\n")
    assert len(mail_server.taken) == 1


def test_without_a_mail_server_it_fails_in_one_line(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["send-mail"])
    assert (result.exit_code, result.stderr) == (1, "Error: No mail can be sent: HAMYAR_SMTP_URL is not set\n")
