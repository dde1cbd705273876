"""The shapes of the demo content. Times are hours; a person is a username, a department is its name."""

from typing import NamedTuple

DAY = 24
MINUTE = 1 / 60


class DemoPerson(NamedTuple):
    """Somebody who can log in. `departments` are those an agent serves."""

    username: str
    full_name: str
    role: str
    email: str
    mobile: str
    departments: tuple[str, ...] = ()


class DemoFile(NamedTuple):
    """A file on a message: its kind (an extension that `files.make` knows) and the name people see."""

    kind: str
    name: str


class DemoMessage(NamedTuple):
    """A message, `after` hours after the entry before it. `kind` is "reply" or "note"."""

    by: str
    after: float
    text: str
    files: tuple[DemoFile, ...] = ()
    kind: str = "reply"


class DemoMove(NamedTuple):
    """A change of status, `after` hours after the entry before it."""

    by: str
    after: float
    status: str


class DemoTicket(NamedTuple):
    """A ticket opened `ago` hours before now by the first message of its conversation.

    `status` is where the life of a ticket must have led at the end; `assignee` took it with their own first entry.
    """

    customer: str
    department: str
    priority: str
    ago: float
    status: str
    assignee: str | None
    subject: str
    conversation: tuple[DemoMessage | DemoMove, ...]


class DemoReply(NamedTuple):
    """A canned reply that was used `used` times; what it does besides stands in the words of the domain."""

    title: str
    body: str
    used: int
    department: str | None = None
    status: str | None = None
    priority: str | None = None
    assigns_sender: bool = False


def note(by: str, after: float, text: str) -> DemoMessage:
    """A message that only staff may see."""
    return DemoMessage(by, after, text, kind="note")
