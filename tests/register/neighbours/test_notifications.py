"""The contract of a provider of messages, held against each implementation; and what informs whom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from aiqyn.register.acting import OPERATOR, ActError, Actor
from aiqyn.register.acts.hand_over_notice import hand_over_notice
from aiqyn.register.acts.send_notice import send_notice
from aiqyn.register.neighbours.errors import NeighbourRefused
from aiqyn.register.neighbours.notifications import HttpNotifier, Message, Notifier
from aiqyn.register.neighbours.telling import hand_over, take_reports
from aiqyn.register.neighbours.wire import Wire
from aiqyn.register.rows import Notice, NoticeMessage
from aiqyn.simulate.neighbours.notifications import SyntheticNotifier
from tests.register.conftest import T0, Country
from tests.register.neighbours.serving import Answer, serve

MESSAGE = Message("notice-1", "sms", "900524350102", "There is a notice for you.")
NOW = T0 + timedelta(hours=2)


class Provider:
    """A provider behind HTTP."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, str]] = {}
        self.silent = False

    def answer(self, path: str, _: Mapping[str, str], body: bytes) -> Answer:
        asked = json.loads(body)
        if path == "/messages":
            self.messages.setdefault(asked["reference"], asked)
            return 200, json.dumps({"receipt": f"P-{asked['reference']}"}).encode(), {}
        known = [] if self.silent else [one for one in asked["references"] if one in self.messages]
        return 200, json.dumps({"delivered": dict.fromkeys(known, NOW.isoformat())}).encode(), {}


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture(params=["stand-in", "http"])
def notifier(request: pytest.FixtureRequest, provider: Provider) -> Iterator[Notifier]:
    if request.param == "stand-in":
        yield SyntheticNotifier(lambda: NOW)
    else:
        with serve(provider.answer) as url:
            yield HttpNotifier(Wire(url))


def test_a_reference_is_one_message(notifier: Notifier) -> None:
    receipt = notifier.send(MESSAGE)
    assert 0 < len(receipt) <= 100
    assert notifier.send(MESSAGE) == receipt
    (report,) = notifier.reports(["notice-1", "notice-2"])
    assert (report.reference, report.delivered_at) == ("notice-1", NOW)
    assert notifier.reports(["notice-2"]) == ()
    assert notifier.labelled == ("stand-in" if isinstance(notifier, SyntheticNotifier) else "")


def sent(country: Country, channel: str = "sms") -> Notice:
    proceeding = country.proceeding()
    return send_notice(proceeding=proceeding, kind="special", channel=channel, actor=Actor.of(country.agent), at=T0)


def test_only_a_report_informs_and_nothing_serves(country: Country, notifier: Notifier) -> None:
    notice, by_mail = sent(country), sent(country, "registered-mail")
    assert hand_over(notifier, lambda: NOW) == (1, 0)
    notice.refresh_from_db()
    assert (notice.informed_at, notice.served_at) == (None, None)
    assert hand_over(notifier, lambda: NOW) == (0, 0)
    assert take_reports(notifier, lambda: NOW) == 1
    notice.refresh_from_db()
    assert (notice.informed_at, notice.served_at) == (NOW, None)
    assert take_reports(notifier, lambda: NOW) == 0
    assert not NoticeMessage.objects.filter(notice=by_mail).exists()


def test_without_a_report_nobody_is_informed(country: Country, provider: Provider) -> None:
    notice = sent(country)
    provider.silent = True
    with serve(provider.answer) as url:
        assert hand_over(HttpNotifier(Wire(url)), lambda: NOW) == (1, 0)
        assert take_reports(HttpNotifier(Wire(url)), lambda: NOW) == 0
    notice.refresh_from_db()
    assert notice.informed_at is None


def test_a_telephone_learns_no_sum_and_no_creditor(country: Country, provider: Provider) -> None:
    notice = sent(country)
    with serve(provider.answer) as url:
        hand_over(HttpNotifier(Wire(url)), lambda: NOW)
    (message,) = provider.messages.values()
    writ = notice.proceeding.writ
    assert writ.debtor is not None
    assert message["iin"] == writ.debtor.iin
    for secret in (str(writ.amount_minor // 100), writ.number, notice.proceeding.number, writ.debtor.surname):
        assert secret not in message["text"]


def test_a_refused_message_holds_up_no_other(country: Country, provider: Provider) -> None:
    first, second = sent(country), sent(country)

    def choosy(path: str, query: Mapping[str, str], body: bytes) -> Answer:
        if path == "/messages" and json.loads(body)["reference"] == f"notice-{first.pk}":
            return 422, b"", {}
        return provider.answer(path, query, body)

    with serve(choosy) as url:
        assert hand_over(HttpNotifier(Wire(url)), lambda: NOW) == (1, 1)
    assert set(NoticeMessage.objects.values_list("notice", flat=True)) == {second.pk}
    with serve(provider.answer) as url:
        assert hand_over(HttpNotifier(Wire(url)), lambda: NOW) == (1, 0)


def test_a_notice_is_handed_over_once(country: Country) -> None:
    notice = sent(country)
    hand_over_notice(notice=notice, receipt="P-1", actor=OPERATOR, at=NOW)
    with pytest.raises(ActError, match="already-handed-over"):
        hand_over_notice(notice=notice, receipt="P-2", actor=OPERATOR, at=NOW)


@pytest.mark.parametrize("answer", [b"{}", b'{"receipt": ""}', b'{"receipt": 7}', b"x"])
def test_a_receipt_outside_the_contract_is_refused(answer: bytes) -> None:
    with serve(lambda *_: (200, answer, {})) as url, pytest.raises(NeighbourRefused):
        HttpNotifier(Wire(url)).send(MESSAGE)


@pytest.mark.parametrize(
    "answer", [b"{}", b'{"delivered": {"other": "2026-03-02T09:00:00Z"}}', b'{"delivered": {"notice-1": "yesterday"}}',
               b'{"delivered": {"notice-1": "2026-03-02T09:00:00"}}'],
)  # fmt: skip
def test_a_report_outside_the_contract_is_refused(answer: bytes) -> None:
    with serve(lambda *_: (200, answer, {})) as url, pytest.raises(NeighbourRefused):
        HttpNotifier(Wire(url)).reports(["notice-1"])


def test_a_message_is_not_shown_in_a_log() -> None:
    assert "900524350102" not in repr(MESSAGE)
