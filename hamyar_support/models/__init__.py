"""Tables and the rules of the domain, one noun a file.

Rules change objects and never commit; the view that calls them commits once. They take `by=user`, and know nothing of
the request.
"""

from .attachment import Attachment
from .audit import AuditEntry
from .canned_reply import CannedReply
from .department import Department
from .draft import Draft
from .event import Event
from .faq import FaqCategory, FaqEntry
from .login_attempts import LoginAttempts
from .login_session import LoginSession
from .mail import Mail
from .message import Message
from .password_reset import PasswordReset
from .presence import Presence
from .recovery_code import RecoveryCode
from .reset_request import ResetRequest
from .saved_view import SavedView
from .search import SearchEntry
from .ticket import Ticket
from .ticket_count import TicketCount
from .user import User

__all__ = [
    "Attachment",
    "AuditEntry",
    "CannedReply",
    "Department",
    "Draft",
    "Event",
    "FaqCategory",
    "FaqEntry",
    "LoginAttempts",
    "LoginSession",
    "Mail",
    "Message",
    "PasswordReset",
    "Presence",
    "RecoveryCode",
    "ResetRequest",
    "SavedView",
    "SearchEntry",
    "Ticket",
    "TicketCount",
    "User",
]
