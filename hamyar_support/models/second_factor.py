"""The second step of logging in: a code that the person's own device makes, or one of the recovery codes."""

from __future__ import annotations

import re

from .. import totp
from ..logs import Event, after_commit
from ..persian import to_latin_digits
from .audit import AuditEntry, AuditKind
from .login_session import LoginSession
from .recovery_code import LETTERS, RecoveryCode
from .rules import NotAllowed
from .user import OWN_ACCOUNT, User
from .words import utc_now

_NOT_OF_A_CODE = re.compile(r"[\s\u200c\u200e\u200f-]")
_TOTP, _RECOVERY = re.compile(rf"[0-9]{{{totp.DIGITS}}}"), re.compile(rf"[A-Z2-7]{{{LETTERS}}}")


def matching_step(secret: str, typed: str, after: int | None = None) -> int | None:
    """The step of time whose code was `typed`, in Persian or Latin digits; None if it is no code of `secret` now, or
    none after the step `after`.
    """
    code = _plain(typed)
    return totp.step_of(secret, code, utc_now().timestamp(), after) if _TOTP.fullmatch(code) else None


def switch_on(user: User, secret: str, step: int) -> list[str]:
    """From now on `user` needs a code of `secret`, from after `step`; gives the recovery codes, which nothing keeps."""
    user.totp_secret, user.totp_step = secret, step
    after_commit(Event.SECOND_FACTOR_ON, person=user.id)
    return RecoveryCode.renew(user)


def switch_off(user: User) -> None:
    """From now on the password of `user` is enough; harmless when it is so already."""
    if user.totp_secret is not None:
        after_commit(Event.SECOND_FACTOR_OFF, person=user.id)
    user.totp_secret = user.totp_step = None
    RecoveryCode.forget(user)


def switch_off_for(user: User, by: User) -> bool:
    """Switch off what `user` has lost, and end their sessions, which whoever has found it may be using.

    Gives whether there was anything to switch off. Raises NotAllowed for one's own.
    """
    if user.id == by.id:
        raise NotAllowed(OWN_ACCOUNT)
    if user.totp_secret is None:
        return False
    switch_off(user)
    LoginSession.end_all(user)
    AuditEntry.record(AuditKind.PERSON, "factor_off", user.full_name, by)
    return True


def take(user: User, typed: str) -> bool:
    """Whether `typed` is a code that lets `user` in; it then never does again. `user` is locked by the caller."""
    code = _plain(typed)
    if user.totp_secret is None:
        return False
    # Neither 0 nor 1 is in them; whoever reads O or I so means these.
    if _RECOVERY.fullmatch(recovery := code.replace("0", "O").replace("1", "I")):
        return RecoveryCode.use(user, recovery)
    step = matching_step(user.totp_secret, code, after=user.totp_step)
    if step is None:
        return False
    user.totp_step = step
    return True


def _plain(typed: str) -> str:
    return _NOT_OF_A_CODE.sub("", to_latin_digits(typed)).upper()
