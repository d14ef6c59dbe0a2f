"""Answers out of YAML, JSON and CSV, checked against the framework that they answer."""
