"""The doors of the administration on one page, for screens that have no room for them in the menu."""

from __future__ import annotations

from werkzeug.wrappers import Response

from ... import hypermedia
from .. import bp
from . import admins_only


@bp.get("/more")
@admins_only
def more() -> Response:
    return hypermedia.page("staff/admin/more.html")
