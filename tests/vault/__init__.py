"""The vault's tests: what vault.md says must be refused is refused."""

from datetime import date

TODAY = date(2027, 1, 4)
