"""GIFT, the text format of Moodle: all kinds as far as it holds them, in the HTML that Moodle keeps."""

from lessonry.exporters.gift.writing import export

__all__ = ["export"]
