"""The mails that the desk writes: to whom, in which language, and what they say.

They hold nothing that people typed: whoever makes an account with somebody else's address must not write to them so.
"""

from __future__ import annotations

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from .models import Mail, User


def reset_link(user: User, token: str) -> None:
    """Send `user` the link that `token` belongs to."""
    with force_locale(user.locale):
        text = _(
            "Somebody, probably you, asked for a new password for your account at the support desk.\n\n"
            "Open this link within an hour and choose one:\n%(link)s\n\n"
            "The link works once. If it was not you, do nothing: your password stays as it is.",
            link=reset_address(token),
        )
        _send(user.email, _("A new password for the support desk"), text)


def registration(recipient: str, locale: str, link: str, owner: User | None) -> None:
    """Send `recipient`, who seems to want an account, the `link` that makes it; or, where it has one already (that of
    `owner`), say so.
    """
    with force_locale(owner.locale if owner else locale):
        if owner:
            text = _(
                "Somebody, probably you, wanted to make an account at the support desk with this address. It has one "
                "already.\n\nLog in with this address here, or ask there for a new password:\n%(link)s\n\n"
                "If it was not you, do nothing: your account stays as it is.",
                link=address("/login"),
            )
        else:
            text = _(
                "Somebody, probably you, wants to make an account at the support desk with this address.\n\n"
                "Open this link within a day to make it:\n%(link)s\n\n"
                "If it was not you, do nothing: no account is made.",
                link=link,
            )
        _send(recipient, _("Your account at the support desk"), text)


def password_changed(user: User) -> None:
    """Tell `user` that the password is another now."""
    with force_locale(user.locale):
        text = _(
            "The password of your account at the support desk was changed a moment ago, and every other place where "
            "you were logged in is logged out.\n\n"
            "If it was not you, ask for a new password here at once, and tell support:\n%(link)s",
            link=address("/reset"),
        )
        _send(user.email, _("Your password was changed"), text)


def email_changed(user: User, old: str) -> None:
    """Tell `user`, at the `old` address and at the new one, that the desk writes to the new one from now on."""
    with force_locale(user.locale):
        text = _(
            "The e-mail address of your account at the support desk was changed a moment ago. From now on the desk "
            "writes to the new address.\n\n"
            "If it was not you, tell support at once:\n%(link)s",
            link=address("/"),
        )
        for each in (old, user.email):
            _send(each, _("Your e-mail address was changed"), text)


def second_factor_changed(user: User) -> None:
    """Tell `user` that logging in asks for a code from now on, or no longer does."""
    with force_locale(user.locale):
        link = address("/profile/second-factor")
        if user.totp_secret:
            subject = _("Logging in now asks for a code")
            text = _(
                "From now on logging in to your account at the support desk asks for the password and a code of your "
                "authenticator app.\n\nIf it was not you, tell support at once:\n%(link)s",
                link=link,
            )
        else:
            subject = _("Logging in no longer asks for a code")
            text = _(
                "The second step of logging in to your account at the support desk was switched off: the password "
                "alone is enough now.\n\nIf you did not ask for this, tell support at once. Here you can switch it on "
                "again:\n%(link)s",
                link=link,
            )
        _send(user.email, subject, text)


def reset_address(token: str) -> str:
    """The link for `token`; without HAMYAR_BASE_URL only its path, since the site then does not know its own name."""
    return address(f"/reset/{token}")


def address(path: str) -> str:
    """Where `path` is found, by the settings: what a request says of its host may be anybody's."""
    return f"{current_app.config['BASE_URL']}{path}"


def _send(recipient: str, subject: str, text: str) -> None:
    """Queue the mail, unless this desk sends none."""
    if sender := current_app.config["MAIL_SENDER"]:
        signed = f"{text}\n\n-- \n{_('Hamyar Support')}\n{address('/')}\n"
        Mail.queue(recipient, subject, signed, sender.domain)
