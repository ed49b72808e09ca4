"""The typeface has what English and Welsh names need."""

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont


def test_the_font_has_the_letters_and_signs() -> None:
    letters = TTFont(finders.find("fonts/Manrope-VariableFont_wght.ttf")).getBestCmap()
    assert not [sign for sign in "ŵŷŴŶâêîôû“”‘’–—£…éö0123456789" if ord(sign) not in letters]
