"""Certificates by mail: messages written down first, then sent, none of them twice."""
