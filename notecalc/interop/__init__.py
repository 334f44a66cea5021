"""What others wrote, read: their schedules."""

from notecalc.interop.schedule_csv import read_schedule

__all__ = ["read_schedule"]
