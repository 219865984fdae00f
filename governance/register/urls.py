"""Addresses of the register, of its file, and of the import."""

from django.urls import path

from governance.register.pages import export, imports, register

urlpatterns = [
    path("", register.register, name="channels"),
    path("export.csv", export.as_csv, name="channels-export"),
    path("import", imports.upload, name="import"),
    path("import/<uuid:pk>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:pk>/preview", imports.preview, name="import-preview"),
    path("import/<uuid:pk>/commit", imports.commit, name="import-commit"),
    path("import/<uuid:pk>/done", imports.done, name="import-done"),
]
