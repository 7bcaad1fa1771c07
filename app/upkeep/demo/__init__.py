"""A demonstration base: invented people and three years of work over several agencies, the same for the same seed."""

from app.upkeep.demo.filling import fill_demo

__all__ = ["fill_demo"]
