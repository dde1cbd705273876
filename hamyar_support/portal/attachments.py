"""Downloads, for customers and staff alike: those who may read the message may have its files."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app
from flask_login import current_user

from .. import access, limits
from ..extensions import limiter
from ..models import Attachment
from ..storage import Missing, thumbnail_key
from ..uploads.thumbnails import CONTENT_TYPE
from . import bp

# The bytes are people's: a browser must neither guess at them nor run them.
HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}


@bp.get("/attachments/<ident>")
@limiter.limit(limits.DOWNLOADS)
def attachment(ident: str) -> Response:
    return _whole(access.attachment_for(current_user, ident))


@bp.get("/attachments/<ident>/small")
@limiter.limit(limits.DOWNLOADS)
def thumbnail(ident: str) -> Response:
    """What a conversation shows of a picture: the picture itself where it is light, or from before there were any."""
    found = access.attachment_for(current_user, ident)
    try:
        data = b"".join(current_app.extensions["storage"].get(thumbnail_key(found.storage_key)))
    except Missing:
        return _whole(found)
    return Response(data, mimetype=CONTENT_TYPE, headers=HEADERS)


def _whole(found: Attachment) -> Response:
    data = current_app.extensions["storage"].get_whole(found.storage_key, found.size, found.sha256)
    response = Response(data, mimetype=found.content_type, headers=HEADERS)
    # RFC 6266: a plain name for the oldest clients, the real one for all others.
    names = {"filename": f"file.{found.extension}", "filename*": f"UTF-8''{quote(found.name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    return response
