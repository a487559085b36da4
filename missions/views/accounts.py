"""The accounts of the installation, for its administrators."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions import access_rules
from missions.access import AccountRequest, for_the_installation
from missions.account_forms import AdministratorForm
from missions.account_list import AccountFilter, AccountTable, accounts_told
from missions.actions import installation_accounts as acts
from missions.actions.invitations import make_invitation
from missions.lists import list_response
from missions.models import Account
from missions.record_pages import FORM_METHODS, REFUSED, FormPage
from missions.rules import NotAllowed
from missions.sent_forms import led_before, once, say_once
from missions.views.invitations import show_link

# What the buttons of an account's page do, and what is said then.
ACTS: dict[str, tuple[Callable[..., None], object]] = {
    "close": (acts.close_account, gettext_lazy("The account is closed and signed out.")),
    "reopen": (acts.reopen_account, gettext_lazy("The account is open again.")),
    "make": (
        acts.make_administrator,
        gettext_lazy(
            "The account administers the installation now. Unless a code had shown that the "
            "address is theirs, its password and second step are gone: they sign in with a code "
            "by e-mail, or with a new link."
        ),
    ),
    "unmake": (
        acts.unmake_administrator,
        gettext_lazy("The account does not administer the installation any more."),
    ),
    "second-step": (
        acts.forget_second_step,
        gettext_lazy(
            "The second step is taken away: the password, or a code by e-mail, is enough."
        ),
    ),
}
OPENED_ALREADY = gettext_lazy(
    "The account is open. A link that you did not get to see is lost: make a new one here."
)


@for_the_installation
@require_safe
def installation_accounts(request: AccountRequest) -> HttpResponse:
    """List every account of the installation."""
    return list_response(
        request,
        template="missions/accounts/account_list.html",
        name="accounts",
        title=_("Accounts of the installation"),
        table=AccountTable,
        filters=AccountFilter,
        records=accounts_told(),
    )


@for_the_installation
@require_http_methods(FORM_METHODS)
def installation_account_add(request: AccountRequest) -> HttpResponse:
    """Open an account for another administrator of the installation, and show its link."""
    form = AdministratorForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = REFUSED
    elif before := led_before(request):
        return redirect(before)
    page = FormPage(
        title=_("Another administrator of the installation"),
        back=_list(),
        back_label=_("Accounts of the installation"),
        said="",
        lead=_("They may do in every mission what its administrators may, and keep all accounts."),
        button=_("Open the account"),
        adds=True,
    )
    told = {"form": form, "page": page}
    return render(request, "components/record_form.html", told, status=status)


def _opened(request: AccountRequest, form: AdministratorForm) -> HttpResponse:
    typed = form.cleaned_data
    added = once(
        request,
        lambda: acts.add_administrator(email=typed["email"], name=typed["name"], by=request.user),
        lambda made: reverse("installation_account", args=[made[0].pk]),
    )
    if added.made is None:
        say_once(request, OPENED_ALREADY)
        return redirect(added.led_to)
    account, secret = added.made
    return show_link(request, account, secret, back=_list(), by_mail=typed["by_mail"])


@for_the_installation
@require_http_methods(FORM_METHODS)
def installation_account(request: AccountRequest, pk: int) -> HttpResponse:
    """Show an account with its roles, and do with it what a button says."""
    account = get_object_or_404(accounts_told(), pk=pk)
    if request.method == "POST":
        return _act(request, account)
    told = {
        "account": account,
        "roles": account.memberships.select_related("mission").order_by("mission__title"),
        "second_step": Authenticator.objects.filter(user=account).exists(),
        "refused": _refused(account, request),
        "no_link": _no_link(account, request),
    }
    return render(request, "missions/accounts/account.html", told)


def _act(request: AccountRequest, account: Account) -> HttpResponse:
    act, said = ACTS.get(request.POST.get("act", ""), (None, _("Nothing was changed.")))
    try:
        if act:
            act(account, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(said))
    return redirect("installation_account", account.pk)


@for_the_installation
@require_POST
def installation_account_link(request: AccountRequest, pk: int) -> HttpResponse:
    """Make a new link for an account and show it once."""
    account = get_object_or_404(Account, pk=pk)
    try:
        secret = make_invitation(account, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("installation_account", pk)
    by_mail = "by_mail" in request.POST
    return show_link(request, account, secret, back=_list(), by_mail=by_mail)


def _refused(account: Account, request: AccountRequest) -> str:
    try:
        access_rules.check_can_keep_account(account, by=request.user)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _no_link(account: Account, request: AccountRequest) -> str:
    try:
        access_rules.check_can_make_link(account, by=request.user)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def _list() -> str:
    return reverse("installation_accounts")
