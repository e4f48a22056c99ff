"""The addresses of the pages, without facts about a person: proceedings by number, measures by reference."""

from __future__ import annotations

from django.urls import path

from aiqyn.desks.agent import case, listing, money, owing
from aiqyn.desks.court import contests, lives
from aiqyn.desks.court import views as court
from aiqyn.desks.duty import views as duty
from aiqyn.desks.impound import views as impound
from aiqyn.desks.papers import views as papers
from aiqyn.desks.person import asking, contesting, paying, powers
from aiqyn.desks.person import views as person
from aiqyn.desks.prosecutor import reconciliations
from aiqyn.desks.prosecutor import views as prosecutor
from aiqyn.desks.public import disputes, law_table, statistics
from aiqyn.desks.public import papers as held_papers
from aiqyn.desks.public import views as public
from aiqyn.desks.session import views as session

app_name = "desks"

urlpatterns = [
    path("", public.home, name="home"),
    path("verify/", public.verify, name="verify"),
    path("verify/paper/", held_papers.look, name="verify-paper"),
    path("verify/<slug:commitment>/", held_papers.entry, name="verify-entry"),
    path("verify/<slug:commitment>.svg", held_papers.code, name="verify-code"),
    path("law/", law_table.page, name="law"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics/definitions.csv", statistics.definitions_csv, name="statistics-definitions"),
    path("statistics/<slug:dimension>.csv", statistics.table_csv, name="statistics-table"),
    path("statistics/<slug:dimension>.svg", statistics.picture, name="statistics-picture"),
    path("release-times.svg", public.release_picture, name="release-picture"),
    path("not-my-debt/", disputes.clock, name="dispute-clock"),
    path("not-my-debt.svg", disputes.picture, name="dispute-picture"),
    path("language/", session.language, name="language"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-in/person/", session.person_sign_in, name="person-sign-in"),
    path("sign-in/persona/", session.personas, name="personas"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("me/", person.me, name="me"),
    path("me/measures/<slug:ref>/suspension/", asking.ask, name="ask-suspension"),
    path("me/measures/<slug:ref>/contest/", contesting.contest, name="contest"),
    path("me/measures/<slug:ref>/not-mine/", contesting.not_mine, name="not-mine"),
    path("me/contests/<slug:ref>/withdraw/", contesting.withdraw, name="withdraw-contest"),
    path("me/met/", contesting.by_number, name="by-number"),
    path("me/met/contest/", contesting.contest_met, name="contest-met"),
    path("me/powers/", powers.powers, name="powers"),
    path("me/powers/<int:power_pk>/revoke/", powers.revoke, name="revoke-power"),
    path("me/powers/<int:power_pk>/", powers.held, name="held-power"),
    path("me/powers/<int:power_pk>/measures/<slug:ref>/contest/", powers.contest_for, name="contest-for"),
    path("duty/", duty.queue, name="disputes"),
    path("duty/<slug:ref>/", duty.one, name="dispute"),
    path("me/pay/<slug:number>/", paying.pay, name="pay"),
    path("me/pay/<slug:number>/code.svg", paying.code, name="pay-code"),
    path("me/pay/all/reference/", paying.one_reference, name="one-reference"),
    path("me/releases/<slug:ref>/", person.proof, name="proof"),
    path("me/papers/", papers.mine, name="my-papers"),
    path("me/papers/<slug:commitment>/", papers.my_paper, name="my-paper"),
    path("me/papers/<slug:commitment>/<slug:code>.pdf", papers.my_paper_pdf, name="my-paper-pdf"),
    path("proceedings/<slug:number>/papers/", papers.of_case, name="case-papers"),
    path("proceedings/<slug:number>/papers/<slug:commitment>/", papers.case_paper, name="case-paper"),
    path(
        "proceedings/<slug:number>/papers/<slug:commitment>/<slug:code>.pdf",
        papers.case_paper_pdf,
        name="case-paper-pdf",
    ),
    path("court/measures/<slug:ref>/papers/", papers.of_measure, name="court-papers"),
    path("court/measures/<slug:ref>/papers/<slug:commitment>/", papers.court_paper, name="court-paper"),
    path(
        "court/measures/<slug:ref>/papers/<slug:commitment>/<slug:code>.pdf",
        papers.court_paper_pdf,
        name="court-paper-pdf",
    ),
    path("proceedings/", listing.cases, name="cases"),
    path("proceedings/new/", listing.take_up, name="take-up"),
    path("proceedings/open/", listing.open_imported, name="open"),
    path("proceedings/<slug:number>/", case.case, name="case"),
    path("proceedings/<slug:number>/notices/", case.send, name="send"),
    path("proceedings/<slug:number>/notices/<int:notice>/", case.service, name="service"),
    path("proceedings/<slug:number>/notices/<int:notice>/returned/", case.returned, name="notice-returned"),
    path("proceedings/<slug:number>/notices/<int:notice>/informed/", case.informed, name="informed"),
    path("proceedings/<slug:number>/propose/", case.propose, name="propose"),
    path("proceedings/<slug:number>/measures/<slug:ref>/lift/", case.lift, name="lift"),
    path("proceedings/<slug:number>/measures/<slug:ref>/withdraw/", case.withdraw, name="withdraw"),
    path("proceedings/<slug:number>/wake/", case.wake, name="wake"),
    path("proceedings/<slug:number>/close/", case.close, name="close"),
    path("proceedings/<slug:number>/amount/", case.correct_amount, name="correct-amount"),
    path("proceedings/<slug:number>/arrears/", case.correct_arrears, name="correct-arrears"),
    path("proceedings/<slug:number>/charges/", owing.charge, name="charge"),
    path("proceedings/<slug:number>/plan/", owing.plan, name="plan"),
    path("proceedings/<slug:number>/plan/end/", owing.stop_plan, name="stop-plan"),
    path("proceedings/<slug:number>/withholdings/", owing.withholding, name="withholding"),
    path("money/", money.money, name="money"),
    path("money/<int:entry>/refund/", owing.refund, name="refund"),
    path("money/refunds/<int:refund_pk>/paid/", owing.refund_paid, name="refund-paid"),
    path("money/<int:entry>/", money.match, name="match"),
    path("court/", court.queue, name="queue"),
    path("court/in-force/", court.in_force, name="in-force"),
    path("court/measures/<slug:ref>/", court.measure, name="measure"),
    path("court/measures/<slug:ref>/sanction/", court.sanction, name="sanction"),
    path("court/measures/<slug:ref>/refuse/", court.refuse, name="refuse"),
    path("court/measures/<slug:ref>/lift/", court.lift, name="court-lift"),
    path("court/contests/", contests.queue, name="contests"),
    path("court/contests/<slug:ref>/", contests.decide, name="decide-contest"),
    path("court/requests/", lives.requests, name="requests"),
    path("court/requests/<int:request_pk>/", lives.decide_request, name="decide-request"),
    path("court/measures/<slug:ref>/review/", lives.review, name="review"),
    path("court/measures/<slug:ref>/renew/", lives.renew, name="renew"),
    path("court/measures/<slug:ref>/annul/", lives.annul, name="annul"),
    path("court/measures/<slug:ref>/suspend/", lives.suspend, name="suspend"),
    path("court/measures/<slug:ref>/resume/<slug:suspension>/", lives.resume, name="resume"),
    path("impound/", impound.lot, name="lot"),
    path("impound/new/", impound.take_in, name="take-in"),
    path("impound/<slug:ref>/", impound.intake, name="intake"),
    path("impound/<slug:ref>/photos/", impound.photo, name="intake-photo"),
    path("impound/<slug:ref>/photos/<slug:digest>/", impound.picture, name="intake-picture"),
    path("impound/<slug:ref>/approve/", impound.approve, name="approve-release"),
    path("impound/<slug:ref>/hand-over/", impound.hand_over, name="hand-over"),
    path("prosecutor/", prosecutor.everything, name="everything"),
    path("prosecutor/measures/<slug:ref>/", prosecutor.one, name="one"),
    path("prosecutor/comparisons/", reconciliations.listing, name="reconciliations"),
    path("prosecutor/comparisons/<int:made_pk>/", reconciliations.one, name="reconciliation"),
    path("prosecutor/comparisons/<int:made_pk>/counts.svg", reconciliations.picture, name="reconciliation-picture"),
]
