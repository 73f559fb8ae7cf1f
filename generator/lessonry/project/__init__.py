"""A course's folder: where everything lies in it, and the course that it makes."""

from lessonry.project.course import load_course, read_course
from lessonry.project.layout import Layout, find_layout

__all__ = ["Layout", "find_layout", "load_course", "read_course"]
