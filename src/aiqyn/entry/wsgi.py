"""The register under WSGI: public files and confirmations ahead of Django's pages.

The check's addresses carry no session, cookie or language: they are answered before Django's middlewares, which would
cost four times the answer itself (parts.md).
"""

from __future__ import annotations

import os
from wsgiref.types import WSGIApplication


def make() -> WSGIApplication:
    """The application of this installation, by its configuration."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiqyn.entry.settings")
    from django.core.wsgi import get_wsgi_application

    pages = get_wsgi_application()
    from django.conf import settings

    from aiqyn.disclosure import confirming, delivering, disputing, doorway, opening
    from aiqyn.protocol import routes
    from aiqyn.register import keys

    here = settings.AIQYN
    opener = opening.Opener(here.public / "ledger")
    signer = keys.signer(here.keys, "register", here.origin)
    return doorway.Doorway(
        pages,
        public=here.public,
        opener=opener,
        confirmer=confirming.Confirmer(opener, signer, shadow=here.shadow),
        conversations={
            routes.DISPUTE: disputing.Disputes(signer).answer,
            routes.DELIVERY: delivering.Deliveries(signer).answer,
        },
    )


application = make()
