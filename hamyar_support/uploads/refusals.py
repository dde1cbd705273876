"""Why a file was not taken: one sentence each, saying what is wrong and what to do about it."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

MAX_FILE_BYTES = 5 * 1024 * 1024  # a file must be under it: the guide says «زیر 5 مگابایت»
MAX_UNPACKED_BYTES = 100 * 1024 * 1024  # of an archive or an Office file, archives inside included
MAX_ENTRIES = 10_000
MAX_DEPTH = 3  # an archive in an archive in an archive
MAX_PIXELS = 36_000_000  # a page of A4 at 600 dots per inch

# The sentences repeat the numbers above, so that the catalog can write them in Persian; a test compares them.
UNKNOWN_TYPE = _l(
    "Files of this type are not accepted. Send jpg, jpeg, png, gif, ico, rar, zip, pdf, doc, docx, xls, xlsx or csv, "
    "or put the file into a zip archive."
)
TOO_BIG = _l("The file is not under 5 MB. Make it smaller or split it, then send it again.")
EMPTY = _l("The file is empty. Check it on your device and choose it again.")
DAMAGED = _l("The file is damaged or incomplete. Open it on your device, save it again and send the new one.")
MACROS = _l("The file contains macros. Save it as docx or xlsx, without macros, and send that.")
LOCKED = _l("The file is locked with a password, so it cannot be checked. Remove the password and send it again.")
TOO_MANY_PIXELS = _l("The picture is larger than 36 megapixels. Make it smaller and send it again.")
HIDDEN_CONTENT = _l("Something else is hidden in the file. Save it again from the original and send the new one.")
TOO_MUCH_INSIDE = _l("Unpacked, the file is larger than 100 MB. Split it and send the parts.")
TOO_MANY_ENTRIES = _l("The archive holds more than 10,000 files. Split it and send the parts.")
TOO_DEEP = _l("The archive holds archives more than 3 levels deep. Unpack the inner ones and pack it again.")
LEADS_OUTSIDE = _l(
    "The archive holds links or paths that lead outside it. Pack the files themselves and send it again."
)
EMPTY_ARCHIVE = _l("The archive holds no files. Pack it again and send the new one.")
DAY_IS_FULL = _l(
    "You have sent nearly 200 MB of files within a day, and this one does not fit any more. Send it tomorrow; "
    "the text and the other files stay."
)
VIRUS = _l("Harmful code was found in this file, so it was not taken. Check your device and send a clean one.")
NOT_SCANNED = _l("The file could not be checked for viruses right now. Please try again in a few minutes.")


class Refused(Exception):
    """The file is not taken. `reason` is the translated (lazy) sentence for the person who sent it, `code` a word of
    it for the log: the name of the reason, where none is given.
    """

    def __init__(self, reason: LazyString, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        named = (name.lower() for name, value in globals().items() if value is reason)
        self.code = code or next(named, "other")


def mismatch(extension: str, actual: str | None = None) -> Refused:
    """The refusal for content that is not what `extension` says; `actual` is the type it turned out to be, if known."""
    if actual is None:
        reason = _l(
            "The content of the file is not %(extension)s. Save it as %(extension)s and send the new one.",
            extension=extension,
        )
    else:
        reason = _l(
            "The file is named %(extension)s but its content is %(actual)s. Give it the right extension, "
            "or save it as %(extension)s, and send it again.",
            extension=extension,
            actual=actual,
        )
    return Refused(reason, "mismatch")
