from tests.plan.office.conftest import desk

__all__ = ["desk"]
