"""The register under WSGI: public files and confirmations ahead of Django's pages.

The check's addresses carry no session, cookie or language: they are answered before Django's middlewares, which would
cost four times the answer itself (parts.md).
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiqyn.entry.settings")

import django

django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from aiqyn.disclosure import confirming, doorway, opening
from aiqyn.register import keys

_here = settings.AIQYN
_opener = opening.Opener(_here.public / "ledger")
application = doorway.Doorway(
    get_wsgi_application(),
    public=_here.public,
    opener=_opener,
    confirmer=confirming.Confirmer(_opener, keys.signer(_here.keys, "register", _here.origin)),
)
