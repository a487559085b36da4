"""A role counts once its holder took it up: who squats on an address gets in nowhere by it."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.access import role_in
from missions.actions.invitations import let_in, make_invitation
from missions.actions.taking_up import take_up_by_code
from missions.enumerations import Role
from missions.models import Account, AuditRecord, Membership, Mission, OneTimeLink
from missions.rules import NotAllowed
from tests.factories import (
    PASSWORD,
    AccountFactory,
    MembershipFactory,
)
from tests.observers.squatting import (
    HERE,
    OWN,
    SIGN_IN,
    SQUATTED,
    START,
    VICTIM,
    by_mail,
    code,
    given,
    later,
    page,
)


class TestTheAttack:
    """An administrator elsewhere holds the password of an account in somebody's name."""

    def test_the_mission_is_not_there_for_who_squats_on_the_address(self, cast, squatter):
        given(cast)
        assert squatter.get(HERE).status_code == 404
        text = squatter.get(START).content.decode()
        assert "You are invited to Mission here" in text
        assert HERE not in text
        account = Account.objects.get(email=VICTIM)
        assert role_in(account, cast.mission) == ""
        assert cast.mission not in Mission.objects.visible_to(account)

    def test_the_code_goes_to_the_address_and_guesses_end(self, cast, squatter):
        role = given(cast)
        squatter.post(page(role), {"act": "send"})
        assert mail.outbox[-1].to == [VICTIM]
        assert "Give the code to nobody" in mail.outbox[-1].body
        right = code()
        for _time in range(3):
            squatter.post(page(role), {"code": "wrong"})
        text = squatter.post(page(role), {"code": right}).content.decode()
        assert "No code works now" in text
        assert squatter.get(HERE).status_code == 404

    def test_codes_are_not_sent_without_end(self, cast, squatter):
        role = given(cast)
        for _time in range(7):
            answer = squatter.post(page(role), {"act": "send"}, follow=True)
        assert len(mail.outbox) == 5
        assert "Too many codes were sent." in answer.content.decode()

    def test_without_a_code_nothing_is_taken_up(self, cast, squatter):
        role = given(cast)
        squatter.post(page(role), {})
        squatter.post(page(role), {"code": "", **OWN})
        assert squatter.get(HERE).status_code == 404

    def test_once_the_holder_is_in_the_password_of_the_squatter_is_not(self, cast, squatter):
        role = given(cast)
        account = role.account
        holder = by_mail()
        Authenticator.objects.create(user=account, type="webauthn", data={"name": "Mallory's"})
        holder.post(page(role), OWN)
        assert holder.get(HERE).status_code == 200
        assert squatter.get(START).status_code == 302
        again = Client()
        again.post(reverse("login"), SIGN_IN)
        assert again.get(START).status_code == 302
        assert not Authenticator.objects.filter(user=account).exists()
        told = AuditRecord.objects.get(action="ways in ended")
        assert told.changes == {"ways": [["password", "webauthn"], []]}

    def test_a_link_made_elsewhere_lets_nobody_in_any_more(self, cast, squatter, elsewhere):
        role = given(cast)
        link = reverse("invitation", args=[make_invitation(role.account, by=elsewhere)])
        by_mail().post(page(role), OWN)
        assert Client().post(link, SQUATTED).status_code == 410
        with pytest.raises(NotAllowed):
            make_invitation(role.account, by=elsewhere)

    def test_a_link_made_elsewhere_takes_up_no_role_here(self, cast, elsewhere):
        made = let_in(
            mission=cast.other_mission, email=VICTIM, name="A", role=Role.READER, by=elsewhere
        )
        role = given(cast)
        # As links were before they said of which mission they are.
        OneTimeLink.objects.update(mission=None)
        client = Client()
        client.post(reverse("invitation", args=[made.secret]), SQUATTED)
        assert client.get(reverse("mission_overview", args=["elsewhere"])).status_code == 200
        assert client.get(HERE).status_code == 404
        role.refresh_from_db()
        assert role.taken_up_at is None

    def test_an_administrator_who_did_not_take_it_up_lets_nobody_in(self, cast, squatter):
        role = given(cast, Role.ADMINISTRATOR)
        with pytest.raises(NotAllowed):
            make_invitation(cast.reader, by=role.account)
        assert squatter.get(reverse("access_list", args=["here"])).status_code == 404

    def test_a_squatted_account_that_is_made_administrator_is_entered_by_mail_only(
        self, cast, squatter, signed_in
    ):
        account = Account.objects.get(email=VICTIM)
        above = signed_in(cast.installation_administrator)
        above.post(reverse("installation_account", args=[account.pk]), {"act": "make"})
        assert squatter.get(START).status_code == 302
        again = Client()
        again.post(reverse("login"), SIGN_IN)
        assert again.get(START).status_code == 302
        assert by_mail().get(reverse("installation_accounts")).status_code == 200

    def test_a_role_that_came_back_is_taken_up_again_by_who_reads_the_mail(
        self, cast, squatter, elsewhere
    ):
        role = given(cast)
        by_mail().post(page(role), OWN)
        role.delete()
        secret = make_invitation(role.account, by=elsewhere)
        squatter.post(reverse("invitation", args=[secret]), SQUATTED)
        given(cast)
        assert squatter.get(HERE).status_code == 404
        assert Account.objects.get(email=VICTIM).address_proved_at is None


class TestHonestUse:
    """Who is meant gets in, with one code at most."""

    def test_a_new_account_takes_its_role_up_with_its_link(self, cast):
        made = let_in(
            mission=cast.mission, email=VICTIM, name="Ayşe", role="reader", by=cast.administrator
        )
        client = Client()
        client.post(reverse("invitation", args=[made.secret]), OWN)
        assert client.get(HERE).status_code == 200
        role = Membership.objects.get(pk=made.membership.pk)
        assert (role.taken_up_how, role.taken_up_at is not None) == ("link", True)

    def test_who_signs_in_with_a_password_types_the_code(self, cast, signed_in):
        account = MembershipFactory(account__email=VICTIM, role=Role.OBSERVER).account
        client = signed_in(account)
        role = given(cast)
        # An observer of one mission is led on; not past an invitation.
        assert page(role) in client.get(START).content.decode()
        assert "Send the code" in client.get(page(role)).content.decode()
        client.post(page(role), {"act": "send"})
        text = client.get(page(role)).content.decode()
        assert "the password, passkeys and second step it has end now" in text
        answer = client.post(page(role), {"code": code().lower(), **OWN}, follow=True)
        assert "You are in Mission here now." in answer.content.decode()
        assert client.get(HERE).status_code == 200
        role.refresh_from_db()
        assert role.taken_up_how == "code"
        other = Client()
        other.post(reverse("login"), {"username": VICTIM, "password": OWN["password"]})
        assert other.get(HERE).status_code == 200

    def test_a_second_mission_costs_no_password_once_the_address_is_proved(self, cast, signed_in):
        account = AccountFactory(email=VICTIM, address_proved_at=timezone.now())
        phone, laptop = signed_in(account), signed_in(account)
        role = given(cast)
        phone.post(page(role), {"act": "send"})
        assert "end now" not in phone.get(page(role)).content.decode()
        phone.post(page(role), {"code": code()})
        assert phone.get(HERE).status_code == laptop.get(HERE).status_code == 200
        assert not AuditRecord.objects.filter(action="ways in ended").exists()

    def test_who_has_just_signed_in_by_code_needs_no_other(self, cast):
        AccountFactory(email=VICTIM, last_login=timezone.now())
        role = given(cast)
        client = by_mail()
        assert "that is enough" in client.get(page(role)).content.decode()
        later(client)
        assert "that is enough" not in client.get(page(role)).content.decode()
        client.post(page(role), {})
        assert client.get(HERE).status_code == 404

    def test_a_code_asked_for_in_capitals_proves_the_address_as_well(self, cast):
        AccountFactory(email=VICTIM, last_login=timezone.now())
        role = given(cast)
        assert "that is enough" in by_mail(VICTIM.upper()).get(page(role)).content.decode()

    def test_a_wrong_password_keeps_the_code_and_the_role_waits(self, cast, signed_in):
        client = signed_in(AccountFactory(email=VICTIM))
        role = given(cast)
        client.post(page(role), {"act": "send"})
        wrong = {"code": code(), "password": "short", "password_again": "short"}
        assert client.post(page(role), wrong).status_code == 200
        assert client.get(HERE).status_code == 404
        client.post(page(role), {"code": code(), **OWN})
        assert client.get(HERE).status_code == 200

    def test_a_code_is_of_one_role_and_one_session(self, cast, signed_in):
        account = AccountFactory(email=VICTIM)
        phone, laptop = signed_in(account), signed_in(account)
        role = given(cast)
        other = MembershipFactory(account=account, taken_up_at=None, taken_up_how="")
        phone.post(page(role), {"act": "send"})
        laptop.post(page(role), {"code": code(), **OWN})
        phone.post(page(other), {"code": code(), **OWN})
        assert not account.memberships.taken_up().exists()

    def test_a_code_works_for_a_quarter_of_an_hour(self, cast, signed_in):
        client = signed_in(AccountFactory(email=VICTIM))
        role = given(cast)
        client.post(page(role), {"act": "send"})
        session = client.session
        session["address_proof"]["at"] -= 15 * 60 + 1
        session.save()
        client.post(page(role), {"code": code(), **OWN})
        assert client.get(HERE).status_code == 404

    def test_a_role_taken_up_a_moment_ago_proves_no_address_anew(self, cast):
        account = AccountFactory(email=VICTIM)
        role = MembershipFactory(mission=cast.mission, account=account)
        take_up_by_code(role, by=account, session=None, password="words only she knows")
        account.refresh_from_db()
        assert account.address_proved_at is None
        assert account.check_password(PASSWORD)

    def test_the_list_says_what_is_not_taken_up_yet(self, cast, signed_in):
        AccountFactory(email=VICTIM, last_login=timezone.now())
        role = given(cast)
        client = signed_in(cast.administrator)
        listed = reverse("access_list", args=["here"])
        text = client.get(listed, {"waiting": "on"}).content.decode()
        assert VICTIM in text
        assert "Not yet taken up" in text.split(VICTIM)[1].split("</tr>")[0]
        assert cast.reader.email not in text
        assert (
            "hand it over in person"
            in client.get(reverse("access_edit", args=["here", role.pk])).content.decode()
        )

    def test_the_roles_there_were_count_as_before(self, cast):
        Membership.objects.update(taken_up_at=None, taken_up_how="")
        migration = import_module("missions.migrations.0006_roles_of_before")
        migration.mark_as_taken_up(apps, None)
        assert role_in(cast.secretariat, cast.mission) == Role.SECRETARIAT
        assert set(Membership.objects.values_list("taken_up_how", flat=True)) == {"before"}

    def test_an_installations_administrator_stays_one_with_a_role_not_taken_up(self, cast):
        account = cast.installation_administrator
        MembershipFactory(
            mission=cast.mission,
            account=account,
            role=Role.READER,
            taken_up_at=None,
            taken_up_how="",
        )
        assert role_in(account, cast.mission) == Role.ADMINISTRATOR
