"""The addresses of the pages, without facts about a person: proceedings by number, measures by reference."""

from __future__ import annotations

from django.urls import path

from aiqyn.desks.agent import case, listing, money
from aiqyn.desks.court import lives
from aiqyn.desks.court import views as court
from aiqyn.desks.person import asking
from aiqyn.desks.person import views as person
from aiqyn.desks.prosecutor import views as prosecutor
from aiqyn.desks.public import views as public
from aiqyn.desks.session import views as session

app_name = "desks"

urlpatterns = [
    path("", public.home, name="home"),
    path("verify/", public.verify, name="verify"),
    path("release-times.svg", public.release_picture, name="release-picture"),
    path("language/", session.language, name="language"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-in/person/", session.person_sign_in, name="person-sign-in"),
    path("sign-in/persona/", session.personas, name="personas"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("me/", person.me, name="me"),
    path("me/measures/<slug:ref>/suspension/", asking.ask, name="ask-suspension"),
    path("me/releases/<slug:ref>/", person.proof, name="proof"),
    path("proceedings/", listing.cases, name="cases"),
    path("proceedings/new/", listing.take_up, name="take-up"),
    path("proceedings/open/", listing.open_imported, name="open"),
    path("proceedings/<slug:number>/", case.case, name="case"),
    path("proceedings/<slug:number>/notices/", case.send, name="send"),
    path("proceedings/<slug:number>/notices/<int:notice>/", case.service, name="service"),
    path("proceedings/<slug:number>/propose/", case.propose, name="propose"),
    path("proceedings/<slug:number>/measures/<slug:ref>/lift/", case.lift, name="lift"),
    path("proceedings/<slug:number>/measures/<slug:ref>/withdraw/", case.withdraw, name="withdraw"),
    path("proceedings/<slug:number>/wake/", case.wake, name="wake"),
    path("proceedings/<slug:number>/close/", case.close, name="close"),
    path("proceedings/<slug:number>/amount/", case.correct_amount, name="correct-amount"),
    path("proceedings/<slug:number>/arrears/", case.correct_arrears, name="correct-arrears"),
    path("money/", money.money, name="money"),
    path("money/<int:entry>/", money.match, name="match"),
    path("court/", court.queue, name="queue"),
    path("court/in-force/", court.in_force, name="in-force"),
    path("court/measures/<slug:ref>/", court.measure, name="measure"),
    path("court/measures/<slug:ref>/sanction/", court.sanction, name="sanction"),
    path("court/measures/<slug:ref>/refuse/", court.refuse, name="refuse"),
    path("court/measures/<slug:ref>/lift/", court.lift, name="court-lift"),
    path("court/requests/", lives.requests, name="requests"),
    path("court/requests/<int:request_pk>/", lives.decide_request, name="decide-request"),
    path("court/measures/<slug:ref>/review/", lives.review, name="review"),
    path("court/measures/<slug:ref>/renew/", lives.renew, name="renew"),
    path("court/measures/<slug:ref>/annul/", lives.annul, name="annul"),
    path("court/measures/<slug:ref>/suspend/", lives.suspend, name="suspend"),
    path("court/measures/<slug:ref>/resume/<slug:suspension>/", lives.resume, name="resume"),
    path("prosecutor/", prosecutor.everything, name="everything"),
    path("prosecutor/measures/<slug:ref>/", prosecutor.one, name="one"),
]
