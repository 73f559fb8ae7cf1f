"""The options of the plugin in a trainer's mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


class LessonryConfig(Config):
    """The options; `project.layout` reads them itself, since it must do without MkDocs."""

    course = config_options.Optional(config_options.Type(str))
    quizzes = config_options.Optional(config_options.Type(str))
    certificates = config_options.Optional(config_options.Type(str))
    not_lessons = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))
    lessons = config_options.Optional(config_options.Type(str))
    completion = config_options.Optional(config_options.Type(dict))
    languages = config_options.Optional(config_options.Type(dict))
    search = config_options.Type(bool, default=True)
    offline = config_options.Type(bool, default=True)
    print = config_options.Optional(config_options.Type(bool))
    workshops = config_options.Optional(config_options.Type(list))
    changes = config_options.Optional(config_options.Type(str))
    feedback = config_options.Optional(config_options.Type(dict))
    comments = config_options.Optional(config_options.Type(dict))
    share = config_options.Type(bool, default=True)
