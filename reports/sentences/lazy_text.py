"""Texts that are translated when a sentence is made of them, not when the library is read."""

from django.utils.functional import lazy
from django.utils.translation import gettext

# What gettext_lazy is, under the type `str` that the texts are declared with.
lazy_text = lazy(gettext, str)
