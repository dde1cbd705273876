"""Who gets what of every address of the site: one line for each route, in the order in which they are tried.

yes: it is theirs · login: asked to log in · desk: led to the staff's side of the same thing · none: not there, 404.
"""

from __future__ import annotations

PEOPLE = ("nobody", "reza", "mina", "kian", "sara", "admin")

# Nobody is signed in; the ticket is of رضا, مینا is the stranger; کیان serves another department, سارا this one.
TABLE = """
endpoint                 method nobody reza  mina  kian  sara  admin
static                   GET    yes    yes   yes   yes   yes   yes
public.home              GET    yes    yes   yes   yes   yes   yes
public.guide             GET    yes    yes   yes   yes   yes   yes
public.faq               GET    yes    yes   yes   yes   yes   yes
public.healthz           GET    yes    yes   yes   yes   yes   yes
public.readyz            GET    yes    yes   yes   yes   yes   yes
public.language          POST   yes    yes   yes   yes   yes   yes
account.login            GET    yes    yes   yes   desk  desk  desk
account.login            POST   yes    yes   yes   yes   yes   yes
account.register         GET    yes    yes   yes   desk  desk  desk
account.register         POST   yes    yes   yes   desk  desk  desk
account.profile          GET    login  yes   yes   yes   yes   yes
account.profile          POST   login  yes   yes   yes   yes   yes
account.password         POST   login  yes   yes   yes   yes   yes
portal.panel             GET    login  yes   yes   desk  desk  desk
portal.tickets           GET    login  yes   yes   desk  desk  desk
portal.new_ticket        GET    login  yes   yes   desk  desk  desk
portal.create_ticket     POST   login  yes   yes   none  none  none
portal.ticket            GET    login  yes   none  desk  desk  desk
portal.info              GET    login  yes   none  desk  desk  desk
portal.attachment        GET    login  yes   none  none  yes   yes
portal.reply             POST   login  yes   none  none  none  none
portal.status            POST   login  yes   none  none  none  none
portal.draft             POST   login  yes   none  none  none  none
staff.queue              GET    login  none  none  yes   yes   yes
staff.keys               POST   login  none  none  yes   yes   yes
staff.bulk               POST   login  none  none  yes   yes   yes
staff.undo_bulk          POST   login  none  none  yes   yes   yes
staff.save_view          POST   login  none  none  yes   yes   yes
staff.reports            GET    login  none  none  yes   yes   yes
staff.reports_csv        GET    login  none  none  yes   yes   yes
staff.ticket             GET    login  none  none  none  yes   yes
staff.info               GET    login  none  none  none  yes   yes
staff.canned_replies     GET    login  none  none  none  yes   yes
staff.canned             GET    login  none  none  none  yes   yes
staff.reply              POST   login  none  none  none  yes   yes
staff.draft              POST   login  none  none  none  yes   yes
staff.presence           POST   login  none  none  none  yes   yes
staff.assignee           POST   login  none  none  none  yes   yes
staff.department         POST   login  none  none  none  yes   yes
staff.priority           POST   login  none  none  none  yes   yes
staff.status             POST   login  none  none  none  yes   yes
staff.merge_ticket       POST   login  none  none  none  yes   yes
staff.unmerge_ticket     POST   login  none  none  none  yes   yes
staff.split_ticket       POST   login  none  none  none  yes   yes
staff.forget_view        POST   login  none  none  none  yes   none
staff.more               GET    login  none  none  none  none  yes
staff.people             GET    login  none  none  none  none  yes
staff.new_person         GET    login  none  none  none  none  yes
staff.create_person      POST   login  none  none  none  none  yes
staff.person             GET    login  none  none  none  none  yes
staff.change_person      POST   login  none  none  none  none  yes
staff.let_in             POST   login  none  none  none  none  yes
staff.give_password      POST   login  none  none  none  none  yes
staff.departments        GET    login  none  none  none  none  yes
staff.create_department  POST   login  none  none  none  none  yes
staff.rename_department  POST   login  none  none  none  none  yes
staff.move_department    POST   login  none  none  none  none  yes
staff.retire_department  POST   login  none  none  none  none  yes
staff.faq                GET    login  none  none  none  none  yes
staff.create_category    POST   login  none  none  none  none  yes
staff.rename_category    POST   login  none  none  none  none  yes
staff.move_category      POST   login  none  none  none  none  yes
staff.delete_category    POST   login  none  none  none  none  yes
staff.new_faq_entry      GET    login  none  none  none  none  yes
staff.create_faq_entry   POST   login  none  none  none  none  yes
staff.faq_entry          GET    login  none  none  none  none  yes
staff.edit_faq_entry     POST   login  none  none  none  none  yes
staff.move_faq_entry     POST   login  none  none  none  none  yes
staff.publish_faq_entry  POST   login  none  none  none  none  yes
staff.replies            GET    login  none  none  none  none  yes
staff.new_reply          GET    login  none  none  none  none  yes
staff.create_reply       POST   login  none  none  none  none  yes
staff.canned_reply       GET    login  none  none  none  none  yes
staff.edit_reply         POST   login  none  none  none  none  yes
staff.retire_reply       POST   login  none  none  none  none  yes
staff.audit              GET    login  none  none  none  none  yes
account.logout           POST   yes    yes   yes   yes   yes   yes
"""


def lines() -> dict[tuple[str, str], dict[str, str]]:
    """What each of PEOPLE gets, by endpoint and method."""
    _head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {(endpoint, method): dict(zip(PEOPLE, gets, strict=True)) for endpoint, method, *gets in rows}
