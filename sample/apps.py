"""The sample organisation as a Django application, installed where DEBUG is on."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "sample"
    verbose_name = "the sample organisation"
