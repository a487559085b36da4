"""Whether a device speaks with this installation, and as whom."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from missions.access import public

MOST_CHARACTERS = 64


@public
@never_cache
@require_GET
def reach(request: HttpRequest) -> JsonResponse:
    """Return what only this installation answers: the device's own nonce, and who is signed in.

    A network that answers in our stead, as a hotel's does before one has paid, cannot know it.
    """
    account = request.user.pk if request.user.is_authenticated else None
    told = {
        "mushahid": request.GET.get("nonce", "")[:MOST_CHARACTERS],
        "account": None if account is None else str(account),
        "token": get_token(request),
        "now": timezone.now().isoformat(),
    }
    return JsonResponse(told)
