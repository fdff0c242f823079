"""Leak Lab: one real case carried from press article to reasoned judgement."""

from leaklab import rendering, theme
from leaklab.checking import check
from leaklab.places import home
from leaklab.rendering import show

theme.enable()
rendering.enable()

__all__ = ["check", "home", "show"]
