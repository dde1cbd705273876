"""Who gets what of every address of the site: one line for each route, in the order in which they are tried.

yes: it is theirs · login: asked to log in · desk: led to the staff's side of the same thing · none: not there, 404.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

COLUMNS = ("nobody", "reza", "mina", "kian", "sara", "admin")
# Who was disabled still has the cookie, and is nobody.
PEOPLE = (*COLUMNS, "disabled")

# Nobody is signed in; the ticket is of رضا, مینا is the stranger; کیان serves another department, سارا this one.
TABLE = """
endpoint                 method nobody reza  mina  kian  sara  admin
static                   GET    yes    yes   yes   yes   yes   yes
public.home              GET    yes    yes   yes   yes   yes   yes
public.guide             GET    yes    yes   yes   yes   yes   yes
public.faq               GET    yes    yes   yes   yes   yes   yes
public.healthz           GET    yes    yes   yes   yes   yes   yes
public.readyz            GET    yes    yes   yes   yes   yes   yes
public.metrics           GET    none   none  none  none  none  none
public.security_txt      GET    none   none  none  none  none  none
public.language          POST   yes    yes   yes   yes   yes   yes
account.login            GET    yes    yes   yes   desk  desk  desk
account.login            POST   yes    yes   yes   yes   yes   yes
account.login_code       GET    login  login login login login login
account.login_code       POST   login  login login login login login
account.register         GET    yes    yes   yes   desk  desk  desk
account.register         POST   yes    yes   yes   desk  desk  desk
account.register_asked   GET    yes    yes   yes   yes   yes   yes
account.confirm_account  GET    none   none  none  none  none  none
account.create_account   POST   none   none  none  none  none  none
account.open_offer       GET    yes    yes   yes   yes   yes   yes
account.reset            GET    yes    yes   yes   yes   yes   yes
account.reset            POST   yes    yes   yes   yes   yes   yes
account.reset_asked      GET    yes    yes   yes   yes   yes   yes
account.new_password     GET    none   none  none  none  none  none
account.set_new_password POST   none   none  none  none  none  none
account.open_reset_link  GET    yes    yes   yes   yes   yes   yes
account.profile          GET    login  yes   yes   yes   yes   yes
account.profile          POST   login  yes   yes   yes   yes   yes
account.email            POST   login  yes   yes   yes   yes   yes
account.password         POST   login  yes   yes   yes   yes   yes
account.sessions         GET    login  yes   yes   yes   yes   yes
account.end_session      POST   login  yes   none  none  none  none
account.end_other_sessions POST login  yes   yes   yes   yes   yes
account.prove            GET    login  yes   yes   yes   yes   yes
account.prove            POST   login  yes   yes   yes   yes   yes
portal.panel             GET    login  yes   yes   desk  desk  desk
portal.tickets           GET    login  yes   yes   desk  desk  desk
portal.new_ticket        GET    login  yes   yes   desk  desk  desk
portal.create_ticket     POST   login  yes   yes   none  none  none
portal.ticket            GET    login  yes   none  desk  desk  desk
portal.info              GET    login  yes   none  desk  desk  desk
portal.attachment        GET    login  yes   none  none  yes   yes
portal.thumbnail         GET    login  yes   none  none  yes   yes
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
staff.make_reset_link    POST   login  none  none  none  none  yes
staff.switch_off_factor  POST   login  none  none  none  none  yes
staff.mail               GET    login  none  none  none  none  yes
staff.retry_mail         POST   login  none  none  none  none  yes
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
account.second_factor_page GET  login  yes   yes   yes   yes   yes
account.switch_on_factor POST   login  yes   yes   yes   yes   yes
account.renew_recovery_codes POST login yes  yes   yes   yes   yes
account.switch_off_factor POST  login  yes   yes   yes   yes   yes
account.logout           POST   yes    yes   yes   yes   yes   yes
"""


def lines() -> dict[tuple[str, str], dict[str, str]]:
    """What each of PEOPLE gets, by endpoint and method."""
    _head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return {
        (endpoint, method): {**dict(zip(COLUMNS, gets, strict=True)), "disabled": gets[0]}
        for endpoint, method, *gets in rows
    }


def address(app: Flask, endpoint: str, method: str, places: dict[str, object]) -> str:
    """The address of the route; `places` has its variables, `ident` by the last part of the path that it knows."""
    rule = next(r for r in app.url_map.iter_rules(endpoint) if method in (r.methods or ()))
    part = [piece for piece in rule.rule.split("/") if piece in places]
    values = {name: places[part[-1]] if name == "ident" else places[name] for name in rule.arguments}
    return str(app.url_map.bind("localhost").build(endpoint, values, method))


def gets(response: TestResponse) -> str:
    """What the answer means to whom it was given, in the words of the table."""
    location = response.headers.get("HX-Redirect", response.headers.get("Location", ""))
    if response.status_code == 401 or (response.status_code in (302, 303) and location.startswith("/login")):
        return "login"
    if response.status_code == 302 and location.startswith("/staff"):
        return "desk"
    words = {200: "yes", 204: "yes", 302: "yes", 303: "yes", 422: "yes", 404: "none"}
    return words.get(response.status_code, str(response.status_code))
