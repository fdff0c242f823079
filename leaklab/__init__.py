"""Leak Lab: one real case carried from press article to reasoned judgement."""

from leaklab import case, record, rendering, theme
from leaklab.case import quote
from leaklab.checking import check
from leaklab.places import home
from leaklab.rendering import show

theme.enable()
rendering.enable()

__all__ = ["case", "check", "home", "quote", "record", "show"]
