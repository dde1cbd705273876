"""All of the content, gathered."""

from . import (
    tickets_feedback,
    tickets_finance,
    tickets_infrastructure,
    tickets_migration,
    tickets_sales,
    tickets_technical,
    tickets_training,
)
from .faq import FAQ
from .people import DEPARTMENTS, PEOPLE
from .replies import REPLIES
from .shapes import DemoTicket

__all__ = ["DEPARTMENTS", "FAQ", "PEOPLE", "REPLIES", "TICKETS"]

TICKETS: tuple[DemoTicket, ...] = (
    *tickets_technical.TICKETS,
    *tickets_migration.TICKETS,
    *tickets_finance.TICKETS,
    *tickets_sales.TICKETS,
    *tickets_training.TICKETS,
    *tickets_infrastructure.TICKETS,
    *tickets_feedback.TICKETS,
)
